import assert from "node:assert/strict";
import { chiSquaredTail } from "../../../src/study/statistics/chi_squared.ts";
import { fTail } from "../../../src/study/statistics/f_distribution.ts";
import { normalCdf, normalQuantile, normalTail } from "../../../src/study/statistics/normal.ts";
import {
  minimumDetectableDifference,
  pairedTPower,
  seedsNeeded,
} from "../../../src/study/statistics/power.ts";
import { tQuantile, tTwoSided } from "../../../src/study/statistics/student_t.ts";
import {
  studentizedRangeQuantile,
  studentizedRangeTail,
} from "../../../src/study/statistics/studentized_range.ts";
import golden from "../../golden/statistics/distributions.json" with { type: "json" };

function assertNear(actual: number, expected: number, relative: number, what: string): void {
  const off = Math.abs(actual - expected);
  assert.ok(off <= relative * Math.abs(expected), `${what}: ${actual} instead of ${expected}`);
}

Deno.test("Student's t: quantiles to 12 digits, probabilities to six", () => {
  for (const { p, df, x } of golden.t_quantile) {
    const digits = p >= 0.005 && p <= 0.995 ? 1e-12 : 1e-9; // farther out a double near 1 has fewer
    if (p === 0.5) assert.ok(Math.abs(tQuantile(p, df)) <= 1e-12);
    else assertNear(tQuantile(p, df), x, digits, `t of ${p}, ${df}`);
  }
  for (const { t, df, p } of golden.t_two_sided_p) {
    assertNear(tTwoSided(t, df), p, 1e-6, `p of ${t}, ${df}`);
    assertNear(tTwoSided(-t, df), p, 1e-6, `p of ${-t}, ${df}`);
  }
  for (const { x, df, p } of golden.t_cdf) {
    assertNear(x < 0 ? tTwoSided(x, df) / 2 : 1 - tTwoSided(x, df) / 2, p, 1e-6, `${x}, ${df}`);
  }
});

Deno.test("the normal distribution, also where 1 less a probability has no digits left", () => {
  // Abramowitz and Stegun, table 26.1, and mpmath's
  assertNear(normalCdf(1), 0.841344746068543, 1e-14, "Φ(1)");
  assertNear(normalCdf(-3), 0.00134989803163009, 1e-13, "Φ(-3)");
  assertNear(normalTail(3 - 1e-13), normalTail(3), 1e-12, "where the two formulas meet");
  assertNear(normalTail(10), 7.61985302416052e-24, 1e-13, "10");
  assertNear(normalTail(30), 4.90671392714819e-198, 1e-13, "30");
  assertNear(normalQuantile(0.975), 1.959963984540054, 1e-14, "the quantile");
});

Deno.test("χ² and F, their tails to all and to six digits", () => {
  for (const { x, df, p } of golden.chi2_upper) {
    assertNear(chiSquaredTail(x, df), p, 1e-12, `χ² ${x}, ${df}`);
  }
  assertNear(chiSquaredTail(300, 2), Math.exp(-150), 1e-12, "far out");
  for (const { x, df, p } of golden.f_upper) {
    assertNear(fTail(x, df as [number, number]), p, 1e-6, `F ${x}, ${df}`);
  }
  assertNear(fTail(400, [2, 60]), (1 + 800 / 60) ** -30, 1e-6, "far out");
});

Deno.test("the studentized range with infinite degrees of freedom", () => {
  for (const { p, k, q } of golden.studentized_range_quantile_infinite_df) {
    assertNear(studentizedRangeQuantile(p, k), q, 1e-11, `q of ${p}, ${k}`);
  }
  for (const { q, k, p } of golden.studentized_range_cdf_infinite_df) {
    const off = Math.abs(1 - studentizedRangeTail(q, k) - p);
    assert.ok(off <= 1e-13, `P of ${q}, ${k}`);
  }
  for (const { k, blocks, alpha, cd } of golden.nemenyi_critical_difference) {
    const unit = Math.sqrt(k * (k + 1) / (12 * blocks));
    assertNear(unit * studentizedRangeQuantile(1 - alpha, k), cd, 1e-11, `CD ${k}, ${blocks}`);
  }
  assert.equal(studentizedRangeTail(0, 2).toFixed(12), "1.000000000000");
  assertNear(studentizedRangeTail(20, 2), 2 * normalTail(20 / Math.SQRT2), 1e-12, "far out");
});

Deno.test("the paired t-test's power, what it detects, and the seeds that takes", () => {
  for (const { n, d_z, power } of golden.paired_t_power) {
    assertNear(pairedTPower(n, d_z), power, 1e-9, `power of ${n}, ${d_z}`);
  }
  for (const { n, d_z } of golden.minimum_detectable_d_z) {
    assertNear(minimumDetectableDifference(n, 0.002)!, 0.002 * d_z, 1e-9, `${n}`);
  }
  for (const { d_z, n } of golden.seeds_needed) {
    assert.equal(seedsNeeded(d_z), n);
    assert.equal(seedsNeeded(-d_z), n);
  }
  assert.equal(seedsNeeded(100), 2);
});

Deno.test("where no power can be computed, none is", () => {
  assert.equal(minimumDetectableDifference(1, null), null);
  assert.equal(minimumDetectableDifference(5, 0), null);
  assert.equal(seedsNeeded(null), null);
  assert.equal(seedsNeeded(0), null);
  // for many seeds, about (1.960 + 0.842)²/d² + 1.960²/2 (Guenther 1981)
  const many = (d: number) => Math.ceil((1.959964 + 0.841621) ** 2 / d ** 2 + 1.959964 ** 2 / 2);
  assert.equal(many(0.0281), 9943);
  assert.equal(seedsNeeded(0.0281), 9943);
  assert.equal(many(0.028), 10_014);
  assert.equal(seedsNeeded(0.028), null);
});
