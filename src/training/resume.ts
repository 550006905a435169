/** Whether a run can resume from a state: with the settings and on the images it was begun with. */
import { UsageError } from "../errors.ts";
import type { Network } from "../nn/network.ts";
import type { Optimizer } from "../nn/optimizer.ts";
import { versus } from "../printable.ts";
import { describeDifferences, type TrainingConfig } from "./config.ts";
import { checkedWeights } from "./parameters.ts";
import { describeProbes, type KeptProbes } from "./probes.ts";
import type { RunState } from "./run_state.ts";

/**
 * Throws `UsageError`, naming what is at fault, unless `state` is of a run with these settings, this
 * network, an optimiser that keeps the same, epochs of so many `steps`, and the same probes, if any.
 */
export function checkResumable(
  state: RunState,
  config: TrainingConfig,
  { specs, trainableSpecs }: Network,
  { slots }: Optimizer,
  steps: number,
  keep?: KeptProbes,
): void {
  const fail = (problem: string) => new UsageError(`the unfinished run cannot go on: ${problem}`);
  const differences = describeDifferences(state.config, config);
  if (state.probes?.keep !== keep) {
    const [had, wanted] = [state.probes?.keep, keep].map(describeProbes);
    differences.push(versus(had, wanted));
  }
  if (differences.length > 0) {
    throw fail(
      `it was begun with ${differences.join("; ")}; ` +
        "repeat its settings, or begin from scratch",
    );
  }
  for (const weights of [state.weights, ...(state.best ? [state.best] : [])]) {
    checkedWeights(weights, specs, fail);
  }
  const kept = Object.keys(state.slots);
  if (kept.join() !== slots.join()) {
    const list = (names: readonly string[]) => names.join(" and ") || "nothing";
    throw fail(`its optimiser keeps ${list(kept)}, expected ${list(slots)}`);
  }
  for (const slot of slots) {
    checkedWeights(state.slots[slot]!, trainableSpecs, (problem) => fail(`in ${slot}, ${problem}`));
  }
  const { losses, correct } = state;
  if (losses.length > steps || correct.length !== losses.length) {
    throw fail(
      `it has ${losses.length} losses and ${correct.length} hits of an epoch of ${steps} steps`,
    );
  }
}
