/** What is said of cells in which runs have learned nothing: how many, before any mean of them. */
import { listed } from "../../printable.ts";
import type { ComparedPair } from "../../study/compare_pairs.ts";
import { inPercent, pValue, span } from "./rounding.ts";
import type { NamedCell } from "./study_comparison.ts";

/** Whether all runs of a cell that have a result have learned nothing. */
export function isUntrainedCell({ n, untrained }: NamedCell["cell"]): boolean {
  return n > 0 && untrained === n;
}

/** Whether some runs of a cell have learned nothing, and others have. */
export function isMixed({ n, untrained = 0 }: NamedCell["cell"]): boolean {
  return untrained > 0 && untrained < n;
}

/** That cells learned nothing, in one finding for all of them. */
export function nothingLearned(cells: readonly NamedCell[], chance: number): string {
  const runs = cells.reduce((sum, { cell }) => sum + cell.n, 0);
  const names = cells.map(({ name }) => name);
  return `nothing was learned with ${listed(names, "or")}: ${
    runs === 1 ? "the one run" : `all ${runs} runs`
  } ended ${atChance(chance)}`;
}

/** How many runs of a cell learned nothing, and the mean of the others. */
export function partlyLearned({ name, cell }: NamedCell, chance: number): string {
  return `${cell.untrained} of ${cell.n} runs of ${name} ended ${atChance(chance)}; ${
    meanOfOthers(cell)
  }`;
}

function atChance(chance: number): string {
  return `untrained, at or near chance (${Number(inPercent(chance))} %)`;
}

function meanOfOthers(
  { n, untrained, trained_mean, trained_t_interval }: NamedCell["cell"],
): string {
  const percent = `${inPercent(trained_mean!)} %`;
  const others = n - untrained!;
  if (others === 1) return `the other one has ${percent}`;
  const interval = trained_t_interval ? span(trained_t_interval, inPercent) : "no interval";
  return `the mean of the other ${others} is ${percent} (${interval})`;
}

/** How many runs of two cells are untrained, and whether one has more; nothing where none is. */
export function untrainedRuns(cells: readonly NamedCell[], { mcnemar }: ComparedPair): string[] {
  if (!cells.some(({ cell }) => cell.untrained)) return [];
  const counts = cells.map(({ name, cell }) => `${cell.untrained} of ${cell.n} runs of ${name}`);
  const p = mcnemar ? ` (${pValue("McNemar's p", mcnemar.p)})` : "";
  return [`${counts.join(" and ")} are untrained${p}`];
}

/** That a mean is of trained and untrained runs, where one of these cells has both. */
export function mixedMeans(cells: readonly NamedCell[]): string[] {
  const mixed = cells.filter(({ cell }) => isMixed(cell)).map(({ name }) => name);
  if (mixed.length === 0) return [];
  return [
    `the mean of ${mixed.join(" and of ")} is of trained and untrained runs, and describes neither`,
  ];
}
