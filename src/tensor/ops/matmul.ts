/** The matrix product. */
import { requireFloat32, sameDevice } from "../operands.ts";
import { record } from "../tape.ts";
import { formatShape, ShapeError } from "../shape.ts";
import { Tensor } from "../tensor.ts";

/** Which operands are taken transposed, without moving them. */
export interface MatmulOptions {
  /** Whether the first is (k, m), taken as (m, k) (default: no). */
  readonly transposeA?: boolean;
  /** Whether the second is (n, k), taken as (k, n) (default: no). */
  readonly transposeB?: boolean;
}

/**
 * (m, k) · (k, n) = (m, n); an operand to be transposed has its dimensions the other way round.
 *
 * Throws `ShapeError` unless both are matrices and the inner sizes are equal.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { matmul, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const a = tensor(device, [[1, 2], [3, 4]]), b = tensor(device, [[5, 6]]);
 * assert.deepEqual(await matmul(a, b, { transposeB: true }).array(), [[17], [39]]);
 * device.close();
 * ```
 */
export function matmul(
  a: Tensor,
  b: Tensor,
  { transposeA = false, transposeB = false }: MatmulOptions = {},
): Tensor {
  const device = sameDevice("matmul", requireFloat32("matmul", { a, b }));
  const [m, k] = transposeA ? a.shape.toReversed() : a.shape;
  const [inner, n] = transposeB ? b.shape.toReversed() : b.shape;
  if (a.shape.length !== 2 || b.shape.length !== 2 || k !== inner) {
    throw new ShapeError(
      `matmul: the shapes ${described(a, transposeA)} and ${
        described(b, transposeB)
      } do not fit; ` +
        "both must be matrices, the first one's columns as many as the second one's rows",
    );
  }
  const y = Tensor.allocate(device, [m!, n!]);
  device.run({
    op: "matmul",
    a: a.buffer,
    b: b.buffer,
    out: y.buffer,
    m: m!,
    k: k!,
    n: n!,
    transposeA,
    transposeB,
  });
  return record("matmul", [a, b], y, (g) => [
    () =>
      transposeA
        ? matmul(b, g, { transposeA: transposeB, transposeB: true })
        : matmul(g, b, { transposeB: !transposeB }),
    () =>
      transposeB
        ? matmul(g, a, { transposeA: true, transposeB: transposeA })
        : matmul(a, g, { transposeA: !transposeA }),
  ]);
}

function described({ shape }: Tensor, transposed: boolean): string {
  return formatShape(shape) + (transposed ? " transposed" : "");
}
