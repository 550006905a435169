/** What docs/answers.md says of Adam beside momentum, the learning rate of both tuned. */
import assert from "node:assert/strict";
import { verdictOf } from "../../../src/report/study/pair_finding.ts";
import { probability } from "../../../src/report/study/rounding.ts";
import { compare } from "../../../src/study/compare.ts";
import { joinedRunsTable } from "../../../src/study/joined_runs.ts";
import { chanceOf } from "../../../src/study/results.ts";
import type { ReadStudy } from "../studies.ts";
import { accuracy, found as foundAbove, signed, TITLES } from "../writing.ts";
import { bestRate, shown } from "./accuracies.ts";
import { FIVE } from "./order.ts";
import { ratesOf } from "./tuned_studies.ts";

/** Each sentence or row that has numbers of it. */
export function adam(rate: ReadStudy, optimiser: ReadStudy): string[] {
  const { study, records, comparison, cell, pair } = optimiser;
  const rates = ratesOf(study);
  const { pairs } = compare(joinedRunsTable([rate, optimiser]), {
    ...{ factor: "study", by: "activation", chance: chanceOf(study) },
  });
  const ranked = FIVE.toSorted((one, other) => cell(other).mean! - cell(one).mean!);
  const ofFive = comparison.pairs.filter(({ a, b }) =>
    FIVE.includes(`${a}`) && FIVE.includes(`${b}`)
  );
  const best = new Set(Object.keys(TITLES).map((name) => cell(name)["learning_rate"]));
  assert.ok(best.size === 1 && records.every(({ outcome }) => outcome === "finished"));
  const better = Object.keys(TITLES).filter((name) =>
    verdictOf(pairs.find(({ activation }) => activation === name)!) === "different"
  );
  assert.deepEqual(better, ["sigmoid", "elu"]);
  checkShortAnswer(rate, optimiser);
  const found = ofFive.filter((pair) => verdictOf(pair) === "different");
  return [
    `is the same with Adam, at the rates ${rates.slice(0, -1).join(", ")} and ${rates.at(-1)}`,
    `All six have their best rate at ${[...best][0]}`,
    `Of the ${ofFive.length} pairs of the five, a difference is found with Adam in ${found.length}`,
    `${TITLES[ranked[0]!]} has the highest mean, ${accuracy(cell(ranked[0]!))}`,
    `sigmoid ends at ${accuracy(cell("sigmoid"))}, ${
      foundAbove(pair(ranked[0]!, "sigmoid"), ranked[0]!)
    } below it`,
    ...Object.entries(TITLES).map(([name, title]) => {
      const pair = pairs.find(({ activation }) => activation === name)!;
      const { points, ends, isFound } = signed(pair, "optimiser");
      return `| ${title} | ${bestRate(cell(name))} | ${shown(cell(name))} | ` +
        `${isFound ? `**${points}**` : points} (${ends}) | ${probability(pair.p_t_holm_all!)} |`;
    }),
  ];
}

/** Throws unless what the document says in short, without numbers, is so. */
function checkShortAnswer(momentum: ReadStudy, adam: ReadStudy): void {
  for (const name of FIVE) {
    const [below, belowWithAdam] = [momentum, adam].map(({ cell }) =>
      100 * (cell(name).mean! - cell("sigmoid").mean!)
    );
    assert.ok(below! > 3 && below! < 4, `${name}: ${below}`);
    assert.ok(belowWithAdam! > 0.5 && belowWithAdam! < 1.5, `${name}: ${belowWithAdam}`);
  }
}
