import assert from "node:assert/strict";
import {
  detectableDifference,
  familyOf,
  pairFinding,
  verdictOf,
} from "../../../src/report/study/pair_finding.ts";
import { compare } from "../../../src/study/compare.ts";
import type { ComparedPair } from "../../../src/study/compare_pairs.ts";
import { pairedTPower } from "../../../src/study/statistics/power.ts";
import { fc } from "../../dependencies.ts";

/** The pairs of a table of accuracies, cell by cell, in thousandths. */
function pairsOf(cells: readonly (readonly (number | null)[])[]): readonly ComparedPair[] {
  const rows = cells.flatMap((accuracies, i) =>
    accuracies.map((accuracy, seed) => (
      { activation: `act${"abcd"[i]}`, seed, test_accuracy: accuracy && accuracy / 1000 }
    ))
  );
  return compare(rows, { factor: "activation" }).pairs;
}

function findingOf(pair: ComparedPair, family: number): string {
  return pairFinding({ pair, a: String(pair.a), b: String(pair.b), family });
}

const ELU = [880, 882, 879, 884, 881, 880, 883, 885];

Deno.test("a difference that is found is said with its evidence, the better first", () => {
  const [pair] = pairsOf([[878, 877, 878, 880, 879, 879, 880, 880], ELU]);
  assert.equal(
    findingOf(pair!, 1),
    "over 8 seeds actb is 0.29 points above acta (0.15 to 0.42; p = 0.0017; better in 8 of 8 seeds)",
  );
  assert.match(findingOf(pair!, 15), /; Holm p = 0\.0017; /);
});

Deno.test("where none is found, it says what would have been", () => {
  const [pair] = pairsOf([ELU, [881, 880, 880, 883, 881, 882, 882, 884]]);
  assert.equal(
    findingOf(pair!, 1),
    "over 8 seeds no difference is found between acta and actb (acta 0.01 points above, -0.10 to 0.13; " +
      "p = 0.8; better in 4 of 8 seeds); 8 seeds would have found 0.16 points",
  );
  const [rounded] = pairsOf([[885, 870, 879, 874, 887, 882], [879, 874, 890, 872, 888, 874]]);
  assert.notEqual(rounded!.mean_difference, 0, "the means are equal but for rounding");
  assert.match(findingOf(rounded!, 1), / between acta and actb \(equal means, /);
  const [equal] = pairsOf([[880, 881], [881, 880]]);
  assert.match(findingOf(equal!, 1), /acta and actb \(equal means, -1\.27 to 1\.27; p = 1; /);
});

Deno.test("what takes more than 100 points to be found is not given in points", () => {
  const [pair] = pairsOf([[880, 100], [883, 884]]);
  assert.match(findingOf(pair!, 1), /in 2 of 2 seeds\); 2 seeds would not have found 100 points$/);
});

Deno.test("of trained and untrained runs there is no interval, nor what would have been found", () => {
  const [pair] = pairsOf([[880, 100], [883, 884]]);
  assert.equal(
    pairFinding({ pair: pair!, a: "A", b: "B", family: 2, isMixed: true }),
    "over 2 seeds no difference is found between A and B (B 39.35 points above; Holm p = 0.5; better in " +
      "2 of 2 seeds)",
  );
});

Deno.test("a verdict goes by the p-value adjusted over all pairs", () => {
  const pairs = pairsOf([ELU, ELU.map((value, i) => value + i % 3 - 2), ELU.map((v) => v - v % 2)]);
  const close = pairs.find(({ p_t, p_t_holm_all }) => p_t! < 0.05 && p_t_holm_all! >= 0.05)!;
  assert.equal(verdictOf(close), "no difference found");
});

Deno.test("what too few or too equal runs do not define is not invented", () => {
  const findings = [
    [[880], [881]],
    [[880], [null]],
    [[880, 881], [881, 882]],
    [[880, 881], [880, 881]],
  ].map((cells) => findingOf(pairsOf(cells)[0]!, 0));
  assert.deepEqual(findings, [
    "on the one seed of both actb is 0.10 points above acta; one seed has no interval and no test",
    "acta and actb have no seed in common",
    "on each of 2 seeds actb is 0.10 points above acta; without variation there is no interval and no " +
    "test",
    "on each of 2 seeds acta and actb are equal; without variation there is no interval and no test",
  ]);
});

Deno.test("so many seeds find what they would have found, at the strictest level of Holm's", () => {
  const [pair] = pairsOf([ELU, [881, 880, 880, 883, 881, 882, 882, 884]]);
  const detectable = detectableDifference(pair!, 15)!;
  const power = pairedTPower(8, detectable / pair!.sd_difference!, 0.05 / 15);
  assert.ok(Math.abs(power - 0.8) < 1e-9);
});

const accuracy = fc.option(fc.integer({ min: 870, max: 890 }), { freq: 12 });
const cells = fc.integer({ min: 1, max: 9 }).chain((seeds) =>
  fc.array(fc.array(accuracy, { minLength: seeds, maxLength: seeds }), {
    minLength: 2,
    maxLength: 4,
  })
);

/** Whether a text is this number to as many digits as it has. */
function rounds(text: string, number: number): boolean {
  const unit = 10 ** -(text.split(".")[1]?.length ?? 0);
  return Math.abs(Number(text) - number) <= unit * 0.5 * (1 + 1e-9);
}

Deno.test("every number of a sentence is one of the comparison, and its words follow from these", () => {
  fc.assert(
    fc.property(cells, (cells) => {
      const pairs = pairsOf(cells);
      const family = familyOf(pairs);
      for (const pair of pairs) {
        const text = findingOf(pair, family);
        const { n, mean_difference: mean, t_interval, p_t_holm_all: p, wins } = pair;
        const difference = mean && Number(mean.toFixed(12));
        const isUp = difference !== null && difference >= 0;
        const numbers = text.match(/-?\d+(\.\d+)?/g)?.map(String) ?? [];
        assert.equal(text.includes("no difference is found"), p !== null && p! >= 0.05, text);
        assert.equal(verdictOf(pair) === "different", p !== null && p! < 0.05);
        const above = /(act.) (?:is )?[\d.]+ points above/.exec(text)?.[1];
        const better = difference === null || difference === 0
          ? undefined
          : String(isUp ? pair.a : pair.b);
        assert.equal(above, better, text);
        const points = difference ? [100 * Math.abs(difference)] : [];
        const tested = p === null ? [] : [
          ...[...t_interval!].sort((a, b) => isUp ? a - b : b - a)
            .map((end) => 100 * (isUp ? end : -end)),
          p! < 0.0001 ? 0.0001 : p!,
          isUp ? wins!.a : wins!.b,
          n,
          ...p! < 0.05 ? [] : [n, Math.min(100, 100 * detectableDifference(pair, family)!)],
        ];
        const expected = difference === null ? [] : n === 1 ? points : [n, ...points, ...tested];
        assert.equal(numbers.length, expected.length, text);
        numbers.forEach((number, i) =>
          assert.ok(rounds(number, expected[i]!), `${text}: ${number}`)
        );
        if (p !== null && p! >= 0.05) {
          assert.ok(detectableDifference(pair, family)! > Math.abs(difference!), text);
        }
      }
    }),
    { numRuns: 40 },
  );
});
