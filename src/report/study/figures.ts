/** The figures of a report on a study. */
import { criticalDifferenceFigure } from "../../figures/critical_difference.ts";
import { differencesFigure } from "../../figures/differences.ts";
import { factorFigure } from "../../figures/factor.ts";
import { factorHeatMap } from "../../figures/factor_heat_map.ts";
import type { Figure } from "../../figures/figure.ts";
import { layerVariancesFigure } from "../../figures/layer_variances.ts";
import { learningCurvesFigure } from "../../figures/learning_curves.ts";
import { seedsFigure } from "../../figures/seeds.ts";
import { untrainedRunsFigure } from "../../figures/untrained_runs.ts";
import type { StudyResults } from "../../study/results.ts";
import {
  differencesNumbers,
  factorNumbers,
  heatMapNumbers,
  seedsNumbers,
  untrainedNumbers,
} from "./accuracy_figures.ts";
import { type DrawnPlace, drawnPlaces } from "./cell_runs.ts";
import { learningCurvesNumbers } from "./curve_figures.ts";
import { figureNames } from "./figure_names.ts";
import { deadByDepthNumbers, deadByLayerNumbers, variancesNumbers } from "./probe_figures.ts";
import { ranksCaption, ranksNumbers } from "./ranks_figure.ts";
import { compareStudy, type StudyComparison } from "./study_comparison.ts";
import { tuningNumbers } from "./tuning_figure.ts";

/** A figure of a study, and what a report says of it. */
export interface StudyFigure {
  /** The name of its file, without an ending: "seeds", "layer_variances_depth_8". */
  readonly name: string;
  /** What it shows, a sentence. */
  readonly caption: string;
  /** The figure itself. */
  readonly figure: Figure;
}

/**
 * The figures that a study has numbers for, the most telling first: its runs and their differences,
 * ranks, the accuracy over a factor or two and over what was tuned, learning curves, runs that came to
 * nothing, and, where probes were recorded, dead neurons and variances by layer. Of the 95 % intervals
 * of accuracies and shares, which are Student's, they draw what lies from 0 to 100 %. Compared are the
 * values of `factor`, of the first that varies if none is named. Throws `StudyError` if no run is done,
 * and `UsageError` for a factor that the study does not have.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { readStudy, StudyError, studyFigures } from "@activation-lab/activation-lab";
 *
 * async function draw(study: string, folder: string) {
 *   for (const { name, figure } of studyFigures(await readStudy(study))) {
 *     await figure.with({ style: "paper", width: "column" }).save(`${folder}/${name}.pdf`);
 *   }
 * }
 * await assert.rejects(draw("no_such_study", "."), StudyError);
 * ```
 */
export function studyFigures(
  results: StudyResults,
  { factor }: { readonly factor?: string | undefined } = {},
): StudyFigure[] {
  return figuresOf(compareStudy(results, factor));
}

/** What a caption says of the dashed lines in a figure of variances by layer. */
const THEORY =
  "Dashed: mean-field theory of infinitely wide networks (He et al. 2015; Poole et al. " +
  "2016; Schoenholz et al. 2017), from the first layer's measured pre-activations on, and from the last " +
  "layer's measured gradients back.";

/** The figures that a comparison has numbers for, the most telling first. */
export function figuresOf(compared: StudyComparison): StudyFigure[] {
  const places = drawnPlaces(compared);
  const drawn = <Numbers>(
    name: string,
    caption: string,
    numbers: Numbers | undefined,
    draw: (numbers: Numbers) => Figure,
  ): StudyFigure[] => numbers === undefined ? [] : [{ name, caption, figure: draw(numbers) }];
  function drawnAtEach<Numbers>(
    figure: string,
    caption: (at: string, numbers: Numbers) => string,
    numbers: (place: DrawnPlace) => Numbers | undefined,
    draw: (numbers: Numbers) => Figure,
  ): StudyFigure[] {
    const names = figureNames(figure, places.map(({ place }) => place.name));
    return places.flatMap((place, i) => {
      const found = numbers(place);
      return found === undefined ? [] : drawn(names[i]!, caption(at(place), found), found, draw);
    });
  }
  return [
    ...drawn(
      "seeds",
      "Test accuracy of every run, its mean and 95 % interval beside it; lines join runs of one seed.",
      seedsNumbers(compared, places),
      seedsFigure,
    ),
    ...drawn(
      "differences",
      "Mean differences on the same seed, with 95 % intervals; filled where Holm's p is below 0.05.",
      differencesNumbers(compared, places, { untrained: false }),
      differencesFigure,
    ),
    ...drawn(
      "differences_untrained",
      "The same of pairs with a cell of which some runs are untrained.",
      differencesNumbers(compared, places, { untrained: true }),
      differencesFigure,
    ),
    ...drawn(
      "critical_difference",
      ranksCaption(compared),
      ranksNumbers(compared),
      criticalDifferenceFigure,
    ),
    ...drawn(
      "factor",
      "Mean test accuracy, with 95 % intervals.",
      factorNumbers(compared, places),
      factorFigure,
    ),
    ...drawn(
      "heat_map",
      "Mean test accuracy at each two values.",
      heatMapNumbers(compared, places),
      factorHeatMap,
    ),
    ...drawn(
      "tuning",
      "Mean validation accuracy of the runs that tune, with 95 % intervals, at each value tried; runs that " +
        "diverged are left out here, and count as 0 where the best value is chosen.",
      tuningNumbers(compared),
      factorFigure,
    ),
    ...drawn(
      "learning_curves",
      "Mean validation accuracy of the runs that learned something, with 95 % intervals, as far as " +
        "all of them go; where others of a cell learned nothing, each run for itself.",
      learningCurvesNumbers(places),
      learningCurvesFigure,
    ),
    ...drawn(
      "untrained_runs",
      "Runs that learned nothing or diverged.",
      untrainedNumbers(places),
      untrainedRunsFigure,
    ),
    ...drawn(
      "dead_neurons",
      "Share of neurons that are dead in the best epoch, 0 for every training image: its mean over the " +
        "seeds, with 95 % intervals.",
      deadByDepthNumbers(compared, places),
      factorFigure,
    ),
    ...drawnAtEach(
      "dead_neurons_by_layer",
      (at) =>
        "Share of neurons by layer that are dead, 0 for every training image, before training and in the " +
        `best epoch${at}: means over the seeds, with 95 % intervals.`,
      deadByLayerNumbers,
      factorFigure,
    ),
    ...drawnAtEach(
      "layer_variances",
      (at, { networks }) =>
        `Variances of untrained networks by layer${at}: means over the seeds.` +
        (networks.some(({ theory }) => theory) ? ` ${THEORY}` : ""),
      variancesNumbers,
      layerVariancesFigure,
    ),
  ];
}

function at({ title: { title } }: DrawnPlace): string {
  return title === undefined ? "" : `, ${title}`;
}
