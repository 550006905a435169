/** What is found of pairs of cells, each in a word, and of many of them counted. */
import type { ComparedPair } from "../../study/compare_pairs.ts";
import { type Verdict, verdictOf } from "./pair_finding.ts";
import { cellsOf, type ComparedPlace } from "./study_comparison.ts";
import { isUntrainedCell } from "./untrained_findings.ts";

/** What is found of a pair, or that neither of its cells learned anything. */
type PlacedVerdict = Verdict | "neither learned";

/** The verdict on a pair at its place: of two cells that learned nothing, a difference is none. */
export function verdictAt(place: ComparedPlace, pair: ComparedPair): PlacedVerdict {
  const learned = cellsOf(place, pair).some(({ cell }) => !isUntrainedCell(cell));
  return learned ? verdictOf(pair) : "neither learned";
}

const COUNTED: Readonly<Record<PlacedVerdict, (count: number) => string>> = {
  "different": (count) => `${count} ${count === 1 ? "differs" : "differ"} in mean test accuracy`,
  "no difference found": (count) => `in ${count} no difference is found`,
  "not tested": (count) => `${count} cannot be tested`,
  "neither learned": (count) => `in ${count} neither learned anything`,
};

/** How many verdicts there are of each kind: "2 differ in mean test accuracy, 1 cannot be tested". */
export function countedVerdicts(verdicts: readonly PlacedVerdict[]): string {
  const groups = Map.groupBy(verdicts, (verdict) => verdict);
  return Object.entries(COUNTED)
    .flatMap(([verdict, say]) => {
      const count = groups.get(verdict as PlacedVerdict)?.length ?? 0;
      return count === 0 ? [] : [say(count)];
    }).join(", ");
}
