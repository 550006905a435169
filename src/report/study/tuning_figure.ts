/** The figure of what was tried to tune a study's cells, as the plain numbers that it is drawn of. */
import type { factorFigure } from "../../figures/factor.ts";
import { chanceOf } from "../../study/results.ts";
import { mean } from "../../study/statistics/moments.ts";
import { tInterval } from "../../study/statistics/t_interval.ts";
import { outcomeOf } from "./cell_runs.ts";
import { linesOver, type PlacedLevel } from "./over_factor.ts";
import { shareInterval } from "./share_interval.ts";
import type { StudyComparison } from "./study_comparison.ts";

/**
 * The validation accuracy of the runs that tune, over the values tried: its mean over those that did not
 * diverge, with its 95 % interval. undefined unless one thing alone is tuned, and several numbers of it
 * were tried.
 */
export function tuningNumbers(
  compared: StudyComparison,
): Parameters<typeof factorFigure>[0] | undefined {
  const { study, records, planned } = compared;
  const [along, ...more] = Object.keys(study.nuisance);
  if (along === undefined || more.length > 0) return undefined;
  const tried = planned[0]!.trials.map(([run]) => run!.tuned[along]);
  if (tried.length < 2 || !tried.every((level) => typeof level === "number")) return undefined;
  const byId = new Map(records.map((record) => [record.id, record]));
  const chance = chanceOf(study);
  const known = planned.flatMap(({ cell, trials }) =>
    trials.flatMap((runs, i): PlacedLevel[] => {
      const done = runs.flatMap(({ id }) => byId.get(id) ?? []);
      if (done.length === 0) return [];
      const accuracies = done.flatMap(({ best }) => best?.validationAccuracy ?? []);
      const outcomes = done.map((record) => outcomeOf(record, chance));
      const level = {
        x: tried[i]!,
        mean: accuracies.length > 0 ? mean(accuracies) : null,
        interval: shareInterval(tInterval(accuracies)),
        untrained: outcomes.filter((outcome) => outcome === "untrained").length,
        diverged: outcomes.filter((outcome) => outcome === "diverged").length,
      };
      return [{ levels: cell, level }];
    })
  );
  return linesOver(compared, along, tried, { label: "Validation accuracy", percent: true }, known);
}
