/** Finds where a rising function reaches a value. */

/** How near two guesses in a row are at the end, relative to the guess. */
const PRECISION = 1e-13;

/**
 * The x ≥ 0 with f(x) = `target`; f is smooth, and rises from below `target` to above it. By the
 * rule of false position, the Illinois way: an end that stays twice counts half (Dowell and Jarratt
 * 1971).
 */
export function solve(f: (x: number) => number, target: number): number {
  const excess = (x: number) => f(x) - target;
  let [low, high] = [0, 1];
  while (excess(high) < 0) [low, high] = [high, 2 * high];
  let [below, above] = [excess(low), excess(high)];
  for (let x = low, stayed = "";;) {
    const guess = (low * above - high * below) / (above - below);
    if (Math.abs(guess - x) <= PRECISION * guess) return guess;
    x = guess;
    const value = excess(x);
    if (value < 0) {
      [low, below] = [x, value];
      if (stayed === "high") above /= 2;
      stayed = "high";
    } else {
      [high, above] = [x, value];
      if (stayed === "low") below /= 2;
      stayed = "low";
    }
  }
}
