import assert from "node:assert/strict";
import { pow } from "../../../src/tensor/ops/power.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { ULP } from "../../close.ts";
import { checkOp, upload } from "../check_op.ts";
import { map, nd, random } from "../nd.ts";

for (const n of [-3, -1, 0, 0.5, 1, 2, 5, 7, 2.5, -0.7]) {
  Deno.test(`the power of ${n} and its gradient`, async () => {
    const tolerance = { relative: 32 * ULP, absolute: 1e-5 };
    const op = { op: (x: Parameters<typeof pow>[0]) => pow(x, n), tolerance };
    await checkOp({ ...op, oracle: (x) => map(x, (x) => x ** n) }, random([2, 3, 5], 1, 0.2, 3));
  });
}

Deno.test("whole powers take any number, with the gradient at 0", async () => {
  const x = nd([5], [-2, -0.5, 0, 1, 3]);
  await checkOp({
    op: (x) => pow(x, 3),
    oracle: (x) => map(x, (x) => x ** 3),
    gradients: (cotangent, x) => [map(x, (x, i) => cotangent.data[i]! * 3 * x * x)],
  }, x);
});

Deno.test("an exponent that is no number is refused", () =>
  scope(() =>
    assert.throws(
      () => pow(upload(random([2], 1)), NaN),
      /^UsageError: pow: expected a finite number as exponent, got NaN$/,
    )
  ));
