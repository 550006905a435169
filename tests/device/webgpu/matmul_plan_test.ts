import assert from "node:assert/strict";
import { planOperation } from "../../../src/device/webgpu/operations/plan.ts";
import { fc } from "../../dependencies.ts";

/** Numbers in a buffer of WebGPU's default limit. */
const MOST = 2 ** 25;
const BUFFER = { bytes: 4 };

Deno.test("no product takes an invocation long, or the sums of its slices much memory", () => {
  const size = fc.oneof(fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 1, max: MOST }));
  fc.assert(fc.property(size, size, size, (m, k, n) => {
    fc.pre(Math.max(m * k, k * n, m * n) <= MOST);
    const transposes = { transposeA: false, transposeB: false };
    const matmul = {
      op: "matmul" as const,
      a: BUFFER,
      b: BUFFER,
      out: BUFFER,
      m,
      k,
      n,
      ...transposes,
    };
    const scratch: number[] = [];
    const [product] = planOperation(matmul, "tiled", (bytes) => {
      scratch.push(bytes);
      return BUFFER;
    });
    const slice = product!.params[3]!;
    assert.ok(slice % 16 === 0 && slice <= 16_384, `a slice of ${slice}`);
    assert.ok(Math.max(0, ...scratch) <= 64 * 2 ** 20, `${scratch} bytes`);
  }));
});
