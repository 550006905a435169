/** Formulas compiled to WebAssembly, held to the same formulas composed of tensor operations. */
import assert from "node:assert/strict";
import { CpuDevice } from "../../../src/device/cpu/cpu_device.ts";
import { parseFormula } from "../../../src/nn/formula.ts";
import { TENSORS } from "../../../src/tensor/ops/activations.ts";
import { full } from "../../../src/tensor/ops/create.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { tensor } from "../../../src/tensor/tensor.ts";
import { EXTREMES, randomNumbers } from "../../random_numbers.ts";
import { asIntegers, evaluate } from "../device.ts";

const alone = await CpuDevice.open({ threads: 1, blas: "none" });
globalThis.addEventListener("unload", () => alone.close());

/** With every operation of the arithmetic, with none, and with more values than a byte counts. */
const FORMULAS = [
  "x * sigmoid(1.7 * x)",
  "exp(-x) - expm1(x) / (1 + log1p(x * x))",
  "sqrt(abs(x)) * sign(x) + log(abs(x))",
  "erf(x) + tanh(-x)",
  "max(x, -1) + min(x ** 3, clip(x, -2, 0.5))",
  "mish(x) - gelu(x) * selu(swish(x))",
  "x",
  "2 * 1",
  `x${Array.from({ length: 32 }, (_, i) => ` + sigmoid(x * ${i + 2})`).join("")}`,
];

const X = Float32Array.of(...EXTREMES, NaN, Infinity, -Infinity, ...randomNumbers(1, 501, -10, 10));

type Part = "value" | "derivative";

/** The bits of a formula, or of its derivative, at each of `x`, by a kernel. */
async function compiled(
  text: string,
  part: Part,
  x: Float32Array<ArrayBuffer>,
  device: CpuDevice,
): Promise<Uint32Array> {
  const { text: name, value, derivative } = parseFormula(text);
  const activation = { name, value, derivative };
  const count = x.length;
  const [y] = part === "value"
    ? await evaluate(
      [x],
      [count],
      ([x], [out]) => ({ op: "unary", function: activation, x: x!, out: out!, count }),
      device,
    )
    : await evaluate(
      [new Float32Array(count).fill(1), x],
      [count, count],
      ([gradient, preActivation], [out, biasGradient]) => ({
        op: "denseBackward",
        gradient: gradient!,
        preActivation: preActivation!,
        activation,
        out: out!,
        biasGradient: biasGradient!,
        rows: 1,
        columns: count,
      }),
      device,
    );
  return asIntegers(y!);
}

/** The same by tensor operations, one after the other. */
async function composed(
  text: string,
  part: Part,
  x: Float32Array<ArrayBuffer>,
): Promise<Uint32Array> {
  const y = scope(() => {
    const places = tensor(alone, x);
    const y = parseFormula(text)[part](places, TENSORS);
    return typeof y === "number" ? full(alone, [x.length], y) : y;
  });
  const data = await y.data() as Float32Array;
  y.dispose();
  return asIntegers(data);
}

/** Bits, in which one NaN is as good as another. */
const sameNaN = (bits: Uint32Array) =>
  bits.map((word) => (word << 1) >>> 0 > 0xFF000000 ? 0x7FC00000 : word);

for (const text of FORMULAS) {
  Deno.test(`compiled, ${text.slice(0, 50)} is to the bit what operations make of it`, async () => {
    for (const part of ["value", "derivative"] as const) {
      const [got, expected] = [await compiled(text, part, X, alone), await composed(text, part, X)];
      assert.deepEqual(sameNaN(got), sameNaN(expected), part);
    }
  });
}

Deno.test("threads compute a formula to the same bits, whether they or it came first", async () => {
  const pool = await CpuDevice.open({ threads: 3, blas: "none" });
  try {
    const many = randomNumbers(2, 2 ** 18 + 5, -10, 10);
    const [before, after, last] = FORMULAS as [string, string, string];
    for (const text of [before, after, last]) {
      for (const part of ["value", "derivative"] as const) {
        for (let turn = 0; turn < 3; turn++) {
          const bits = await compiled(text, part, many, pool);
          const expected = await compiled(text, part, many, alone);
          assert.ok(bits.every((word, i) => word === expected[i]), `${part} of ${text}`);
        }
      }
      if (text === before) startWorkers(pool);
    }
  } finally {
    pool.close();
  }
});

/** By a product so large that the pool starts them. */
function startWorkers(device: CpuDevice): void {
  const [m, k, n] = [128, 128, 128];
  const [a, b] = [m * k, k * n].map((size) => device.upload(new Float32Array(size)));
  const out = device.allocate(m * n * 4);
  const transposed = { transposeA: false, transposeB: false };
  device.run({ op: "matmul", a: a!, b: b!, out, m, k, n, ...transposed });
  for (const buffer of [a!, b!, out]) device.release(buffer);
}
