/** Figures of what a study's runs have recorded of their networks, as plain numbers. */
import { meanFieldVariances, type MeasuredVariances } from "../../analysis/mean_field.ts";
import type { factorFigure, FactorSeries } from "../../figures/factor.ts";
import type { layerVariancesFigure } from "../../figures/layer_variances.ts";
import { findActivation } from "../../nn/activations.ts";
import { mean } from "../../study/statistics/moments.ts";
import { tInterval } from "../../study/statistics/t_interval.ts";
import { networkEnds } from "../../training/parameters.ts";
import type { ActivationProbe } from "../../training/probes.ts";
import type { DrawnCell, DrawnPlace } from "./cell_runs.ts";
import { overFactor } from "./over_factor.ts";
import { shareInterval } from "./share_interval.ts";
import type { StudyComparison } from "./study_comparison.ts";

const DEAD = { label: "Dead neurons", percent: true } as const;

/** Variances of a place's untrained networks by layer, the means over the seeds, and what theory expects. */
export function variancesNumbers(
  { title, cells }: DrawnPlace,
): Parameters<typeof layerVariancesFigure>[0] | undefined {
  const networks = cells.flatMap((cell) => {
    const layers = byLayer(layersOf(cell, "start"));
    const activations = finiteMeans(layers, ({ activations }) => activations.variance);
    const gradients = finiteMeans(layers, ({ gradients }) => gradients.variance);
    const known = activations.length > 0 && gradients.length > 0;
    if (!known) return [];
    const [preActivations] = finiteMeans(layers, ({ preActivations }) => preActivations.variance);
    const last = gradients.length === layers.length ? gradients.at(-1) : undefined;
    const theory = preActivations === undefined || last === undefined
      ? undefined
      : theoryOf(cell, { preActivations, gradients: last });
    return [{
      name: cell.name,
      color: cell.color,
      activations,
      gradients,
      ...theory && { theory },
    }];
  });
  if (networks.length === 0) return undefined;
  return { ...title.title !== undefined && { heading: title.title }, networks };
}

/** What a cell's networks would have were they infinitely wide. */
function theoryOf({ runs }: DrawnCell, measured: MeasuredVariances) {
  const { config } = runs[0]!.record;
  const { activation, initializer = "tutorial", hiddenSizes } = config;
  const { inputSize, classes } = networkEnds(config);
  const sizes = [inputSize, ...hiddenSizes, classes];
  return meanFieldVariances(
    { activation: findActivation(activation), initializer, sizes },
    measured,
  );
}

/**
 * The share of dead neurons in the best epoch by depth, over the training images where that was recorded,
 * its mean over the seeds. undefined where the study does not vary the depth, and where none is dead.
 */
export function deadByDepthNumbers(
  compared: StudyComparison,
  places: readonly DrawnPlace[],
): Parameters<typeof factorFigure>[0] | undefined {
  if (![compared.factor, ...compared.others].includes("depth")) return undefined;
  const numbers = overFactor(compared, places, "depth", DEAD, (cell) => {
    const runs = layersOf(cell, "best");
    return runs.length > 0 ? estimate(runs.map(deadShare)) : undefined;
  });
  return numbers?.panels.some(({ series }) => series.some(anyDead)) ? numbers : undefined;
}

/**
 * The share of a place's dead neurons by layer, before training and in the best epoch, of the cells that
 * have some; undefined where none has.
 */
export function deadByLayerNumbers(
  { title, cells }: DrawnPlace,
): Parameters<typeof factorFigure>[0] | undefined {
  const panels = ([["Before training", "start"], ["Best epoch", "best"]] as const)
    .map(([title, when]) => ({
      title,
      series: cells.map((cell) => ({
        name: cell.name,
        color: cell.color,
        levels: byLayer(layersOf(cell, when)).map((probes, i) => (
          { x: i + 1, ...estimate(probes.map((probe) => deadShare([probe]))) }
        )),
      })),
    }));
  const dying = new Set(
    panels.flatMap(({ series }) => series.filter(anyDead)).map(({ name }) => name),
  );
  if (dying.size === 0) return undefined;
  return {
    ...title.title !== undefined && { heading: title.title },
    factor: { label: "Layer", integer: true },
    metric: DEAD,
    panels: panels
      .map(({ title, series }) => ({ title, series: series.filter(({ name }) => dying.has(name)) }))
      .filter(({ series }) => series.every(({ levels }) => levels.length > 0)),
  };
}

function anyDead({ levels }: Pick<FactorSeries, "levels">): boolean {
  return levels.some(({ mean }) => mean !== null && mean > 0);
}

/** The layers of each run that has a probe of the start, or of its best epoch. */
function layersOf(
  { runs }: DrawnCell,
  when: "start" | "best",
): (readonly ActivationProbe[])[] {
  return runs.flatMap(({ record: { probes, best } }) => {
    const epoch = when === "start" ? 0 : best?.epoch;
    const probe = probes?.epochs.find((probe) => probe.epoch === epoch);
    return probe && probe.activations.length > 0 ? [probe.activations] : [];
  });
}

/** The runs' probes layer by layer; all runs of a cell have as many layers. */
function byLayer(runs: readonly (readonly ActivationProbe[])[]): ActivationProbe[][] {
  return (runs[0] ?? []).map((_, layer) => runs.map((layers) => layers[layer]!));
}

/** The mean over the runs, up to the first layer at which one is not finite. */
function finiteMeans(
  layers: readonly (readonly ActivationProbe[])[],
  valueOf: (probe: ActivationProbe) => number | null,
): number[] {
  const values = layers.map((probes) => probes.map(valueOf));
  const lost = values.findIndex((layer) => layer.includes(null));
  return values.slice(0, lost < 0 ? values.length : lost)
    .map((layer) => mean(layer as number[]));
}

function deadShare(layers: readonly ActivationProbe[]): number {
  const sum = (count: (layer: ActivationProbe) => number) =>
    layers.reduce((sum, layer) => sum + count(layer), 0);
  return sum(({ dead, deadInTraining = dead }) => deadInTraining.length) /
    sum(({ width }) => width);
}

function estimate(shares: readonly number[]) {
  return { mean: mean(shares), interval: shareInterval(tInterval(shares)) };
}
