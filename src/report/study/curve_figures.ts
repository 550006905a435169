/** The figure of a comparison's learning curves, as the plain numbers that it is drawn of. */
import type { LearningCurve, learningCurvesFigure } from "../../figures/learning_curves.ts";
import { mean } from "../../study/statistics/moments.ts";
import { tInterval } from "../../study/statistics/t_interval.ts";
import type { CellRun, DrawnCell, DrawnPlace } from "./cell_runs.ts";
import { shareInterval } from "./share_interval.ts";
import { isMixed } from "./untrained_findings.ts";

/**
 * The validation accuracy by epoch: the mean of the runs that learned something, with its 95 % interval,
 * as far as all of them go, since those that go on are no fair sample of all. Where other runs of a cell
 * learned nothing, each is drawn for itself: they began to learn at different epochs, or hardly did, and
 * end as differently.
 */
export function learningCurvesNumbers(
  places: readonly DrawnPlace[],
): Parameters<typeof learningCurvesFigure>[0] | undefined {
  const panels = places.map(({ title, cells }) => ({
    ...title,
    curves: cells.map(curveOf).filter(({ mean, runs, failed }) =>
      mean.length + runs.length + failed.length > 0
    ),
  })).filter(({ curves }) => curves.length > 0);
  if (panels.length === 0) return undefined;
  return { metric: { label: "Validation accuracy", percent: true }, panels };
}

function curveOf({ name, color, cell, runs }: DrawnCell) {
  const trained = runs.filter(({ outcome }) => outcome === "trained").map(accuracies);
  const singly = isMixed(cell);
  const epochs = trained.length > 0 && !singly
    ? Math.min(...trained.map(({ length }) => length))
    : 0;
  const byEpoch = Array.from({ length: epochs }, (_, i) => trained.map((run) => run[i]!));
  const intervals = byEpoch.map((values) => shareInterval(tInterval(values)));
  const band = intervals.every((interval) => interval !== null) ? intervals : [];
  return {
    name,
    color,
    mean: byEpoch.map(mean),
    low: band.map(([low]) => low),
    high: band.map(([, high]) => high),
    runs: singly ? trained : [],
    failed: runs.flatMap((run) => {
      const { outcome } = run, values = accuracies(run);
      return outcome === "trained" || values.length === 0 ? [] : [{ outcome, values }];
    }),
  } satisfies LearningCurve;
}

function accuracies({ record }: CellRun): number[] {
  return record.history.map(({ validationAccuracy }) => validationAccuracy);
}
