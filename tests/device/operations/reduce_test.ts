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

Deno.test("argmax is the first of equal maxima", async () => {
  const x = Float32Array.of(1, 3, 3, 2, 0, 0, 0, 0, -1, -1, -2, -1);
  assert.deepEqual([...Array.from(await reduce("argmax", x, [3, 4, 1]))], [1, 0, 0]);
  assert.deepEqual([...Array.from(await reduce("argmax", x, [1, 3, 4]))], [0, 0, 0, 0]);
});

Deno.test("more rows than a dimension's 65,535 workgroups", async () => {
  const rows = 65_535 + 3;
  const x = Float32Array.from({ length: rows * 3 }, (_, i) => i % 1000);
  const y = await reduce("sum", x, [rows, 3, 1]);
  assertClose(y, reference("sum", x, rows, 3, 1), { relative: 0 });
});

Deno.test("the same input gives the same bits", async () => {
  const x = randomNumbers(1, 100_003);
  const first = await reduce("sum", x, [1, x.length, 1]);
  assert.deepEqual(await reduce("sum", x, [1, x.length, 1]), first);
  const columns = await reduce("sum", x, [1, 1031, 97]);
  assert.deepEqual(await reduce("sum", x, [1, 1031, 97]), columns);
});
