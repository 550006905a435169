import assert from "node:assert/strict";
import { grad } from "../../../src/tensor/autodiff.ts";
import { multiply } from "../../../src/tensor/ops/arithmetic.ts";
import { sum } from "../../../src/tensor/ops/broadcast.ts";
import { matmul } from "../../../src/tensor/ops/matmul.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { ShapeError } from "../../../src/tensor/shape.ts";
import type { Tensor } from "../../../src/tensor/tensor.ts";
import { checkOp, upload } from "../check_op.ts";
import { map, type Nd, product, random, transposed } from "../nd.ts";

for (const transposeA of [false, true]) {
  for (const transposeB of [false, true]) {
    const options = { transposeA, transposeB };
    const oriented = (x: Nd, transpose: boolean) => transpose ? transposed(x) : x;

    Deno.test(`matmul and its gradients, ${JSON.stringify(options)}`, async () => {
      await checkOp(
        {
          op: (a, b) => matmul(a, b, options),
          oracle: (a, b) => product(oriented(a, transposeA), oriented(b, transposeB)),
        },
        oriented(random([3, 5], 1), transposeA),
        oriented(random([5, 2], 2), transposeB),
      );
    });

    Deno.test(`the gradient of matmul is differentiated, ${JSON.stringify(options)}`, async () => {
      // d sum((a b) ⊙ (a b)) / da = 2 (a b) bᵀ, and transposed if a is.
      const squares = (a: Tensor, b: Tensor) => {
        const y = matmul(a, b, options);
        return sum(multiply(y, y));
      };
      await checkOp(
        {
          op: (a, b) => grad(squares)(a, b),
          oracle: (a, b) => {
            const [left, right] = [oriented(a, transposeA), oriented(b, transposeB)];
            const gradient = product(map(product(left, right), (y) => 2 * y), transposed(right));
            return oriented(gradient, transposeA);
          },
          tolerance: { absolute: 1e-4 },
        },
        oriented(random([2, 3], 3), transposeA),
        oriented(random([3, 2], 4), transposeB),
      );
    });
  }
}

Deno.test("matmul refuses what is no pair of matrices that fit, and says which", () => {
  scope(() => {
    const [a, b, vector] = [[2, 3], [4, 5], [3]].map((shape) => upload(random(shape, 1)));
    const refused = (run: () => unknown, message: RegExp) =>
      assert.throws(run, (error: Error) => {
        assert.ok(error instanceof ShapeError);
        assert.match(error.message, message);
        return true;
      });
    refused(() => matmul(a!, b!), /^matmul: the shapes \(2, 3\) and \(4, 5\) do not fit/);
    refused(() => matmul(a!, a!, { transposeA: true, transposeB: true }), /\(2, 3\) transposed/);
    refused(() => matmul(a!, vector!), /^matmul: the shapes \(2, 3\) and \(3\) do not fit/);
    refused(() => matmul(vector!, a!), /must be matrices/);
  });
});
