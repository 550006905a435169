/** Times are shown only of programs whose losses are the same. */
import assert from "node:assert/strict";
import { LabError } from "../../../src/errors.ts";
import { requireAgreement } from "../../../scripts/peers/agreement.ts";

const losses = (...values: number[]) =>
  new Map(values.map((value, i) => [`program ${i}`, value] as const));

Deno.test("losses within a thousandth of the first one agree", () => {
  requireAgreement(losses(2, 2.0019, 1.9981, 2), 20);
  requireAgreement(losses(2), 20);
});

Deno.test("a loss further off is named among all of them", () => {
  for (const off of [2.0021, 1.9979, -2, 0]) {
    assert.throws(() => requireAgreement(losses(2, off, 2.001), 40), (error: Error) => {
      assert.ok(error instanceof LabError);
      assert.match(error.message, /^after 40 steps/);
      assert.deepEqual(error.message.split("\n").slice(1), [
        "  2  program 0",
        `  ${off}  program 1 (!)`,
        "  2.001  program 2",
      ]);
      return true;
    });
  }
});

Deno.test("losses that are not numbers never agree", () => {
  const none = null as unknown as number; // how JSON writes NaN
  for (
    const values of [[2, NaN], [NaN, 2], [NaN], [NaN, NaN], [Infinity, Infinity], [none, none]]
  ) {
    assert.throws(() => requireAgreement(losses(...values), 20), LabError);
  }
});
