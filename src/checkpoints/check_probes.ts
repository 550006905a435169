/** Whether what was recorded of a network on the way agrees with itself and with the history. */
import type { EpochRecord } from "../training/config.ts";
import { bestEpoch } from "../training/early_stopping.ts";
import type { Measurement, RunProbes, ValueStatistics } from "../training/probes.ts";
import type { ErrorFactory } from "../training/schema.ts";

/**
 * Throws `fail` unless the probes are of the epochs that are kept of this history, all of the same
 * layers, with counts for the bins between edges that increase, and dead neurons that the layers have.
 */
export function checkProbes(
  { keep, edges, epochs }: RunProbes,
  history: readonly EpochRecord[],
  fail: ErrorFactory,
): void {
  const kept = keep === "all" ? history : [bestEpoch(history) ?? []].flat();
  const found = epochs.map(({ epoch }) => epoch).join();
  const expected = [0, ...kept.map(({ epoch }) => epoch)].join();
  if (found !== expected) {
    throw fail(`its probes are of the epochs ${found || "none"}, expected ${expected}`);
  }
  for (const [kind, list] of Object.entries(edges)) {
    if (!increases(list)) throw fail(`the edges of the ${kind} of its probes do not increase`);
  }
  const start = layersOf(epochs[0]!);
  for (const measured of epochs) {
    const place = (name: string) => `the probe of ${name} after epoch ${measured.epoch}`;
    if (layersOf(measured) !== start) {
      throw fail(`the probe after epoch ${measured.epoch} is of other layers than the start's`);
    }
    for (const { name, width, dead, deadInTraining = [], ...values } of measured.activations) {
      checkCounts(values.preActivations, edges.values, place(name), fail);
      checkCounts(values.activations, edges.values, place(name), fail);
      checkCounts(values.gradients, edges.gradients, place(name), fail);
      for (const neurons of [dead, deadInTraining]) {
        if (increases(neurons) && (neurons.at(-1) ?? 0) < width) continue;
        throw fail(`${place(name)} has dead neurons that are not some of ${width}, in order`);
      }
    }
    for (const { name, gradients } of measured.weights) {
      checkCounts(gradients, edges.gradients, place(name), fail);
    }
  }
}

function checkCounts(
  { counts }: ValueStatistics,
  edges: readonly number[],
  place: string,
  fail: ErrorFactory,
): void {
  if (counts.length === edges.length + 1) return;
  throw fail(`${place} has ${counts.length} counts, expected ${edges.length + 1}, by its edges`);
}

function layersOf({ activations, weights }: Measurement): string {
  return [...activations, ...weights].map(({ name }) => name).join("\n");
}

function increases(numbers: readonly number[]): boolean {
  return numbers.every((number, i) => i === 0 || number > numbers[i - 1]!);
}
