import assert from "node:assert/strict";
import { randomNumbers } from "../../random_numbers.ts";
import { asIntegers, device, evaluate } from "../device.ts";

async function histogram(values: Float32Array, edges: Float32Array): Promise<number[]> {
  const [counts] = await evaluate([values, edges], [edges.length], ([x, lowerEdges], [counts]) => ({
    op: "histogram",
    x: x!,
    lowerEdges: lowerEdges!,
    counts: counts!,
    count: values.length,
    bins: edges.length,
  }));
  return [...asIntegers(counts!)];
}

interface Grid {
  readonly low: number;
  readonly high: number;
  readonly nodes: number;
  readonly unit: number;
}

async function linearBinning(values: Float32Array, grid: Grid): Promise<number[]> {
  const [weights] = await evaluate([values], [grid.nodes], ([x], [weights]) => ({
    op: "linearBinning",
    x: x!,
    weights: weights!,
    count: values.length,
    ...grid,
  }));
  return [...asIntegers(weights!)];
}

Deno.test("values of any number are counted in bins of any number", async () => {
  for (const [count, bins] of [[1, 1], [255, 2], [257, 7], [10_001, 30], [999, 1000]] as const) {
    const values = randomNumbers(count, count, 0, 3);
    const edges = Float32Array.from({ length: bins }, (_, i) => 3 * i / bins);
    const expected = new Array(bins).fill(0);
    for (const value of values) expected[edges.findLastIndex((edge) => edge <= value)]++;
    assert.deepEqual(await histogram(values, edges), expected, `${count} in ${bins}`);
  }
});

Deno.test("a value on an edge belongs to the bin above, also where bins are empty", async () => {
  const edges = Float32Array.of(-3e38, -1, 0, 0, 1e-30, 3e38);
  const values = Float32Array.of(-3e38, -1, -1e-30, -0, 0, 1e-30, 2, 3e38);
  assert.deepEqual(await histogram(values, edges), [1, 2, 0, 2, 2, 1]);
  const many = Float32Array.from({ length: 257 }, (_, i) => i / 7);
  assert.deepEqual(await histogram(many, many), new Array(257).fill(1));
});

Deno.test("infinities have bins where edges are infinite, and NaN has none", async () => {
  const edges = Float32Array.of(-Infinity, -3e38, 0, Infinity);
  const values = Float32Array.of(NaN, -Infinity, 0, 1, Infinity, -NaN, -1, 3e38, Infinity, NaN);
  assert.deepEqual(await histogram(values, edges), [1, 1, 3, 2]);
});

Deno.test("more values than a dimension's 65,535 workgroups hold are all counted", async () => {
  const count = 65_535 * 256 + 300;
  const x = device.allocate(count * 4);
  device.run({ op: "fill", out: x, count, value: 1 });
  const edges = device.upload(Float32Array.of(0, 1, 2));
  const counts = device.allocate(12);
  const operation = { op: "histogram", x, lowerEdges: edges, counts, count, bins: 3 } as const;
  device.run(operation);
  assert.deepEqual([...new Uint32Array(await device.read(counts, 12))], [0, count, 0]);
  for (const buffer of [x, edges, counts]) device.release(buffer);
});

Deno.test("every value gives its whole unit to the nodes beside it, by nearness", async () => {
  const unit = 1024;
  for (const [count, nodes] of [[1, 2], [257, 200], [4001, 7165]] as const) {
    const values = randomNumbers(count, count, -1, 3);
    const weights = await linearBinning(values, { low: -1, high: 3, nodes, unit });
    const expected = new Float64Array(nodes);
    for (const value of values) {
      const place = (value + 1) / 4 * (nodes - 1), node = Math.floor(place);
      expected[node]! += unit * (node + 1 - place);
      expected[node + 1]! += unit * (place - node);
    }
    assert.equal(weights.reduce((sum, weight) => sum + weight), count * unit);
    // A value's share is rounded to a part, its place to a few thousandths of a node.
    const shares = new Float64Array(nodes);
    for (const value of values) shares[Math.round((value + 1) / 4 * (nodes - 1))]!++;
    weights.forEach((weight, i) => {
      const beside = (shares[i - 1] ?? 0) + shares[i]! + (shares[i + 1] ?? 0);
      const error = Math.abs(weight - expected[i]!);
      assert.ok(error <= beside * (0.5 + 0.004 * unit), `node ${i}: ${weight}, ${expected[i]}`);
    });
  }
});

Deno.test("the ends of the grid are nodes, whatever its range", async () => {
  for (const [low, high] of [[0, 1], [-3e38, 3e38], [1e-35, 3e-35], [1e6, 1e6 + 2]] as const) {
    const values = Float32Array.of(low, high, low / 2 + high / 2);
    const weights = await linearBinning(values, { low, high, nodes: 5, unit: 64 });
    assert.deepEqual(weights, [64, 0, 64, 0, 64], `${low} … ${high}`);
  }
});

Deno.test("the same values give the same weights, in any order", async () => {
  const values = randomNumbers(5, 50_001, 0, 1);
  const grid = { low: 0, high: 1, nodes: 300, unit: 2 ** 16 };
  const weights = await linearBinning(values, grid);
  assert.deepEqual(await linearBinning(values, grid), weights);
  assert.deepEqual(await linearBinning(values.toReversed(), grid), weights);
});
