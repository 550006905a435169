/** Sums of very many numbers on the CPU: none is more than 1e-5 of it off. */
import { CpuDevice } from "../../../src/device/cpu/cpu_device.ts";
import { assertClose } from "../../close.ts";
import { randomNumbers } from "../../random_numbers.ts";
import { evaluate } from "../device.ts";

const DEVICES = {
  "relaxed SIMD": await CpuDevice.open({ blas: "none" }),
  "plain SIMD": await CpuDevice.open({ blas: "none", relaxedSimd: false }),
  "BLAS, if there is one": await CpuDevice.open(),
};
globalThis.addEventListener("unload", () => {
  for (const device of Object.values(DEVICES)) device.close();
});

const RELATIVE = 1e-5;

/** Equal numbers, whose sums are rounded in one direction for long, and random ones. */
const NUMBERS: readonly ((count: number) => Float32Array)[] = [
  (count) => new Float32Array(count).fill(1.618034),
  (count) => randomNumbers(1, count, 0.5, 1),
];

/** The sums of columns, in float64. */
function columnSums(x: Float32Array, columns: number): Float64Array {
  const sums = new Float64Array(columns);
  x.forEach((value, i) => sums[i % columns]! += value);
  return sums;
}

for (const [name, device] of Object.entries(DEVICES)) {
  Deno.test(`products of up to a million steps, ${name}`, async () => {
    // Of 65,536 steps and one more, of parts of a tile, and of whole ones.
    for (const [m, k, n] of [[1, 1_000_003, 1], [7, 65_537, 9], [6, 200_000, 8]] as const) {
      for (const numbers of NUMBERS) {
        const a = numbers(k * m); // transposed: its columns are added up
        const [out] = await evaluate(
          [a, new Float32Array(k * n).fill(1)],
          [m * n],
          ([a, b], [out]) => ({
            op: "matmul",
            a: a!,
            b: b!,
            out: out!,
            m,
            k,
            n,
            transposeA: true,
            transposeB: false,
          }),
          device,
        );
        const expected = [...columnSums(a, m)].flatMap((sum) => new Array<number>(n).fill(sum));
        assertClose(out!, expected, { relative: RELATIVE }, `(${m}, ${k}, ${n})`);
      }
    }
  });

  Deno.test(`bias gradients of a hundred thousand rows, ${name}`, async () => {
    for (const columns of [3, 16]) {
      const rows = 100_003;
      for (const numbers of NUMBERS) {
        const gradient = numbers(rows * columns);
        const [, biasGradient] = await evaluate(
          [gradient, gradient],
          [rows * columns, columns],
          ([gradient, preActivation], [out, biasGradient]) => ({
            op: "denseBackward",
            gradient: gradient!,
            preActivation: preActivation!,
            activation: "identity",
            out: out!,
            biasGradient: biasGradient!,
            rows,
            columns,
          }),
          device,
        );
        const expected = columnSums(gradient, columns);
        assertClose(biasGradient!, expected, { relative: RELATIVE }, `${columns} columns`);
      }
    }
  });
}
