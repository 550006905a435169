/** Optimisers: how gradients change parameters. */
import {
  type OptimizerName,
  OPTIMIZERS,
  type OptimizerSettings,
} from "../../kernels/optimizers.ts";
import { zeros } from "../tensor/ops/create.ts";
import { disposeWeights, type Parameters } from "./parameters.ts";

/** What an optimiser keeps from step to step. */
export interface OptimizerState {
  /** Steps taken. */
  step: number;
  /** By the name of the slot, a tensor for each parameter, with its name and shape. */
  readonly slots: Readonly<Record<string, Parameters>>;
}

/**
 * An optimiser, by the name of its rule in `OPTIMIZERS` and what it is told.
 *
 * The one place where tensors change: parameters and slots are updated in place, since nobody needs
 * the old ones.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice } from "../device/open.ts";
 * import { tensor } from "../tensor/tensor.ts";
 *
 * const device = await openDevice();
 * const optimizer = new Optimizer("momentum", { learningRate: 0.25, momentum: 0.5 });
 * const parameters = { w: tensor(device, [1, 2]) };
 * const state = optimizer.init(parameters);
 * for (let step = 0; step < 2; step++) {
 *   optimizer.update(parameters, { w: tensor(device, [4, 8]) }, state);
 * }
 * assert.deepEqual(await parameters.w.array(), [-1.5, -3]);
 * assert.deepEqual(await state.slots.velocity!.w!.array(), [6, 12]);
 * device.close();
 * ```
 */
export class Optimizer<Name extends OptimizerName = OptimizerName> {
  constructor(readonly rule: Name, readonly settings: OptimizerSettings<Name>) {}

  /** What it keeps for each parameter, by name. */
  get slots(): readonly string[] {
    return OPTIMIZERS[this.rule].slots;
  }

  /** Its state before the first step. */
  init(parameters: Parameters): OptimizerState {
    const still = () =>
      Object.fromEntries(
        Object.entries(parameters).map(([name, { device, shape }]) => [name, zeros(device, shape)]),
      );
    return { step: 0, slots: Object.fromEntries(this.slots.map((slot) => [slot, still()])) };
  }

  /**
   * Takes one step down the gradients, at `factor` times the learning rate. Parameters that have no
   * gradient stay as they are.
   */
  update(
    parameters: Parameters,
    gradients: Parameters,
    state: OptimizerState,
    factor = 1,
  ): void {
    const entries = Object.entries(gradients);
    const { rule, settings } = this;
    entries[0]?.[1].device.run({
      op: "optimizerStep",
      rule,
      settings: { ...settings, learningRate: factor * settings.learningRate },
      parameters: entries.map(([name, gradient]) => ({
        weights: parameters[name]!.buffer,
        gradient: gradient.buffer,
        slots: this.slots.map((slot) => state.slots[slot]![name]!.buffer),
        count: gradient.size,
      })),
    });
    state.step++;
  }
}

/** Gives the state's memory back. */
export function disposeOptimizerState({ slots }: OptimizerState): void {
  for (const parameters of Object.values(slots)) disposeWeights(parameters);
}
