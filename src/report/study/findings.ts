/** The answer that a study gives, in sentences. */
import { listed } from "../../printable.ts";
import { AT_EDGE } from "../../study/columns.ts";
import type { ComparedPair } from "../../study/compare_pairs.ts";
import { equalCells } from "./equal_cells.ts";
import { pairFinding } from "./pair_finding.ts";
import { counted, inPercent, span } from "./rounding.ts";
import {
  cellsOf,
  type ComparedPlace,
  inWords,
  type NamedCell,
  pairOf,
  ranked,
  type StudyComparison,
} from "./study_comparison.ts";
import {
  isMixed,
  isUntrainedCell,
  mixedMeans,
  nothingLearned,
  partlyLearned,
  untrainedRuns,
} from "./untrained_findings.ts";
import { countedVerdicts, verdictAt } from "./verdicts.ts";

/** So many pairs without the best cell have sentences of their own; of more, the verdicts are counted. */
const MOST_OTHER_PAIRS = 3;

/** What all pairs together come to; nothing of fewer than two. */
export function summary({ places }: StudyComparison): string[] {
  const verdicts = places.flatMap((place) => place.pairs.map((pair) => verdictAt(place, pair)));
  return verdicts.length < 2
    ? []
    : [`Of the ${verdicts.length} pairs that are compared, ${countedVerdicts(verdicts)}.`];
}

/**
 * The findings at one place: what learned nothing, or in part, and what is equal, once for all such cells;
 * then, of those that learned something, the best, that against each other one, and the pairs of these.
 */
export function findingsAt(
  place: ComparedPlace,
  { factor, family, chance }: {
    /** What is compared. */
    readonly factor: string;
    /** How many p-values are adjusted together. */
    readonly family: number;
    /** The accuracy of guessing; undefined where it is not one, and no run is called untrained. */
    readonly chance: number | undefined;
  },
): string[] {
  const { name, cells, pairs } = place;
  const sentence = (...parts: readonly string[]) => {
    const text = `${name === "" ? "" : `at ${name}, `}${parts.join("; ")}.`;
    // An activation is called what it is called: X * sigmoid(X) is no formula.
    const isNamed = factor === "activation" &&
      cells.some(({ name }) => text.startsWith(`${name} `) || text.startsWith(`${name},`));
    return isNamed ? text : text[0]!.toUpperCase() + text.slice(1);
  };
  const finding = (pair: ComparedPair) => {
    const two = cellsOf(place, pair), [a, b] = two.map(({ name }) => name);
    return sentence(
      ...untrainedRuns(two, pair),
      pairFinding({ pair, a: a!, b: b!, family, isMixed: two.some(({ cell }) => isMixed(cell)) }),
      ...mixedMeans(two),
      ...reservations(two),
    );
  };
  const known = ranked(place);
  if (known.length === 0) return cells.length === 0 ? [] : [sentence("every run diverged")];
  const unlearned = cells.filter(({ cell }) => isUntrainedCell(cell));
  const mixed = cells.filter(({ cell }) => isMixed(cell));
  const groups = equalCells(place, known.filter((cell) => !unlearned.includes(cell)));
  const [best, ...others] = groups.map(([first]) => first!);
  const rest = pairs.filter((pair) =>
    pair.mean_difference !== null && cellsOf(place, pair).every((cell) => others.includes(cell))
  );
  const lost = cells.filter(({ cell }) => cell.mean === null);
  return [
    ...unlearned.length === 0
      ? []
      : [sentence(nothingLearned(unlearned, chance!), ...reservations(unlearned))],
    ...mixed.map((cell) => sentence(partlyLearned(cell, chance!))),
    ...groups.filter((group) => group.length > 1).map((group) => {
      const names = listed(group.map(({ name }) => name), "and");
      return sentence(`on each of ${group[0]!.cell.n} seeds ${names} are equal`);
    }),
    ...best === undefined ? [] : [
      sentence(headline(best, others.length > 0), ...mixedMeans([best]), ...reservations([best])),
    ],
    ...others.map((other) => finding(pairOf(place, best!, other))),
    ...rest.length <= MOST_OTHER_PAIRS ? rest.map(finding) : [
      sentence(
        `of the other ${rest.length} pairs, ` +
          countedVerdicts(rest.map((pair) => verdictAt(place, pair))),
      ),
    ],
    ...lost.map(({ name, cell }) =>
      sentence(`${counted(cell.diverged, "run")} of ${name} diverged, and none has a result`)
    ),
  ];
}

function headline({ name, cell }: NamedCell, isBest: boolean): string {
  const { mean, n, t_interval } = cell;
  const interval = t_interval === null ? "no interval; " : `${span(t_interval, inPercent)}; `;
  const start = isBest
    ? `${name} has the highest mean test accuracy,`
    : `${name} has a mean test accuracy of`;
  // Student's interval is of one kind of runs, and may end above 100 % where there are two.
  return `${start} ${inPercent(mean!)} % (${isMixed(cell) ? "" : interval}${counted(n, "seed")})`;
}

/** What else is to be borne in mind where these cells are compared. */
function reservations(cells: readonly NamedCell[]): string[] {
  const unsettled = Map.groupBy(cells, ({ cell }) => cell[AT_EDGE]);
  return [
    ...cells.filter(({ cell }) => cell.diverged > 0).map(({ name, cell: { diverged, runs } }) =>
      `${diverged} of ${runs} runs of ${name} diverged and ${
        diverged === 1 ? "is" : "are"
      } left out`
    ),
    ...[...unsettled].flatMap(([columns, members]) => {
      if (typeof columns !== "string") return [];
      const tuned = columns.split(" ").map(inWords), is = tuned.length > 1 ? "are" : "is";
      const [what, whose] = [tuned, members.map(({ name }) => name)].map((all) =>
        listed(all, "and")
      );
      return [
        `not settled, for the best ${what} of ${whose} ${is} at the edge of the values tried`,
      ];
    }),
  ];
}
