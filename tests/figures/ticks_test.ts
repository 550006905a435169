import assert from "node:assert/strict";
import { type Axis, chooseTicks } from "../../src/figures/ticks.ts";

/** The labels where all of them fit. */
function labels(axis: Axis, maxTicks: number): string {
  const { labels, offsetText } = chooseTicks(axis, maxTicks, () => true);
  return labels.join(" ") + (offsetText && ` ×${offsetText}`);
}

Deno.test("labels have as many decimals as their step needs, and a true minus", () => {
  assert.equal(labels({ domain: [-5.5, 5.5] }, 7), "−4 −2 0 2 4");
  assert.equal(labels({ domain: [0, 0.567] }, 5), "0.0 0.2 0.4");
  assert.equal(labels({ domain: [-0.00065, 0.00084] }, 4), "−0.0005 0.0000 0.0005");
  assert.equal(labels({ domain: [0, 70560] }, 6), "0 20000 40000 60000");
});

Deno.test("below 1e-4 and from 1e6 on, labels leave out a power of ten", () => {
  assert.equal(labels({ domain: [-1.4e-5, 1.46e-5] }, 5), "−1 0 1 ×1e−5");
  assert.equal(labels({ domain: [-1.5e-4, 1.5e-4] }, 4), "−0.0001 0.0000 0.0001");
  assert.equal(labels({ domain: [0, 2_600_000] }, 6), "0.0 0.5 1.0 1.5 2.0 2.5 ×1e6");
  assert.equal(labels({ domain: [0, 999_999] }, 5), "0 200000 400000 600000 800000");
  assert.equal(labels({ domain: [1e-40, 3e-40] }, 3), "1 2 3 ×1e−40");
});

Deno.test("never more steps than asked for", () => {
  for (let maxTicks = 2; maxTicks <= 9; maxTicks++) {
    for (const high of [1, 1.3, 2.7, 6.4, 9.9]) {
      const { values } = chooseTicks({ domain: [0, high] }, maxTicks, () => true);
      assert.ok(
        values.length >= 1 && values.length <= maxTicks + 1,
        `${values.length} for ${maxTicks}`,
      );
    }
  }
});

Deno.test("fewer ticks where labels don't fit, one where not even two do", () => {
  const few = chooseTicks({ domain: [0, 10] }, 9, ({ labels }) => labels.length <= 3);
  assert.deepEqual(few.labels, ["0", "5", "10"]);
  const one = chooseTicks({ domain: [0, 10] }, 9, ({ labels }) => labels.length <= 1);
  assert.deepEqual(one.labels, ["0"]);
});

Deno.test("epochs are whole", () => {
  assert.equal(labels({ domain: [0.95, 2.05], integer: true }, 8), "1 2");
  assert.equal(labels({ domain: [-1.45, 52.45], integer: true }, 8), "0 10 20 30 40 50");
});

Deno.test("shares in percent, with the decimals their step needs", () => {
  assert.equal(labels({ domain: [0, 0.6], percent: true }, 7), "0% 10% 20% 30% 40% 50% 60%");
  assert.equal(labels({ domain: [0, 0.012], percent: true }, 3), "0.0% 0.5% 1.0%");
});

Deno.test("a logarithmic axis has powers of ten, thinned alike, or the numbers between", () => {
  assert.equal(labels({ domain: [5e-5, 0.2], log: true }, 9), "1e−4 1e−3 1e−2 1e−1");
  assert.equal(labels({ domain: [1e-6, 1e6], log: true }, 6), "1e−6 1e−4 1e−2 1e0 1e2 1e4 1e6");
  assert.equal(
    labels({ domain: [0.5, 4.5], log: true }, 9),
    "5e−1 6e−1 7e−1 8e−1 9e−1 1e0 2e0 3e0 4e0",
  );
  assert.equal(labels({ domain: [0.5, 4.5], log: true }, 4), "5e−1 7e−1 9e−1 2e0 4e0");
});

Deno.test("names stand at 0, 1, 2 …", () => {
  const { values, labels } = chooseTicks(
    { domain: [-0.5, 1.5], categories: ["a", "b"] },
    9,
    () => true,
  );
  assert.deepEqual([values, labels], [[0, 1], ["a", "b"]]);
});
