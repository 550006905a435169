import assert from "node:assert/strict";
import type { Reduction } from "../../../src/device/operations.ts";
import { assertClose, ULP } from "../../close.ts";
import { randomNumbers } from "../../random_numbers.ts";
import { asIntegers, device, evaluate, poisoned } from "../device.ts";

const NAMES: Reduction[] = ["sum", "max", "min", "argmax"];

/** From (outer, length, inner) to (outer, inner) in float64. */
function reference(name: Reduction, x: Float32Array, outer: number, length: number, inner: number) {
  return Array.from({ length: outer * inner }, (_, i) => {
    const row = Array.from(
      { length },
      (_, j) => x[(Math.floor(i / inner) * length + j) * inner + i % inner]!,
    );
    if (name === "sum") return row.reduce((sum, value) => sum + value);
    if (name === "argmax") {
      const nan = row.findIndex(Number.isNaN);
      return nan < 0 ? row.indexOf(Math.max(...row)) : nan;
    }
    return row.reduce((a, b) => name === "max" ? Math.max(a, b) : Math.min(a, b));
  });
}

async function reduce(
  name: Reduction,
  x: Float32Array,
  [outer, length, inner]: readonly [number, number, number],
): Promise<ArrayLike<number>> {
  const [y] = await evaluate([x], [outer * inner], ([x], [out]) => ({
    op: "reduce",
    function: name,
    x: x!,
    out: out!,
    outer,
    length,
    inner,
  }));
  return name === "argmax" ? asIntegers(y!) : y!;
}

for (const name of NAMES) {
  Deno.test(`${name} of rows and of columns, of any size`, async () => {
    const shapes = [
      [1, 1, 1],
      [1, 257, 1],
      [7, 1, 1],
      [33, 7, 1],
      [3, 255, 1],
      [1, 33, 7],
      [7, 33, 255],
      [2, 257, 129],
    ] as const;
    await Promise.all(shapes.map(async (shape, i) => {
      const [outer, length, inner] = shape;
      const x = randomNumbers(i, outer * length * inner);
      assertClose(
        await reduce(name, x, shape),
        reference(name, x, outer, length, inner),
        name === "sum" ? { relative: 0, absolute: 2 * length * ULP } : { relative: 0 },
        `${name} of (${shape})`,
      );
    }));
  });

  Deno.test(`${name} of a NaN among others is NaN, or where it stands`, async () => {
    for (const shape of [[7, 300, 1], [2, 300, 3]] as const) {
      const [outer, length, inner] = shape;
      const x = randomNumbers(3, outer * length * inner);
      x[5] = NaN;
      x[length * inner + 299] = NaN;
      assertClose(
        await reduce(name, x, shape),
        reference(name, x, outer, length, inner),
        { relative: 0, absolute: 1e-4 },
        name,
      );
    }
  });
}

for (const name of ["sum", "max", "min"] as const) {
  Deno.test(`${name} of rows that are cut in parts`, async () => {
    for (const length of [8192, 8193, 20_000, 200_001]) {
      // The memory between the parts comes from the pool, with NaN in it.
      device.release(poisoned(device, Math.ceil(length / 8192)));
      const x = randomNumbers(length, length, -1, 2);
      const [expected] = reference(name, x, 1, length, 1);
      assertClose(
        await reduce(name, x, [1, length, 1]),
        [expected!],
        { relative: name === "sum" ? 20 * ULP : 0 },
        `${name} of ${length}`,
      );
    }
  });

  Deno.test(`${name} of infinities and of large numbers`, async () => {
    const x = Float32Array.of(-Infinity, -3e38, 1, Infinity, 5, 6, -Infinity, -3e38, 3e38);
    assertClose(await reduce(name, x, [3, 3, 1]), reference(name, x, 3, 3, 1), {}, name);
    assertClose(await reduce(name, x, [1, 3, 3]), reference(name, x, 1, 3, 3), {}, name);
  });
}

for (const name of NAMES) {
  Deno.test(`${name} of rows and of columns of any length, to the last element`, async () => {
    for (const length of [65_535, 65_536, 65_537, 200_000]) {
      for (const shape of [[2, length, 1], [1, length, 2], [2, length, 2]] as const) {
        const [outer, , inner] = shape;
        const x = randomNumbers(length, outer * length * inner, -1, 1);
        const sums = new Float64Array(outer * inner);
        for (let i = 0; i < x.length; i++) {
          const row = Math.floor(i / inner / length), j = Math.floor(i / inner) % length;
          if (j === length - 1) x[i] = name === "min" ? -2 : 2;
          sums[row * inner + i % inner]! += x[i]!;
        }
        const last = { max: 2, min: -2, argmax: length - 1 };
        const expected = name === "sum" ? sums : sums.map(() => last[name]);
        // Rounding errors grow with the sums on the way, of some hundreds.
        const tolerance = { relative: 0, absolute: name === "sum" ? 1e-3 : 0 };
        assertClose(await reduce(name, x, shape), expected, tolerance, `${name} of (${shape})`);
      }
    }
  });
}

Deno.test("a sum of ten million numbers is as accurate as one of few", async () => {
  const length = 10_000_000;
  const x = new Float32Array(2 * length).fill(0.1);
  for (const shape of [[1, length, 1], [2, length, 1], [1, length, 2]] as const) {
    const y = await reduce("sum", x.subarray(0, shape[0] * length * shape[2]), shape);
    const expected = Array.from(y, () => length * Math.fround(0.1));
    assertClose(y, expected, { relative: 5e-6 }, `sum of (${shape})`);
  }
});

Deno.test("argmax is the first of equal maxima", async () => {
  const x = Float32Array.of(1, 3, 3, 2, 0, 0, 0, 0, -1, -1, -2, -1);
  assert.deepEqual([...Array.from(await reduce("argmax", x, [3, 4, 1]))], [1, 0, 0]);
  assert.deepEqual([...Array.from(await reduce("argmax", x, [1, 3, 4]))], [0, 0, 0, 0]);
  const long = new Float32Array(1000);
  long[300] = long[700] = 1;
  assert.deepEqual([...Array.from(await reduce("argmax", long, [1, 1000, 1]))], [300]);
  long[800] = long[900] = NaN;
  assert.deepEqual([...Array.from(await reduce("argmax", long, [1, 1000, 1]))], [800]);
});

Deno.test("more rows than a dimension's 65,535 workgroups", async () => {
  const rows = 65_535 + 3;
  const x = Float32Array.from({ length: rows * 3 }, (_, i) => i % 1000);
  const y = await reduce("sum", x, [rows, 3, 1]);
  assertClose(y, reference("sum", x, rows, 3, 1), { relative: 0 });
});

Deno.test("the same input gives the same bits", async () => {
  const x = randomNumbers(1, 1031 * 97);
  const first = await reduce("sum", x, [1, x.length, 1]);
  assert.deepEqual(await reduce("sum", x, [1, x.length, 1]), first);
  const columns = await reduce("sum", x, [1, 1031, 97]);
  assert.deepEqual(await reduce("sum", x, [1, 1031, 97]), columns);
});
