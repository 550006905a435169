/** What a person should know of an activation before training with it: where it overflows, and whether it is constant. */

const REACH = 100;

/** Where an activation is tried: within ±100, from 0 outwards. */
export const PLACES: readonly number[] = Array.from(
  { length: 8 * REACH + 1 },
  (_, i) => (i - 4 * REACH) / 4,
).sort((a, b) => Math.abs(a) - Math.abs(b));

/**
 * Notes on the activation of this name, by its values and derivatives at `PLACES`: the first place where
 * one is not finite, or that it is constant.
 */
export function examine(
  name: string,
  values: ArrayLike<number>,
  derivatives: ArrayLike<number>,
): string[] {
  const place = PLACES.findIndex((_, i) =>
    !Number.isFinite(values[i]) || !Number.isFinite(derivatives[i])
  );
  if (place >= 0) {
    const problem = Number.isFinite(values[place])
      ? `has the derivative ${derivatives[place]}`
      : `is ${values[place]}`;
    return [`The activation ${name} ${problem} at x = ${PLACES[place]}.`];
  }
  const constant = PLACES.every((_, i) => values[i] === values[0] && derivatives[i] === 0);
  return constant ? [`The activation ${name} is the same for any x: nothing can be learned.`] : [];
}
