import assert from "node:assert/strict";
import { binEdges, normalize } from "../../src/analysis/histogram.ts";
import { fc } from "../dependencies.ts";
import golden from "../golden/kde.json" with { type: "json" };
import { histogram } from "./on_host.ts";

Deno.test("the sample's bars are the reference's", () => {
  const bars = histogram(new Float32Array(Uint8Array.fromBase64(golden.sample).buffer), 50);
  assert.deepEqual(bars.counts, golden.counts);
  const { density } = normalize(bars);
  golden.firstHeights.forEach((height, i) => {
    assert.ok(Math.abs(density[i]! - height) <= 1e-6 * height, `bin ${i}`);
  });
});

Deno.test("values on an edge belong to the bin at their right, the greatest to the last", () => {
  assert.deepEqual(histogram([0, 1, 2, 3, 4], 4), {
    edges: [0, 1, 2, 3, 4],
    counts: [1, 1, 1, 2],
  });
  // The edge is 3 · 0.1 = 0.30000000000000004: 0.3 lies left of it, though 0.3 · 10 is 3.
  assert.deepEqual(histogram([0, 0.3, 1], 10).counts, [1, 0, 1, 0, 0, 0, 0, 0, 0, 1]);
});

Deno.test("every edge belongs to the bin at its right, wherever rounding would put it", () => {
  // Of 49 bins from 0 to 1 the edge 1 / 49 lies left of its bin: 49 · (1 / 49) is less than 1.
  for (let bins = 1; bins <= 200; bins++) {
    for (const [min, max] of [[0, 1], [-1, 2], [0.1, 0.7]] as const) {
      const counts = new Array<number>(bins).fill(1);
      counts[bins - 1] = 2;
      assert.deepEqual(histogram(binEdges(min, max, bins), bins).counts, counts, `${bins} bins`);
    }
  }
});

Deno.test("equal values stand in the middle of a bin one unit wide", () => {
  assert.deepEqual(histogram([3, 3, 3], 1), { edges: [2.5, 3.5], counts: [3] });
  assert.deepEqual(histogram([0, 0], 2), { edges: [-0.5, 0, 0.5], counts: [0, 2] });
});

Deno.test("every value is counted in the bin whose edges hold it", () => {
  const values = fc.array(fc.float({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 });
  fc.assert(fc.property(values, fc.integer({ min: 1, max: 60 }), (values, bins) => {
    const { edges, counts } = histogram(values, bins);
    const expected = counts.map((_, i) =>
      values.filter((value) =>
        value >= edges[i]! && (value < edges[i + 1]! || (i === bins - 1 && value === edges[bins]))
      ).length
    );
    assert.deepEqual(counts, expected);
    assert.equal(counts.reduce((sum, count) => sum + count), values.length);
  }));
});

Deno.test("densities have an area of one", () => {
  const { edges, density } = normalize(histogram([1, 2, 2, 5, 9], 7));
  const area = density.reduce((sum, d, i) => sum + d * (edges[i + 1]! - edges[i]!), 0);
  assert.ok(Math.abs(area - 1) <= 1e-14);
});

Deno.test("bins that cannot be are refused", () => {
  const one = /expected an integer of at least 1 as bins, got/;
  assert.throws(() => binEdges(1, 2, 0), one);
  assert.throws(() => binEdges(1, 2, 2.5), one);
  const apart = (min: string) => new RegExp(`float64 can cut into 3 bins, got ${min} to`);
  assert.throws(() => binEdges(1e17, 1e17, 3), apart("100000000000000000"));
  assert.throws(() => binEdges(-1.7e308, 1.7e308, 3), apart("-1.7e\\+308"));
});
