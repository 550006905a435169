import assert from "node:assert/strict";
import { holm } from "../../../src/study/statistics/holm.ts";
import { pairedT } from "../../../src/study/statistics/paired_t.ts";
import { pairedDifferences } from "../../../src/study/statistics/pairs.ts";
import { probabilityOfImprovement } from "../../../src/study/statistics/probability_of_improvement.ts";
import { tInterval } from "../../../src/study/statistics/t_interval.ts";
import { shareInterval } from "../../../src/study/statistics/share_interval.ts";
import { isUntrained, mcnemar, untrained } from "../../../src/study/statistics/untrained.ts";
import { wilcoxon } from "../../../src/study/statistics/wilcoxon.ts";
import { winRate } from "../../../src/study/statistics/win_rate.ts";
import { fc } from "../../dependencies.ts";
import golden from "../../golden/statistics/tests.json" with { type: "json" };
import { assertAgrees } from "../agreement.ts";

Deno.test("runs are paired by seed, never by row", () => {
  const a = new Map([[1, 0.9], [2, 0.8], [3, 0.7]]);
  const b = new Map([[3, 0.6], [1, 0.7], [4, 0.1]]);
  assert.deepEqual(pairedDifferences(a, b), { seeds: [1, 3], differences: [0.2, 0.1] });
});

Deno.test("differences that only rounding tells apart are ties", () => {
  assert.notEqual(0.869 - 0.867, 0.8755 - 0.8735);
  const a = new Map([[1, 0.869], [2, 0.8755], [3, 0.1 + 0.2]]);
  const b = new Map([[1, 0.867], [2, 0.8735], [3, 0.3]]);
  assert.deepEqual(pairedDifferences(a, b).differences, [0.002, 0.002, 0]);
});

Deno.test("Wilcoxon's signed-rank test agrees with scipy and complete enumeration", () => {
  for (const { name, differences, ...expected } of golden.wilcoxon) {
    const result = wilcoxon(differences)!;
    assertAgrees(result, expected, name);
    assert.equal(result.p, result.p_exact);
  }
  assert.equal(wilcoxon([]), null);
});

/** Small whole differences, with many ties and zeros. */
const tied = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 9 });

Deno.test("the exact p is that of all signs, ties included", () => {
  fc.assert(fc.property(tied, (differences) => {
    const sizes = differences.filter((d) => d !== 0).map(Math.abs);
    const ranks = sizes.map((size) =>
      sizes.filter((other) => other < size).length +
      (sizes.filter((other) => other === size).length + 1) / 2
    );
    const { w_plus, p_exact } = wilcoxon(differences)!;
    let [below, above] = [0, 0];
    for (let signs = 0; signs < 2 ** ranks.length; signs++) {
      const sum = ranks.reduce((sum, rank, i) => sum + (signs >> i & 1) * rank, 0);
      if (sum <= w_plus) below++;
      if (sum >= w_plus) above++;
    }
    assert.equal(p_exact, Math.min(1, 2 * Math.min(below, above) / 2 ** ranks.length));
  }));
});

Deno.test("a and b swapped, W⁺ and W⁻ are, and the p-values stay", () => {
  fc.assert(fc.property(tied, (differences) => {
    const { w_plus, w_minus, rank_biserial, ...rest } = wilcoxon(differences)!;
    const other = wilcoxon(differences.map((difference) => -difference))!;
    assert.deepEqual(
      { ...other },
      {
        ...rest,
        w_plus: w_minus,
        w_minus: w_plus,
        rank_biserial: rank_biserial === null ? null : 0 - rank_biserial,
      },
    );
  }));
});

Deno.test("up to 200 nonzero differences p is exact, beyond it the normal approximation's", () => {
  const differences = (n: number) =>
    Array.from({ length: n }, (_, i) => i % 7 < 4 ? i + 1 : -i - 1);
  const exact = wilcoxon([0, ...differences(200)])!;
  assert.equal(exact.method, "exact");
  assert.ok(Math.abs(exact.p_exact! / exact.p_normal_corrected! - 1) < 0.02);
  assert.equal(exact.p_smallest_possible, 2 ** -199);
  const approximate = wilcoxon(differences(201))!;
  assert.equal(approximate.method, "normal approximation");
  assert.equal(approximate.p_exact, null);
  assert.equal(approximate.p, approximate.p_normal_corrected);
});

Deno.test("a p-value far out is small, and not 0", () => {
  const { p_normal } = wilcoxon(Array.from({ length: 300 }, (_, i) => i + 1))!;
  assert.ok(p_normal! > 1e-60 && p_normal! < 1e-48, `${p_normal}`); // about 2(1 - Φ(15))
});

Deno.test("Holm's adjusted p-values", () => {
  for (const { p, adjusted } of golden.holm) assertAgrees(holm(p), adjusted, `${p}`);
  assert.deepEqual(holm([]), []);
  assert.deepEqual(holm([null, null]), [null, null]);
});

const probability = fc.double({ min: 0, max: 1, noNaN: true });
const family = fc.array(fc.option(probability, { freq: 5 }), { maxLength: 8 });

Deno.test("Holm never makes a p smaller or above 1, and keeps the order", () => {
  fc.assert(fc.property(family, (ps) => {
    const adjusted = holm(ps);
    ps.forEach((p, i) => {
      if (p === null) return assert.equal(adjusted[i], null);
      assert.ok(adjusted[i]! >= p && adjusted[i]! <= 1);
      ps.forEach((q, j) => assert.ok(q === null || p > q || adjusted[i]! <= adjusted[j]!));
    });
  }));
});

Deno.test("another test in the family makes no adjusted p smaller", () => {
  fc.assert(fc.property(family, probability, (ps, more) => {
    const before = holm(ps), after = holm([...ps, more]);
    before.forEach((p, i) => assert.ok(p === null || after[i]! >= p));
  }));
});

Deno.test("Student's own example: hours of sleep gained by ten patients", () => {
  // R: t.test(extra ~ group, data = sleep, paired = TRUE), which prints so many digits
  const result = pairedT([1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]);
  const digits = (values: readonly (number | null)[]) => values.map((value) => value!.toFixed(4));
  assert.deepEqual(
    digits([result.mean_difference, result.t, result.df, result.p_t, ...result.t_interval!]),
    ["1.5800", "4.0621", "9.0000", "0.0028", "0.7001", "2.4599"],
  );
});

Deno.test("the t-test's degenerate cases are null, not NaN", () => {
  const nothing = {
    sd_difference: null,
    t_interval: null,
    t: null,
    df: null,
    p_t: null,
    d_z: null,
  };
  assert.deepEqual(pairedT([]), { mean_difference: null, ...nothing });
  assert.deepEqual(pairedT([0.1]), { mean_difference: 0.1, ...nothing });
  const constant = { ...nothing, mean_difference: 0.1, sd_difference: 0, df: 2 };
  assert.deepEqual(pairedT([0.1, 0.1, 0.1]), constant);
});

Deno.test("wins count half where there is a tie", () => {
  assert.deepEqual(winRate([0.1, 0, -0.1, 0.2]), {
    wins: { a: 2, ties: 1, b: 1 },
    win_rate: 0.625,
  });
  assert.deepEqual(winRate([]), { wins: null, win_rate: null });
});

Deno.test("the probability of improvement is Mann and Whitney's U over all pairs", () => {
  for (const { name, x, y, u, probability_of_improvement } of golden.mann_whitney) {
    assertAgrees(probabilityOfImprovement(x, y), probability_of_improvement, name);
    assertAgrees(probabilityOfImprovement(x, y)! * x.length * y.length, u, name);
    assertAgrees(probabilityOfImprovement(y, x), 1 - probability_of_improvement, name);
  }
  assert.equal(probabilityOfImprovement([], [1]), null);
  assert.equal(probabilityOfImprovement([1], []), null);
});

Deno.test("a run is untrained below 1.5 times the accuracy of guessing", () => {
  assert.ok(isUntrained(0.149, 0.1));
  assert.ok(!isUntrained(0.15, 0.1));
  const trained = [0.88, 0.87];
  assert.deepEqual(untrained([0.1, 0.88, 0.12, 0.87], 0.1), {
    untrained: 2,
    untrained_share: 0.5,
    untrained_interval: shareInterval(2, 4),
    trained_mean: 0.875,
    trained_t_interval: tInterval(trained),
  });
  const none = { trained_mean: null, trained_t_interval: null };
  assert.deepEqual(untrained([0.1], 0.1), {
    untrained: 1,
    untrained_share: 1,
    untrained_interval: shareInterval(1, 1),
    ...none,
  });
  assert.deepEqual(untrained([], 0.1), {
    untrained: 0,
    untrained_share: null,
    untrained_interval: null,
    ...none,
  });
});

Deno.test("the interval of a share is Clopper and Pearson's", () => {
  // Computed with scipy 1.17.1: binomtest(count, n).proportion_ci(method="exact").
  const expected: readonly (readonly [count: number, n: number, low: number, high: number])[] = [
    [0, 10, 0.0, 0.30849710781876294],
    [7, 20, 0.1539092047845412, 0.5921885345328283],
    [19, 20, 0.7512672372279723, 0.998734910502044],
    [20, 20, 0.8315665290169145, 1.0],
    [1, 1, 0.025000000000000022, 1.0],
    [500, 2000, 0.23115032377690997, 0.2695852799256344],
    [3, 10000, 6.187148574832521e-05, 0.0008764745225646691],
  ];
  for (const [count, n, low, high] of expected) {
    const [ourLow, ourHigh] = shareInterval(count, n)!;
    assertAgrees(ourLow, low, `${count} of ${n}, low`);
    assertAgrees(ourHigh, high, `${count} of ${n}, high`);
  }
  assert.equal(shareInterval(0, 0), null);
});

Deno.test("McNemar's exact test is of the seeds where one alone is untrained", () => {
  const [low, high] = [0.1, 0.88];
  const pairs = (onlyA: number, onlyB: number) => [
    ...Array(onlyA).fill([low, high]),
    ...Array(onlyB).fill([high, low]),
    [low, low],
    [high, high],
  ];
  // R: binom.test(1, 10)$p.value, binom.test(0, 6)$p.value
  assert.deepEqual(mcnemar(pairs(9, 1), 0.1), { only_a: 9, only_b: 1, p: 22 / 1024 });
  assert.deepEqual(mcnemar(pairs(0, 6), 0.1), { only_a: 0, only_b: 6, p: 2 / 64 });
  assert.deepEqual(mcnemar(pairs(3, 3), 0.1), { only_a: 3, only_b: 3, p: 1 });
  assert.deepEqual(mcnemar(pairs(0, 0), 0.1), { only_a: 0, only_b: 0, p: 1 });
});
