import assert from "node:assert/strict";
import { bootstrap, stratifiedBootstrap } from "../../../src/study/statistics/bootstrap.ts";
import { describe } from "../../../src/study/statistics/describe.ts";
import { interquartileMean } from "../../../src/study/statistics/interquartile_mean.ts";
import { heldAgainst } from "../../../src/study/statistics/t_interval.ts";
import golden from "../../golden/statistics/tests.json" with { type: "json" };
import { assertAgrees } from "../agreement.ts";

Deno.test("the interquartile mean drops ⌊n/4⌋ from each end, in any order", () => {
  for (const { values, iqm } of golden.iqm) {
    assertAgrees(interquartileMean(values.toReversed()), iqm, `iqm of ${values}`);
  }
});

Deno.test("bootstrap intervals are those of all resamples, within 5 standard errors", () => {
  for (const { values, mean, iqm } of golden.bootstrap) {
    assertAgrees(bootstrap(values.toReversed(), "mean"), mean, "mean");
    assertAgrees(bootstrap(values.toReversed(), "iqm"), iqm, "iqm");
  }
});

Deno.test("a bootstrap is the same every time, and scales with its values", () => {
  const values = [0.1, 0.25, 0.7, 0.75, 0.9];
  assert.deepEqual(bootstrap(values, "iqm"), bootstrap(values, "iqm"));
  const { interval } = bootstrap(values, "mean")!.bca;
  const doubled = bootstrap(values.map((value) => 2 * value), "mean")!.bca;
  assert.deepEqual(doubled.interval, interval.map((end) => 2 * end));
});

Deno.test("a statistic that leaving out any one value does not change is not accelerated", () => {
  const { bca } = bootstrap([0.1, 0.2, 0.2, 0.2, 0.3], "iqm")!;
  assert.equal(bca.acceleration, 0);
  assert.ok(bca.interval.every(Number.isFinite));
});

Deno.test("a stratified bootstrap keeps each stratum's size", () => {
  const { percentile, resamples } = stratifiedBootstrap([[0, 0], [1, 1], [1, 1, 1, 1]]);
  assert.deepEqual(percentile.interval, [1, 1]); // the two 0s are always dropped
  assert.equal(resamples, 10_000);
});

Deno.test("few or equal values define little, and nothing is invented", () => {
  const nothing = { sd: null, sem: null, t_interval: null, prediction_interval: null };
  const none = { mean: null, median: null, iqm: null, min: null, max: null };
  assert.deepEqual(describe([]), { n: 0, ...none, ...nothing });
  const one = { mean: 0.7, median: 0.7, iqm: 0.7, min: 0.7, max: 0.7 };
  assert.deepEqual(describe([0.7]), { n: 1, ...one, ...nothing });
  const equal = describe([0.8519, 0.8519, 0.8519]);
  assert.deepEqual([equal.mean, equal.sd, equal.t_interval], [0.8519, 0, null]);
  for (const values of [[], [0.7], [0.7, 0.7]]) {
    assert.equal(bootstrap(values, "mean"), null);
    assert.equal(heldAgainst(0.7, values), null);
  }
});

Deno.test("the standard deviation is the sample's, and its error that over √n", () => {
  const { sd, sem } = describe([2, 4, 4, 4, 5, 5, 7, 9]);
  assertAgrees([sd, sem], [Math.sqrt(32 / 7), Math.sqrt(32 / 7 / 8)]);
});

Deno.test("the median of an even sample is between its middle two", () => {
  assert.equal(describe([4, 1, 3, 2]).median, 2.5);
  assert.equal(describe([10, 9, 1]).median, 9);
});

Deno.test("a published number at the very end of the prediction interval has p = 0.05", () => {
  const values = [0.86, 0.87, 0.875];
  const [low, high] = describe(values).prediction_interval!;
  const { p, t } = heldAgainst(low, values)!;
  assert.ok(Math.abs(p - 0.05) < 1e-6 && t < 0, `${p}, ${t}`);
  assert.equal(heldAgainst(high + 1e-9, values)!.within_prediction_interval, false);
  assert.equal(heldAgainst(high - 1e-9, values)!.within_prediction_interval, true);
});
