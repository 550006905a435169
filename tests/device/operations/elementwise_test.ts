import assert from "node:assert/strict";
import type { UnaryFunction } from "../../../kernels/unary.ts";
import type { BinaryFunction, StridedView } from "../../../src/device/operations.ts";
import { assertClose, type Tolerance, ULP } from "../../close.ts";
import { BINARY, UNARY } from "../../float64.ts";
import { EXTREMES, randomIntegers, randomNumbers } from "../../random_numbers.ts";
import { asIntegers, device, evaluate, poisoned } from "../device.ts";

const SIZES = [1, 7, 33, 255, 257];
/** More elements than 65,535 workgroups of 256 take. */
const BEYOND_ONE_DIMENSION = 65_535 * 256 + 513;
const SPECIAL = Float32Array.of(...EXTREMES, NaN, Infinity, -Infinity);
const BINARY_NAMES = Object.keys(BINARY) as BinaryFunction[];

/**
 * How accurate the functions are, by size of their argument. Rounding x · log₂e costs an exponential
 * up to |x| units in the last place; WGSL grants it 3 + 2 |x|. A logarithm near 0 is only absolutely
 * accurate.
 */
const ACCURACY: Record<UnaryFunction, (x: number) => Tolerance> = {
  negate: () => ({ relative: 0 }),
  abs: () => ({ relative: 0 }),
  sign: () => ({ relative: 0 }),
  relu: () => ({ relative: 0 }),
  leakyrelu: () => ({ relative: ULP }),
  sqrt: () => ({ relative: ULP }),
  identity: () => ({ relative: 0 }),
  exp: (x) => ({ relative: (3 + 2 * size(x)) * ULP }),
  expm1: (x) => ({ relative: (8 + 2 * size(x)) * ULP }),
  log: () => ({ relative: 3 * ULP, absolute: 1e-6 }),
  log1p: () => ({ relative: 8 * ULP }),
  sigmoid: (x) => ({ relative: (4 + size(x)) * ULP }),
  tanh: () => ({ relative: 8 * ULP }),
  erf: () => ({ relative: 8 * ULP }),
  elu: () => ({ relative: 8 * ULP }),
  celu: () => ({ relative: 8 * ULP }),
  softplus: (x) => ({ relative: (10 + 2 * size(x)) * ULP }),
  logsigmoid: (x) => ({ relative: (10 + 2 * size(x)) * ULP }),
  gelu: () => ({ relative: 3 * ULP, absolute: 2e-7 }),
  gelu_tanh: () => ({ relative: 4 * ULP, absolute: 2e-7 }),
  mish: (x) => ({ relative: (6 + size(x)) * ULP, absolute: size(x) * 2 ** -126 }),
  selu: () => ({ relative: 8 * ULP }),
  softsign: () => ({ relative: 4 * ULP }),
  hardtanh: () => ({ relative: 0 }),
  relu6: () => ({ relative: 0 }),
  hardsigmoid: () => ({ relative: 2 * ULP }),
  hardswish: () => ({ relative: 3 * ULP }),
  // x times a sigmoid that may be flushed to 0
  swish: (x) => ({ relative: (5 + size(x)) * ULP, absolute: size(x) * 2 ** -126 }),
};
/** Beyond it an exponential is 0 or infinite. */
const size = (x: number) => Math.min(Math.abs(x), 105);
const UNARY_NAMES = Object.keys(ACCURACY) as UnaryFunction[];

async function unary(name: UnaryFunction, inputs: Float32Array): Promise<Float32Array> {
  const { length } = inputs;
  const [y] = await evaluate(
    [inputs],
    [length],
    ([x], [out]) => ({ op: "unary", function: name, x: x!, out: out!, count: length }),
  );
  return y!;
}

/** f(a, b) of arrays and numbers in a shape, by their strides. */
async function binary(
  name: BinaryFunction,
  [a, b]: [Float32Array | number, Float32Array | number],
  shape: number[],
  strides: [number[], number[]] = [[1], [1]],
  offsets: [number, number] = [0, 0],
): Promise<Float32Array> {
  const count = shape.reduce((product, size) => product * size, 1);
  const arrays = [a, b].filter((operand) => typeof operand !== "number");
  const [y] = await evaluate(arrays, [count], (buffers, [out]) => {
    const [left, right] = [a, b].map((operand, i) =>
      typeof operand === "number"
        ? operand
        : { buffer: buffers[arrays.indexOf(operand)]!, offset: offsets[i]!, strides: strides[i]! }
    );
    return { op: "binary", function: name, a: left!, b: right!, out: out!, shape };
  });
  return y!;
}

for (const name of UNARY_NAMES) {
  const domain = (x: Float32Array<ArrayBuffer>) =>
    name === "log" || name === "sqrt" ? x.map(Math.abs) : x;

  Deno.test(`${name} is as accurate as promised`, async () => {
    const inputs = [
      ...SIZES.map((size) => randomNumbers(size, size)),
      randomNumbers(1, 4096, -0.01, 0.01),
      randomNumbers(2, 4096, -1, 1),
      randomNumbers(3, 4096, -10, 10),
      randomNumbers(4, 4096, -87, 87),
    ].map(domain);
    const results = await Promise.all(inputs.map((x) => unary(name, x)));
    results.forEach((y, i) => {
      assert.equal(y.length, inputs[i]!.length);
      inputs[i]!.forEach((x, j) =>
        assertClose([y[j]!], [UNARY[name](x)], ACCURACY[name](x), `${name}(${x})`)
      );
    });
  });

  Deno.test(`${name} of extremes is its value, and of NaN is NaN`, async () => {
    // What a logarithm makes of a subnormal number, which an adapter may take for 0, stands below.
    const subnormal = (x: number) => x !== 0 && Math.abs(x) < 2 ** -126;
    const inputs = SPECIAL.filter((x) => name !== "log" || !subnormal(x));
    const y = await unary(name, inputs);
    inputs.forEach((x, i) =>
      assertClose([y[i]!], [UNARY[name](x)], ACCURACY[name](x), `${name}(${x})`)
    );
  });
}

Deno.test("a function that is 0 at 0 has the right sign there", async () => {
  const zeros = Float32Array.of(0, -0);
  for (const name of UNARY_NAMES.filter((name) => UNARY[name](0) === 0)) {
    const expected = Float32Array.from(zeros, UNARY[name]);
    assert.deepEqual([...await unary(name, zeros)], [...expected], name);
  }
});

Deno.test("the logarithm of subnormal numbers is less than that of normal ones", async () => {
  const y = await unary("log", Float32Array.of(1e-45, 1e-40, 1.1e-38));
  y.forEach((value) => assert.ok(value <= -87.3, `${value}`));
});

for (const name of BINARY_NAMES) {
  const tolerance = { relative: name === "divide" ? 2.5 * ULP : ULP };

  Deno.test(`${name} of two arrays, and of an array and a number`, async () => {
    const tasks = SIZES.flatMap((size) => {
      // Whole numbers among them, so that some are equal.
      const a = randomNumbers(size, size, -3, 3).map((x, i) => i % 3 ? x : Math.round(x));
      const b = randomNumbers(size + 1, size, -3, 3).map((x, i) => i % 3 ? x : Math.round(x) || 1);
      return [[a, b], [a, 2], [0.5, b]].map(([left, right]) => ({
        left: left!,
        right: right!,
        shape: [size],
      }));
    });
    await Promise.all(tasks.map(async ({ left, right, shape }) => {
      const at = (operand: Float32Array | number, i: number) =>
        typeof operand === "number" ? operand : operand[i]!;
      const y = await binary(name, [left, right], shape);
      const expected = Array.from(y, (_, i) => BINARY[name](at(left, i), at(right, i)));
      assertClose(y, expected, tolerance, name);
    }));
  });

  Deno.test(`${name} of every pair of special values`, async () => {
    const size = SPECIAL.length;
    const y = await binary(name, [SPECIAL, SPECIAL], [size, size], [[1, 0], [0, 1]]);
    // Subnormal numbers may be taken for 0, which has no quotient and no order among them.
    const flushable = (x: number) => x === 0 || Math.abs(x) < 2 ** -126;
    const compared = ["equal", "less", "lessEqual"].includes(name);
    SPECIAL.forEach((a, i) =>
      SPECIAL.forEach((b, j) => {
        if (compared && flushable(a) && flushable(b)) return;
        if (name === "divide" && flushable(b) && b !== 0) return;
        assertClose([y[i * size + j]!], [BINARY[name](a, b)], tolerance, `${name}(${a}, ${b})`);
      })
    );
  });
}

Deno.test("operands are read by strides, repeated and from an offset, in up to eight dimensions", async () => {
  const shape = [2, 3, 1, 2, 2, 1, 2, 3];
  const a = randomNumbers(1, 500);
  const b = randomNumbers(2, 500);
  const strides: [number[], number[]] = [[0, 7, 1, 90, 0, 5, 33, 2], [60, 0, 0, 3, 21, 0, 0, 1]];
  const expected: number[] = [];
  for (let i = 0; i < 144; i++) {
    let [rest, inA, inB] = [i, 11, 5];
    for (let d = 7; d >= 0; d--) {
      const index = rest % shape[d]!;
      inA += index * strides[0][d]!;
      inB += index * strides[1][d]!;
      rest = Math.floor(rest / shape[d]!);
    }
    expected.push(a[inA]! - b[inB]!);
  }
  assertClose(await binary("subtract", [a, b], shape, strides, [11, 5]), expected);
});

Deno.test("dimensions that follow each other in one operand alone stay apart", async () => {
  const [a, b] = [randomNumbers(1, 6), randomNumbers(2, 6)];
  const transposed = [0, 2, 4, 1, 3, 5];
  const left = await binary("subtract", [a, b], [2, 3], [[3, 1], [1, 2]]);
  assertClose(left, Array.from(a, (value, i) => value - b[transposed[i]!]!));
  const right = await binary("subtract", [a, b], [2, 3], [[1, 2], [3, 1]]);
  assertClose(right, Array.from(b, (value, i) => a[transposed[i]!]! - value));
});

Deno.test("one number less another is an operation without dimensions", async () => {
  const y = await binary("subtract", [Float32Array.of(5), Float32Array.of(3)], [], [[], []]);
  assert.deepEqual([...y], [2]);
});

Deno.test("select chooses by the condition and hides what it does not choose", async () => {
  const condition = Float32Array.of(1, 0, -2, 0, NaN, 1e-20);
  const a = Float32Array.of(1, NaN, 3, NaN, 5, 6);
  const b = Float32Array.of(NaN, -2, NaN, -4, NaN, NaN);
  const view = (buffer: StridedView["buffer"], strides = [3, 1]) => ({
    buffer,
    offset: 0,
    strides,
  });
  const shape = [2, 3];
  const cases = [
    { inputs: [condition, a, b], expected: [1, -2, 3, -4, 5, 6] },
    { inputs: [condition, a, -7], expected: [1, -7, 3, -7, 5, 6] },
    { inputs: [condition, 7, b], expected: [7, -2, 7, -4, 7, 7] },
    { inputs: [condition, 7, -7], expected: [7, -7, 7, -7, 7, 7] },
  ];
  for (const { inputs, expected } of cases) {
    const arrays = inputs.filter((input) => typeof input !== "number");
    const [y] = await evaluate(arrays, [6], (buffers, [out]) => {
      const [c, ...rest] = inputs.map((input) =>
        typeof input === "number" ? input : view(buffers[arrays.indexOf(input)]!)
      );
      return {
        op: "select",
        condition: c as StridedView,
        a: rest[0]!,
        b: rest[1]!,
        out: out!,
        shape,
      };
    });
    assert.deepEqual([...y!], expected);
  }
});

Deno.test("copy moves words of any kind from view to view and leaves the others alone", async () => {
  const words = randomIntegers(1, 35, 2 ** 32);
  const [moved] = await evaluate([words], [40], ([from], [to]) => ({
    op: "copy",
    from: { buffer: from!, offset: 1, strides: [1, 7] },
    to: { buffer: to!, offset: 2, strides: [5, 1] },
    shape: [6, 4],
  }));
  const expected = new Uint32Array(40).fill(0x7fc00000);
  for (let i = 0; i < 6; i++) {
    for (let j = 0; j < 4; j++) expected[2 + 5 * i + j] = words[1 + i + 7 * j]!;
  }
  assert.deepEqual(asIntegers(moved!), expected);
});

Deno.test("fill writes any number, and nothing beyond its end", async () => {
  for (const value of [0, -0, 1.5, -3e38, 1e-40, Infinity, -Infinity, NaN]) {
    const [y] = await evaluate([], [33], (_, [out]) => ({
      op: "fill",
      out: out!,
      count: 33,
      value,
    }));
    assert.deepEqual(y, new Float32Array(33).fill(value));
  }
});

Deno.test("more elements than a dimension's 65,535 workgroups", async () => {
  const count = BEYOND_ONE_DIMENSION;
  const x = device.allocate(count * 4);
  const out = poisoned(device, count);
  device.run({ op: "fill", out: x, count, value: -2 });
  device.run({ op: "unary", function: "abs", x, out, count });
  const sum = poisoned(device, 1);
  device.run({
    op: "reduce",
    function: "sum",
    x: out,
    out: sum,
    outer: 1,
    length: count,
    inner: 1,
  });
  const total = new Float32Array(await device.read(sum, 4))[0]!;
  assertClose([total], [count * 2], { relative: ULP }, "the sum of all elements");
  for (const buffer of [x, out, sum]) device.release(buffer);
});
