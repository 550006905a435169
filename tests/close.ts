/** Comparison of float32 results with float64 references. */
import assert from "node:assert/strict";

/** How far a result may be from its reference: by |reference| · relative + absolute. */
export interface Tolerance {
  readonly relative?: number;
  readonly absolute?: number;
}

/** One unit in the last place of float32 numbers, relative. */
export const ULP = 2 ** -23;

/** Results below the smallest normal number may be flushed to 0. */
const FLUSHED = 2 ** -126;

/**
 * Asserts that each number is as near to its reference as promised.
 *
 * A NaN is near to NaN only, and a reference beyond float32 needs an infinity of its sign.
 */
export function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { relative = 2 * ULP, absolute = 0 }: Tolerance = {},
  what = "result",
): void {
  assert.equal(actual.length, expected.length, `${what}: the number of elements`);
  for (let i = 0; i < expected.length; i++) {
    const reference = expected[i]!;
    const near = Number.isFinite(Math.fround(reference))
      ? Math.abs(actual[i]! - reference) <= Math.abs(reference) * relative + absolute + FLUSHED
      : Object.is(actual[i], Math.fround(reference));
    assert.ok(near, `${what}[${i}]: ${actual[i]} instead of ${reference}`);
  }
}
