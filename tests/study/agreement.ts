/** Results held against golden values, to the tolerance that each of them promises. */
import assert from "node:assert/strict";

/**
 * Numbers that hang on a library's incomplete beta function; the others are as good as arithmetic.
 */
const LIBRARY = /^(p|p_t|p_t_holm_\w+|iman_davenport_p)$/;

/** Of the golden bootstrap: what our random resamples take the place of. */
const ENUMERATED = ["resamples", "resamples_for_band", "band_low", "band_high"];

/** How far z0 may be off for random resamples instead of all: 5 standard errors at 10,000. */
const Z0 = 0.063;

/**
 * Asserts that `actual` has all that `expected` has: 1e-9 relative, 1e-6 where a library computes.
 */
export function assertAgrees(actual: unknown, expected: unknown, path = ""): void {
  const key = path.split(".").at(-1)!;
  if (typeof expected === "number") {
    assert.equal(typeof actual, "number", `${path}: ${actual} instead of ${expected}`);
    const relative = LIBRARY.test(key) ? 1e-6 : 1e-9;
    const absolute = key === "z0" ? Z0 : key === "acceleration" ? 1e-9 : 1e-12;
    const tolerance = Math.max(relative * Math.abs(expected), absolute);
    const off = Math.abs(actual as number - expected);
    assert.ok(off <= tolerance, `${path}: ${actual} instead of ${expected}`);
  } else if (typeof expected === "object" && expected !== null) {
    assert.ok(typeof actual === "object" && actual !== null, `${path}: ${actual}`);
    const [found, wanted] = [actual as Fields, expected as Fields];
    if (Array.isArray(expected)) assert.equal(found.length, expected.length, `${path}: the length`);
    if ("band_low" in wanted) assertWithinBands(found, wanted, path);
    const compared = Object.keys(wanted)
      .filter((name) =>
        !ENUMERATED.includes(name) && !("band_low" in wanted && name === "interval")
      );
    for (const name of compared) assertAgrees(found[name], wanted[name], `${path}.${name}`);
  } else assert.equal(actual, expected, path);
}

type Fields = Readonly<Record<string, unknown>>;
type Two = readonly [number, number];

/** 10,000 random resamples hit these bands, 5 standard errors wide. */
function assertWithinBands({ interval }: Fields, { band_low, band_high }: Fields, path: string) {
  [band_low as Two, band_high as Two].forEach(([low, high], end) => {
    const value = (interval as Two)[end]!;
    assert.ok(
      value >= low - 1e-12 && value <= high + 1e-12,
      `${path}: ${value}, ${low} to ${high}`,
    );
  });
}
