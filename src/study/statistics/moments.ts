/** Mean and standard deviation of a sample. */

/** The mean of at least one value; of equal values, exactly that value. */
export function mean(values: ArrayLike<number>): number {
  const first = values[0]!;
  let sum = 0;
  for (let i = 1; i < values.length; i++) sum += values[i]! - first;
  return first + sum / values.length;
}

/** The sample standard deviation, with n - 1; null for n < 2; of equal values, exactly 0. */
export function standardDeviation(values: readonly number[]): number | null {
  const n = values.length;
  if (n < 2) return null;
  const center = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (n - 1));
}
