import assert from "node:assert/strict";
import {
  chooseTicks,
  commonFormat,
  type NumberFormat,
  type TickedAxis,
} from "../../src/figures/ticks.ts";

/** The labels where all of them fit. */
function labels(axis: TickedAxis, maxTicks: number): string {
  const { labels, offsetText } = chooseTicks(axis, maxTicks, () => true)!;
  return labels.join(" ") + (offsetText && ` ${offsetText}`);
}

Deno.test("labels have as many decimals as their step needs, and a true minus", () => {
  assert.equal(labels({ domain: [-5.5, 5.5] }, 7), "−4 −2 0 2 4");
  assert.equal(labels({ domain: [0, 0.567] }, 5), "0.0 0.2 0.4");
  assert.equal(labels({ domain: [-0.00065, 0.00084] }, 4), "−0.0005 0.0000 0.0005");
  assert.equal(labels({ domain: [0, 70560] }, 6), "0 20000 40000 60000");
});

Deno.test("below 1e-4 and from 1e6 on, labels leave out a power of ten", () => {
  assert.equal(labels({ domain: [-1.4e-5, 1.46e-5] }, 5), "−1 0 1 ×10⁻⁵");
  assert.equal(labels({ domain: [-1.5e-4, 1.5e-4] }, 4), "−0.0001 0.0000 0.0001");
  assert.equal(labels({ domain: [0, 2_600_000] }, 6), "0.0 0.5 1.0 1.5 2.0 2.5 ×10⁶");
  assert.equal(labels({ domain: [0, 999_999] }, 5), "0 200000 400000 600000 800000");
  assert.equal(labels({ domain: [1e-40, 3e-40] }, 3), "1 2 3 ×10⁻⁴⁰");
});

Deno.test("what long numbers have in common is written once", () => {
  assert.equal(labels({ domain: [1000000.05, 1000000.35] }, 4), "0.1 0.2 0.3 +1000000");
  assert.equal(labels({ domain: [-1000000.35, -1000000.05] }, 4), "0.7 0.8 0.9 −1000001");
  assert.equal(labels({ domain: [0.3 + 1e-9, 0.3 + 4e-9] }, 3), "1 2 3 4 ×10⁻⁹+0.3");
  assert.equal(labels({ domain: [1e9 - 1, 1e9 + 2], integer: true }, 3), "9 10 11 12 +999999990");
  assert.equal(labels({ domain: [1e20, 1.0000001e20] }, 2), "0 5 10 ×10¹²+1×10²⁰");
  assert.equal(labels({ domain: [1000.05, 1000.35] }, 4), "1000.1 1000.2 1000.3");
  assert.equal(labels({ domain: [0.88005, 0.88035] }, 4), "0.8801 0.8802 0.8803");
});

Deno.test("never more steps than asked for", () => {
  for (let maxTicks = 2; maxTicks <= 9; maxTicks++) {
    for (const high of [1, 1.3, 2.7, 6.4, 9.9]) {
      const { values } = chooseTicks({ domain: [0, high] }, maxTicks, () => true)!;
      assert.ok(
        values.length >= 2 && values.length <= maxTicks + 1,
        `${values.length} for ${maxTicks}`,
      );
    }
  }
});

Deno.test("fewer ticks where labels don't fit, but never less than two", () => {
  const few = chooseTicks({ domain: [0, 10] }, 9, ({ labels }) => labels.length <= 3)!;
  assert.deepEqual(few.labels, ["0", "5", "10"]);
  const apart = chooseTicks({ domain: [0, 12] }, 9, ({ values }) => values[1]! - values[0]! > 5)!;
  assert.deepEqual(apart.labels, ["0", "10"]);
  assert.equal(chooseTicks({ domain: [0, 10] }, 9, ({ labels }) => labels.length <= 1), undefined);
});

Deno.test("two ticks on every axis: within one step, in a sliver, between two powers of ten", () => {
  assert.equal(labels({ domain: [-0.97, 0.97] }, 1), "−0.5 0.5");
  assert.equal(labels({ domain: [0.31, 0.39] }, 1), "0.32 0.38");
  assert.equal(labels({ domain: [2.9, 3.1], log: true }, 9), "2.9 2.94 2.98 3.02 3.06 3.1");
  assert.equal(labels({ domain: [0.5, 50], log: true }, 1), "10⁰ 10¹");
});

Deno.test("several axes are written in the format of the finest, with powers of ten or without", () => {
  const shown = (...axes: TickedAxis[]) => {
    const all = (format?: NumberFormat) =>
      axes.map((axis) => chooseTicks(axis, 4, () => true, format)!);
    return all(commonFormat(all)).map(({ labels, offsetText }) => labels.join(" ") + offsetText);
  };
  const whole: TickedAxis = { domain: [0, 4] }, small: TickedAxis = { domain: [0, 2e-7] };
  assert.deepEqual(shown(whole, { domain: [0, 0.17] }), [
    "0.00 1.00 2.00 3.00 4.00",
    "0.00 0.05 0.10 0.15",
  ]);
  assert.deepEqual(shown(whole, small), ["0.0 1.0 2.0 3.0 4.0", "0.0 0.5 1.0 1.5 2.0×10⁻⁷"]);
  assert.equal(shown({ domain: [0, 40] }, small)[0], "0.0 1.0 2.0 3.0 4.0×10¹");
});

Deno.test("epochs are whole", () => {
  assert.equal(labels({ domain: [0.95, 2.05], integer: true }, 8), "1 2");
  assert.equal(labels({ domain: [-1.45, 52.45], integer: true }, 8), "0 10 20 30 40 50");
});

Deno.test("shares in percent, with the decimals their step needs", () => {
  assert.equal(labels({ domain: [0, 0.6], percent: true }, 7), "0% 10% 20% 30% 40% 50% 60%");
  assert.equal(labels({ domain: [0, 0.012], percent: true }, 3), "0.0% 0.5% 1.0%");
  assert.equal(labels({ domain: [0.31, 0.39], percent: true }, 1), "32% 38%");
  const roomAbove = { domain: [0, 1.5], percent: true } as const;
  assert.equal(labels({ ...roomAbove, greatest: 1 }, 3), "0% 50% 100%");
  assert.equal(labels({ ...roomAbove, greatest: 1.4 }, 3), "0% 50% 100% 150%");
});

Deno.test("given ticks, those on the axis, as many as fit", () => {
  const axis = { domain: [1, 600], log: true, ticks: [0, 2, 8, 32, 128, 512] } as const;
  assert.equal(labels(axis, 3), "2 8 32 128 512");
  assert.deepEqual(chooseTicks(axis, 3, ({ values }) => values.length < 4)!.values, [2, 32, 512]);
  assert.equal(labels({ domain: [-1, 1], ticks: [-0.5, 0, 0.003] }, 3), "−0.5 0 0.003");
  assert.equal(labels({ domain: [0, 2], ticks: [1] }, 3), "0 1 2");
});

Deno.test("a logarithmic axis has powers of ten, thinned alike, or the numbers between", () => {
  assert.equal(labels({ domain: [5e-5, 0.2], log: true }, 9), "10⁻⁴ 10⁻³ 10⁻² 10⁻¹");
  assert.equal(labels({ domain: [1e-6, 1e6], log: true }, 6), "10⁻⁶ 10⁻⁴ 10⁻² 10⁰ 10² 10⁴ 10⁶");
  assert.equal(labels({ domain: [0.5, 4.5], log: true }, 9), "0.5 0.6 0.7 0.8 0.9 1 2 3 4");
  assert.equal(labels({ domain: [2e-9, 4.5e-9], log: true }, 2), "2×10⁻⁹ 3×10⁻⁹ 4×10⁻⁹");
  assert.equal(labels({ domain: [0.5, 4.5], log: true }, 4), "0.5 0.7 0.9 2 4");
});

Deno.test("names stand at 0, 1, 2 …", () => {
  const { values, labels } = chooseTicks(
    { domain: [-0.5, 1.5], categories: ["a", "b"] },
    9,
    () => true,
  )!;
  assert.deepEqual([values, labels], [[0, 1], ["a", "b"]]);
});
