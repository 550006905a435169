import assert from "node:assert/strict";
import { inPercent, inPoints, probability, span } from "../../../src/report/study/rounding.ts";
import { fc } from "../../dependencies.ts";

Deno.test("points have two decimals, or the first digit that comes later", () => {
  const written = [0.0021, -0.00346, 0.00001, -0.000014, 0, -0].map(inPoints);
  assert.deepEqual(written, ["0.21", "-0.35", "0.001", "-0.001", "0", "0"]);
  assert.equal(span([-0.001, 0.0034], inPoints), "-0.10 to 0.34");
  assert.equal(span(null, inPoints), "-");
});

Deno.test("a number is rounded alike, whatever its binary fraction", () => {
  assert.equal(inPoints(0.016149999999999998), inPoints(0.01615));
  assert.equal(inPercent(0.016149999999999998), inPercent(0.01615));
});

Deno.test("a rounded p-value is on the side of 0.05 that the p-value is on", () => {
  const written = [0.00213, 0.5, 1, 0.0496, 0.04999, 0.05, 0.00009].map(probability);
  assert.deepEqual(written, ["0.0021", "0.5", "1", "0.0496", "0.04999", "0.05", "< 0.0001"]);
  fc.assert(
    fc.property(fc.double({ min: 0.0001, max: 1, noNaN: true }), (p) => {
      const rounded = Number(probability(p));
      assert.equal(rounded < 0.05, p < 0.05);
      assert.ok(Math.abs(rounded / p - 1) <= 0.05);
    }),
  );
});
