import assert from "node:assert/strict";
import { DataError } from "../../src/data/data_error.ts";
import { standardNormalization } from "../../src/data/normalization.ts";
import { prngKey, randomBits } from "../../src/random/threefry.ts";
import { assertClose } from "../close.ts";

Deno.test("mean and deviation are those of the definition, in any order of the bytes", () => {
  for (const count of [2, 63, 1001]) {
    const bytes = Uint8Array.from(randomBits(prngKey(count), count), (word) => word % 256);
    const shares = Array.from(bytes, (byte) => byte / 255);
    const expected = shares.reduce((sum, share) => sum + share, 0) / count;
    const variance = shares.reduce((sum, share) => sum + (share - expected) ** 2, 0) / count;
    const { mean, deviation } = standardNormalization(bytes, "them");
    assertClose([mean, deviation], [expected, Math.sqrt(variance)], { relative: 1e-14 });
    assert.deepEqual(standardNormalization(bytes.toReversed(), "them"), { mean, deviation });
  }
});

Deno.test("a deviation far below the mean keeps its digits", () => {
  const bytes = new Uint8Array(1_000_000).fill(255);
  bytes[0] = 254;
  const { deviation } = standardNormalization(bytes, "them");
  assertClose([deviation], [Math.sqrt(1e-6 - 1e-12) / 255], { relative: 1e-15 });
});

Deno.test("bytes that are all the same have no deviation, and are refused", () => {
  for (const value of [0, 7]) {
    assert.throws(
      () => standardNormalization(new Uint8Array(5).fill(value), "the images of X"),
      new DataError(
        `all pixels of the images of X are ${value}, so that they have no deviation to be divided by`,
      ),
    );
  }
});
