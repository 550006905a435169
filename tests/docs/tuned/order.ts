/** What docs/answers.md says of the order of the activations, with one learning rate for all and with their own. */
import assert from "node:assert/strict";
import { inPoints } from "../../../src/report/study/rounding.ts";
import type { ComparedPair } from "../../../src/study/compare_pairs.ts";
import type { ReadStudy } from "../studies.ts";
import { accuracy, signed, TITLES } from "../writing.ts";
import { comparedAt, TUTORIALS_RATE } from "./tuned_studies.ts";

/** The five that learn at each of the lower rates. */
export const FIVE = ["relu", "leakyrelu", "tanh", "elu", "swish"];

/** Each sentence or row that has numbers of it. */
export function order(rate: ReadStudy): string[] {
  const untuned = comparedAt(rate, TUTORIALS_RATE);
  const pairs = FIVE.flatMap((one, i) =>
    FIVE.slice(i + 1).map((other) => ({
      names: [one, other],
      columns: [untuned, rate.comparison].map(({ pairs }) => pairOf(pairs, one, other)),
    }))
  );
  const foundIn = (column: number) =>
    pairs.filter(({ names, columns }) => signed(columns[column]!, names[0]!).isFound).length;
  const means = FIVE.map((name) => rate.cell(name).mean!);
  const byMean = (cells: readonly { readonly mean: number | null }[]) =>
    cells.toSorted((one, other) => other.mean! - one.mean!);
  const before = byMean(untuned.cells.filter(({ activation }) => FIVE.includes(`${activation}`)));
  const after = byMean(FIVE.map((name) => rate.cell(name)));
  assert.equal(before.at(-1), untuned.cells.find(({ activation }) => activation === "swish"));
  assert.equal(after[0], rate.cell("swish")); // "from the lowest mean to the highest"
  return [
    `At ${TUTORIALS_RATE}, all ${
      foundIn(0)
    } of the ${pairs.length} pairs of the five are found to ` +
    `differ, and the best is ${
      inPoints(before[0]!.mean! - before.at(-1)!.mean!)
    } points above the worst; with a rate of its own for each, ${
      foundIn(1)
    } are, and all means are ` +
    `within ${inPoints(Math.max(...means) - Math.min(...means))} points`,
    `Swish goes from the lowest mean to the highest, ${accuracy(after[0]!)}`,
    `| pair | at ${TUTORIALS_RATE} | each at its best rate |`,
    ...pairs.map(({ names, columns }) =>
      `| ${names.map((name) => TITLES[name]).join(" − ")} | ` +
      `${columns.map((pair) => cellOf(pair, names[0]!)).join(" | ")} |`
    ),
  ];
}

function pairOf(pairs: readonly ComparedPair[], one: string, other: string): ComparedPair {
  return pairs.find(({ a, b }) => a === one && b === other || a === other && b === one)!;
}

/** How far the first is above the second, or below: bold where that is found. */
function cellOf(pair: ComparedPair, first: string): string {
  const { points, ends, isFound } = signed(pair, first);
  return isFound ? `**${points}** (${ends})` : `${points} (${ends})`;
}
