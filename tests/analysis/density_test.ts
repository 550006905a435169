import assert from "node:assert/strict";
import { densityGrid, evaluateKde, scaleToCounts } from "../../src/analysis/density.ts";
import golden from "../golden/kde.json" with { type: "json" };
import { gaussianDensity, linearBinning } from "./on_host.ts";

/** The density as its definition says: a Gaussian around every value. */
function exactDensity(values: readonly number[], bandwidth: number, at: number): number {
  const kernel = (z: number) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  const sum = values.reduce((sum, value) => sum + kernel((at - value) / bandwidth), 0);
  return sum / values.length / bandwidth;
}

/** Deterministic values, about normal, with a heavy tail when `tail` is above 1. */
function sample(count: number, tail = 1): number[] {
  return Array.from({ length: count }, (_, i) => {
    const u = (i * 0.6180339887498949) % 1, v = (i * 0.7548776662466927) % 1;
    return Math.sqrt(-2 * Math.log(1 - u)) ** tail * Math.cos(2 * Math.PI * v);
  });
}

Deno.test("the sample's density is the reference's", () => {
  const values = new Float32Array(Uint8Array.fromBase64(golden.sample).buffer);
  const { x, y } = gaussianDensity(values);
  assert.equal(x.length, 200);
  assert.equal(x[0], Math.min(...values));
  assert.equal(x[199], Math.max(...values));
  golden.densityEvery10th.forEach((density, i) => {
    assert.ok(Math.abs(y[10 * i]! - density) <= 1e-4 * golden.peak, `point ${10 * i}`);
  });
});

Deno.test("Scott's bandwidth", () => {
  const grid = densityGrid({ count: 32, min: 0, max: 1, deviation: 0.5 });
  assert.equal(grid?.bandwidth, 0.25);
});

Deno.test("a far outlier, a spike and a heavy tail keep to the definition", () => {
  const samples = {
    outlier: [...sample(2000), 1000],
    spike: sample(2000).map((value) => Math.max(value, 0)),
    tail: sample(2000, 6),
    two: [1, 2],
  };
  for (const [name, values] of Object.entries(samples)) {
    const { x, y } = gaussianDensity(values);
    const mean = values.reduce((sum, value) => sum + value) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const bandwidth = values.length ** -0.2 * Math.sqrt(squares / (values.length - 1));
    const exact = x.map((at) => exactDensity(values, bandwidth, at));
    const peak = Math.max(...exact);
    y.forEach((density, i) => {
      assert.ok(Math.abs(density - exact[i]!) <= 1e-4 * peak, `${name}, point ${i}`);
    });
  }
});

Deno.test("binning loses no weight and keeps the mean", () => {
  const values = sample(1000);
  const min = Math.min(...values), max = Math.max(...values);
  const grid = densityGrid({ count: 1000, min, max, deviation: 1 })!;
  const weights = linearBinning(values, grid);
  assert.equal(weights.length, grid.nodes);
  const step = (max - min) / (grid.nodes - 1);
  const total = weights.reduce((sum, weight) => sum + weight);
  const moment = weights.reduce((sum, weight, i) => sum + weight * (min + i * step), 0);
  assert.ok(Math.abs(total - 1000) <= 1e-9);
  assert.ok(Math.abs(moment - values.reduce((sum, value) => sum + value)) <= 1e-8);
  // Whole counts, as a device would send them, are weights as well.
  const counts = Uint32Array.from(weights, Math.round);
  assert.ok(evaluateKde(counts, grid).y.every((density) => density >= 0));
});

/** The same numbers, and how often one of them was read. */
function counted(values: ArrayLike<number>): { values: ArrayLike<number>; reads(): number } {
  let reads = 0;
  const read = (target: ArrayLike<number>, name: string | symbol) => {
    if (name !== "length") reads++;
    return Reflect.get(target, name);
  };
  return { values: new Proxy(values, { get: read }), reads: () => reads };
}

Deno.test("a point of the curve costs no more for more values", () => {
  for (const count of [4000, 400_000]) {
    const grid = densityGrid({ count, min: -5, max: 5, deviation: 1 })!;
    assert.ok(grid.nodes <= 2 * 40 * 10 * count ** 0.2 + 200, `${grid.nodes} nodes`);
    const { values: weights, reads } = counted(new Float64Array(grid.nodes).fill(1));
    evaluateKde(weights, grid);
    assert.ok(reads() <= grid.nodes + 200 * 2 * 2 * 40 * 6, `${reads()} reads`);
  }
});

Deno.test("over counts the curve has the area of the bars", () => {
  const curve = { x: [0, 1], y: [0.25, 0.5] };
  assert.deepEqual(scaleToCounts(curve, { edges: [0, 2, 4], counts: [3, 5] }), {
    x: [0, 1],
    y: [4, 8],
  });
});

Deno.test("without spread there is no grid, and with one point no curve", () => {
  assert.equal(densityGrid({ count: 3, min: 2, max: 2, deviation: 0 }), undefined);
  assert.equal(densityGrid({ count: 1, min: 2, max: 2, deviation: NaN }), undefined);
  assert.throws(
    () => densityGrid({ count: 2, min: 1, max: 2, deviation: 1 }, 1),
    { name: "UsageError", message: /expected an integer of at least 2 as points, got 1/ },
  );
});
