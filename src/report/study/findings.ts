/** The answer that a study gives, in sentences. */
import { AT_EDGE } from "../../study/columns.ts";
import type { ComparedPair } from "../../study/compare_pairs.ts";
import { pairFinding, type Verdict, verdictOf } from "./pair_finding.ts";
import { counted, inPercent, probability, span } from "./rounding.ts";
import {
  type ComparedPlace,
  type NamedCell,
  pairOf,
  ranked,
  type StudyComparison,
} from "./study_comparison.ts";

/** So many pairs without the best cell have sentences of their own; of more, the verdicts are counted. */
const MOST_OTHER_PAIRS = 3;

/** What all pairs together come to; nothing of fewer than two. */
export function summary({ comparison: { pairs } }: StudyComparison): string[] {
  return pairs.length < 2
    ? []
    : [`Of the ${pairs.length} pairs that are compared, ${countedVerdicts(pairs)}.`];
}

/** The findings at one place: its best cell, that against each other one, and the pairs of these. */
export function findingsAt(place: ComparedPlace, family: number): string[] {
  const { name, cells, pairs } = place;
  const [best, ...others] = ranked(place);
  const sentence = (...parts: readonly string[]) => {
    const text = `${name === "" ? "" : `at ${name}, `}${parts.join("; ")}.`;
    return text[0]!.toUpperCase() + text.slice(1);
  };
  if (best === undefined) return cells.length === 0 ? [] : [sentence("every run diverged")];
  const finding = (pair: ComparedPair) => {
    const named = [pair.a, pair.b].map((level) => cells.find((cell) => cell.level === level)!);
    const [a, b] = named.map(({ name }) => name);
    return sentence(
      pairFinding({ pair, a: a!, b: b!, family }),
      ...untrainedRuns(named, pair),
      ...reservations(named),
    );
  };
  const rest = pairs.filter(({ a, b, mean_difference }) =>
    a !== best.level && b !== best.level && mean_difference !== null
  );
  const lost = cells.filter(({ cell }) => cell.mean === null);
  return [
    sentence(
      headline(best, others.length > 0),
      ...untrainedRuns([best]),
      ...reservations([best]),
    ),
    ...others.map((other) => finding(pairOf(place, best, other))),
    ...rest.length <= MOST_OTHER_PAIRS
      ? rest.map(finding)
      : [sentence(`of the other ${rest.length} pairs, ${countedVerdicts(rest)}`)],
    ...lost.map(({ name, cell }) =>
      sentence(`${counted(cell.diverged, "run")} of ${name} diverged, and none has a result`)
    ),
  ];
}

function headline({ name, cell }: NamedCell, isBest: boolean): string {
  const { mean, n, t_interval } = cell;
  const interval = t_interval === null ? "no interval" : span(t_interval, inPercent);
  const start = isBest
    ? `${name} has the highest mean test accuracy,`
    : `${name} has a mean test accuracy of`;
  return `${start} ${inPercent(mean!)} % (${interval}; ${counted(n, "seed")})`;
}

/** How many runs have learned nothing, and of a pair whether one has more of them. */
function untrainedRuns(cells: readonly NamedCell[], pair?: ComparedPair): string[] {
  if (!cells.some(({ cell }) => cell.untrained)) return [];
  const counts = cells.map(({ name, cell }) => `${cell.untrained} of ${cell.n} runs of ${name}`);
  const mcnemar = pair?.mcnemar && ` (McNemar's p = ${probability(pair.mcnemar.p)})`;
  const mixed = cells.filter(({ cell }) => isMixed(cell)).map(({ name }) => name).join(" and of ");
  return [
    `untrained are ${counts.join(" and ")}${mcnemar ?? ""}`,
    ...mixed === "" ? [] : [
      `the mean of ${mixed} is of trained and untrained runs, and describes neither`,
    ],
  ];
}

/** What else is to be borne in mind where these cells are compared. */
function reservations(cells: readonly NamedCell[]): string[] {
  const unsettled = Map.groupBy(cells, ({ cell }) => cell[AT_EDGE]);
  return [
    ...cells.filter(({ cell }) => cell.diverged > 0).map(({ name, cell: { diverged, runs } }) =>
      `${diverged} of ${runs} runs of ${name} diverged and are left out`
    ),
    ...[...unsettled].flatMap(([columns, members]) => {
      if (typeof columns !== "string") return [];
      const tuned = columns.replaceAll(" ", " and ").replaceAll("_", " ");
      const names = members.map(({ name }) => name).join(" and ");
      return [`not settled, for the best ${tuned} of ${names} is at the edge of the values tried`];
    }),
  ];
}

/** Whether some runs of a cell have learned nothing, and others have. */
export function isMixed({ untrained_share: share }: NamedCell["cell"]): boolean {
  return typeof share === "number" && share > 0 && share < 1;
}

const VERDICTS: Readonly<Record<Verdict, (count: number) => string>> = {
  "different": (count) => `${count} ${count === 1 ? "differs" : "differ"} in mean test accuracy`,
  "no difference found": (count) => `in ${count} no difference is found`,
  "not tested": (count) => `${count} cannot be tested`,
};

function countedVerdicts(pairs: readonly ComparedPair[]): string {
  const groups = Map.groupBy(pairs, verdictOf);
  return Object.entries(VERDICTS)
    .flatMap(([verdict, say]) => {
      const count = groups.get(verdict as Verdict)?.length ?? 0;
      return count === 0 ? [] : [say(count)];
    }).join(", ");
}
