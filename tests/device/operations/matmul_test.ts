import assert from "node:assert/strict";
import type { Device } from "../../../src/device/device.ts";
import { CpuDevice } from "../../../src/device/cpu/cpu_device.ts";
import { WebGpuDevice } from "../../../src/device/webgpu/webgpu_device.ts";
import { assertClose, ULP } from "../../close.ts";
import { ACTIVATION } from "../../float64.ts";
import { randomNumbers } from "../../random_numbers.ts";
import { device as tested, evaluate, poisoned } from "../device.ts";

/** The ways in which the tested device multiplies matrices. */
const VARIANTS: Record<string, Device> = tested.info.kind === "webgpu"
  ? {
    registers: await WebGpuDevice.open("registers"),
    tiled: await WebGpuDevice.open("tiled"),
  }
  : {
    "multiply-add": await CpuDevice.open({ blas: "none" }),
    "multiply and add": await CpuDevice.open({ blas: "none", relaxedSimd: false }),
    "one thread": await CpuDevice.open({ blas: "none", threads: 1 }),
    "BLAS, if there is one": await CpuDevice.open(),
  };
globalThis.addEventListener("unload", () => {
  for (const device of Object.values(VARIANTS)) device.close();
});

interface Product {
  m: number;
  k: number;
  n: number;
  transposeA: boolean;
  transposeB: boolean;
}

/** Numbers of a sum of k products: as many roundings, each of a number no larger than 4 k. */
const tolerance = (k: number) => ({ relative: 0, absolute: 4 * ULP * k });

function reference(
  a: Float32Array,
  b: Float32Array,
  { m, k, n, transposeA, transposeB }: Product,
): Float64Array {
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      for (let l = 0; l < k; l++) {
        out[i * n + j]! += a[transposeA ? l * m + i : i * k + l]! *
          b[transposeB ? j * k + l : l * n + j]!;
      }
    }
  }
  return out;
}

async function matmul(
  device: Device,
  a: Float32Array,
  b: Float32Array,
  product: Product,
): Promise<Float32Array> {
  const [y] = await evaluate([a, b], [product.m * product.n], ([a, b], [out]) => ({
    op: "matmul",
    a: a!,
    b: b!,
    out: out!,
    ...product,
  }), device);
  return y!;
}

const operands = ({ m, k, n }: Product) =>
  [randomNumbers(m + k, m * k), randomNumbers(k + n + 1, k * n)] as const;

const plain = { transposeA: false, transposeB: false };
const first = { transposeA: true, transposeB: false };
const second = { transposeA: false, transposeB: true };
const both = { transposeA: true, transposeB: true };

/**
 * Every width of the registers' kernel, both of its ways to read, each operand as it is and
 * transposed. (Compiling one takes a software adapter up to seconds: no more than are needed.)
 */
const PRODUCTS: Product[] = [
  // aligned
  { m: 256, k: 36, n: 32, ...plain },
  { m: 33, k: 64, n: 64, ...plain },
  { m: 7, k: 12, n: 128, ...plain },
  { m: 64, k: 36, n: 256, ...plain },
  { m: 17, k: 4, n: 260, ...plain },
  { m: 1, k: 260, n: 512, ...plain },
  { m: 36, k: 32, n: 256, ...first },
  { m: 260, k: 8, n: 260, ...first },
  { m: 33, k: 64, n: 129, ...second },
  { m: 100, k: 16, n: 255, ...second },
  { m: 12, k: 8, n: 33, ...both },
  // not aligned
  { m: 1, k: 1, n: 1, ...plain },
  { m: 7, k: 33, n: 10, ...plain },
  { m: 255, k: 33, n: 33, ...plain },
  { m: 33, k: 257, n: 129, ...plain },
  { m: 35, k: 17, n: 10, ...first },
  { m: 129, k: 7, n: 513, ...first },
  { m: 257, k: 10, n: 33, ...second },
  { m: 3, k: 7, n: 1, ...both },
  // not aligned in the one dimension only that memory runs along
  { m: 9, k: 8, n: 33, ...plain },
  { m: 9, k: 8, n: 32, ...first },
];

/** What a layer's activation may do: choose, call a function, take a parameter; dense_test.ts has all. */
const FUSED = ["relu", "tanh", "celu"] as const;

for (const [variant, device] of Object.entries(VARIANTS)) {
  for (const product of PRODUCTS) {
    const { m, k, n, transposeA, transposeB } = product;
    const name = `(${m}, ${k})${transposeA ? "ᵀ" : ""} · (${k}, ${n})${transposeB ? "ᵀ" : ""}`;
    Deno.test(`${variant}: ${name}`, async () => {
      const [a, b] = operands(product);
      const y = await matmul(device, a, b, product);
      assertClose(y, reference(a, b, product), tolerance(k), name);
    });
  }

  Deno.test(`${variant}: an inner dimension of any length, to its last number`, async () => {
    for (const k of [1024, 1025, 65_535, 65_536, 65_537, 200_000, 300_000]) {
      const product = { m: 2, k, n: 4, ...[plain, first, second][k % 3]! };
      const [a, b] = operands(product);
      const y = await matmul(device, a, b, product);
      // What rounding leaves of random products is far less than one of them.
      const absolute = 1e-5 * k ** 0.5;
      assertClose(y, reference(a, b, product), { relative: 0, absolute }, `${k}`);
    }
  });

  Deno.test(`${variant}: millions of products are added up as accurately as a few`, async () => {
    // For one number the tiles compute 4096, which takes a software adapter its time.
    const most = variant === "tiled" ? 200_000 : 10_000_000;
    for (const [m, k, n] of [[16, 784, 40], [16, 1024, 40], [1, most, 1]] as const) {
      const a = new Float32Array(m * k).fill(0.1), b = new Float32Array(k * n).fill(0.7);
      const y = await matmul(device, a, b, { m, k, n, ...plain });
      const expected = Array.from(y, () => k * a[0]! * b[0]!);
      assertClose(y, expected, { relative: 1e-5 }, `${m}, ${k}, ${n}`);
    }
  });

  Deno.test(`${variant}: infinities and NaN reach the outputs that they belong to, no others`, async () => {
    const product = { m: 7, k: 33, n: 10, ...plain };
    const [a, b] = operands(product);
    a[3 * 33 + 32] = NaN; // row 3
    b[5] = Infinity; // column 5
    const y = await matmul(device, a, b, product);
    assertClose(y, reference(a, b, product), tolerance(33));
  });

  Deno.test(`${variant}: the same product gives the same bits`, async () => {
    const product = { m: 33, k: 257, n: 129, ...plain };
    const [a, b] = operands(product);
    assert.deepEqual(await matmul(device, a, b, product), await matmul(device, a, b, product));
  });

  for (const activation of FUSED) {
    Deno.test(`${variant}: a dense layer with ${activation}`, async () => {
      for (const [m, k, n] of [[33, 17, 10], [65, 12, 64], [3, 2100, 5]] as const) {
        const product = { m, k, n, ...plain };
        const [x, weights] = operands(product);
        const bias = randomNumbers(n, n);
        const [out, preActivation] = await evaluate(
          [x, weights, bias],
          [m * n, m * n],
          ([x, weights, bias], [out, preActivation]) => ({
            op: "dense",
            x: x!,
            weights: weights!,
            bias: bias!,
            activation,
            preActivation: preActivation!,
            out: out!,
            m,
            k,
            n,
          }),
          device,
        );
        const expected = reference(x, weights, product).map((sum, i) => sum + bias[i % n]!);
        assertClose(preActivation!, expected, tolerance(k), "pre-activation");
        assertClose(
          out!,
          expected.map(ACTIVATION[activation]),
          { relative: 8 * ULP, absolute: tolerance(k).absolute },
          activation,
        );
      }
    });
  }
}

Deno.test("more tiles than a dimension's 65,535 workgroups", async () => {
  const [m, n] = [16 * 65_540 + 3, 4];
  const column = Float32Array.from({ length: m }, (_, i) => i % 1009);
  const [a, b] = [tested.upload(column), tested.upload(Float32Array.of(1, -2, 3, 0.5))];
  const out = poisoned(tested, m * n);
  tested.run({ op: "matmul", a, b, out, m, k: 1, n, ...plain });
  const y = new Float32Array(await tested.read(out, m * n * 4));
  for (const buffer of [a, b, out]) tested.release(buffer);
  const wrong = y.findIndex((value, i) =>
    !(value === column[Math.floor(i / n)]! * [1, -2, 3, 0.5][i % n]!)
  );
  assert.equal(wrong, -1);
});
