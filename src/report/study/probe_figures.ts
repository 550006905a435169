/** Figures of what a study's runs have recorded of their networks, as plain numbers. */
import type { factorFigure } from "../../figures/factor.ts";
import type { layerVariancesFigure } from "../../figures/layer_variances.ts";
import { mean } from "../../study/statistics/moments.ts";
import { tInterval } from "../../study/statistics/t_interval.ts";
import type { ActivationProbe } from "../../training/probes.ts";
import type { DrawnCell, DrawnPlace } from "./cell_runs.ts";
import { overFactor } from "./over_factor.ts";
import type { StudyComparison } from "./study_comparison.ts";

const DEAD = { label: "Dead neurons", percent: true } as const;

/** Variances of a place's untrained networks by layer, the means over the seeds. */
export function variancesNumbers(
  { title, cells }: DrawnPlace,
): Parameters<typeof layerVariancesFigure>[0] | undefined {
  const networks = cells.flatMap((cell) => {
    const layers = byLayer(layersOf(cell, "start"));
    const activations = finiteMeans(layers, ({ activations }) => activations.variance);
    const gradients = finiteMeans(layers, ({ gradients }) => gradients.variance);
    const known = activations.length > 0 && gradients.length > 0;
    return known ? [{ name: cell.name, color: cell.color, activations, gradients }] : [];
  });
  if (networks.length === 0) return undefined;
  return { ...title.title !== undefined && { heading: title.title }, networks };
}

/**
 * The share of dead neurons in the best epoch, over the training images where that was recorded, its
 * mean over the seeds: by depth where the study varies it, else by layer. undefined where none is dead.
 */
export function deadNumbers(
  compared: StudyComparison,
  places: readonly DrawnPlace[],
): Parameters<typeof factorFigure>[0] | undefined {
  const byDepth = [compared.factor, ...compared.others].includes("depth");
  const numbers = byDepth
    ? overFactor(compared, places, "depth", DEAD, (cell) => {
      const runs = layersOf(cell, "best");
      return runs.length > 0 ? estimate(runs.map(deadShare)) : undefined;
    })
    : overLayers(places);
  const any = numbers?.panels.some(({ series }) =>
    series.some(({ levels }) => levels.some(({ mean }) => mean !== null && mean > 0))
  );
  return any ? numbers : undefined;
}

function overLayers(places: readonly DrawnPlace[]): Parameters<typeof factorFigure>[0] {
  const panels = places.map(({ title, cells }) => ({
    ...title,
    series: cells.map((cell) => ({
      name: cell.name,
      color: cell.color,
      levels: byLayer(layersOf(cell, "best")).map((probes, i) => (
        { x: i + 1, ...estimate(probes.map((probe) => deadShare([probe]))) }
      )),
    })).filter(({ levels }) => levels.length > 0),
  }));
  return {
    factor: { label: "Layer" },
    metric: DEAD,
    panels: panels.filter(({ series }) => series.length > 0),
  };
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
  return { mean: mean(shares), interval: tInterval(shares) };
}
