/** The figure of a comparison's average ranks, as the plain numbers that it is drawn of, and its caption. */
import type { criticalDifferenceFigure } from "../../figures/critical_difference.ts";
import { listed } from "../../printable.ts";
import { levelColors } from "./level_colors.ts";
import { counted } from "./rounding.ts";
import { inWords, type StudyComparison, titleOf } from "./study_comparison.ts";

/** Average ranks over all blocks; of fewer than three treatments or two blocks there are none. */
export function ranksNumbers(
  { factor, planned, comparison }: StudyComparison,
): Parameters<typeof criticalDifferenceFigure>[0] | undefined {
  const { friedman } = comparison.ranks["all"]!;
  if (friedman === null) return undefined;
  const colors = levelColors(planned, factor);
  const levelOf = (treatment: string) =>
    [...colors.keys()].find((level) => `${level}` === treatment)!;
  const title = (treatment: string) => titleOf(factor, levelOf(treatment));
  return {
    treatments: Object.entries(friedman.average_ranks).map(([treatment, rank]) => (
      { name: title(treatment), color: colors.get(levelOf(treatment))!, rank }
    )),
    criticalDifference: friedman.critical_difference["0.05"],
    groups: friedman.groups_not_different["0.05"].map((group) => group.map(title)),
  };
}

/**
 * Of how many blocks the ranks are averages, and how many are left out: a value whose runs diverge there
 * ranks better than it deserves.
 */
export function ranksCaption({ others, comparison }: StudyComparison): string {
  const { friedman, dropped_blocks: { length: dropped } } = comparison.ranks["all"]!;
  const pooled = others.length === 0
    ? ""
    : ` at one ${listed(others.map(inWords))}, all of which are pooled`;
  const left = dropped === 0 ? "" : ` Left out ${dropped === 1 ? "is" : "are"} ` +
    `${counted(dropped, "block")} in which a run is missing or diverged.`;
  return `Average ranks over ${
    counted(friedman?.blocks ?? 0, "block")
  }, each the runs of one seed` +
    `${pooled}; 1 is the best, and bars join those less than the critical difference apart.${left}`;
}
