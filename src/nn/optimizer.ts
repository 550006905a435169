/** Optimisers: how gradients change parameters. */
import {
  constantsOf,
  type OptimizerName,
  type OptimizerRule,
  OPTIMIZERS,
  type OptimizerSettings,
} from "../../kernels/optimizers.ts";
import type { Device } from "../device/device.ts";
import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import { sameDevice } from "../tensor/operands.ts";
import { zeros } from "../tensor/ops/create.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type NameEntry, parseParameterizedName } from "./parameterized_name.ts";
import { disposeWeights, type Parameters, requireParameters } from "./parameters.ts";

/** The rules there are; their names have no parameters. */
type Names = Readonly<Record<OptimizerName, NameEntry>>;

/** What a setting may be. */
interface Range {
  /** Human-readable. */
  readonly rule: string;
  readonly allows: (value: number) => boolean;
}

/** What a learning rate may be: a step that float32 rounds to 0 goes nowhere. */
export const LEARNING_RATE: Range = {
  rule: "a number above 0, also when rounded to float32",
  allows: (value: number) => Number.isFinite(value) && Math.fround(value) > 0,
};

/** What a momentum may be: one that float32 rounds to 1 never forgets a gradient. */
export const MOMENTUM: Range = {
  rule: "a number from 0 to below 1, also when rounded to float32",
  allows: (value: number) => value >= 0 && Math.fround(value) < 1,
};

/** What a weight decay may be. */
export const WEIGHT_DECAY: Range = {
  rule: "a number from 0 on that float32 has",
  allows: (value: number) => value >= 0 && Number.isFinite(Math.fround(value)),
};

/** What the learning rate of a step may be multiplied by. */
const FACTOR = WEIGHT_DECAY;

/** By the names of the rules' settings; those of running means are momenta, too. */
const RANGES: Readonly<Record<string, Range>> = {
  learningRate: LEARNING_RATE,
  momentum: MOMENTUM,
  alpha: MOMENTUM,
  beta1: MOMENTUM,
  beta2: MOMENTUM,
  epsilon: LEARNING_RATE,
  weightDecay: WEIGHT_DECAY,
};

/** What an optimiser keeps from step to step. */
export interface OptimizerState {
  /** Steps taken. */
  step: number;
  /** By the name of the slot, a tensor for each parameter, with its name and shape. */
  readonly slots: Readonly<Record<string, Parameters>>;
}

/**
 * An optimiser, by the name of its rule in `OPTIMIZERS` (sgd, momentum, nesterov, rmsprop, adagrad,
 * adam, adamw) and its settings.
 *
 * The one place where tensors change: parameters and slots are updated in place, since nobody needs
 * the old ones.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, Optimizer, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
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
  /** All of them. */
  readonly settings: OptimizerSettings<Name>;

  /**
   * Settings that are left out are the rule's defaults. Throws `UsageError` for a rule or a setting that
   * there is not, and for a setting out of its range.
   */
  constructor(readonly rule: Name, settings: Partial<OptimizerSettings<Name>> = {}) {
    requireRule(rule);
    this.settings = { ...OPTIMIZERS[rule].settings, ...settings } as OptimizerSettings<Name>;
    for (const [name, value] of Object.entries(this.settings)) requireSetting(rule, name, value);
  }

  /** What it keeps for each parameter, by name. */
  get slots(): readonly string[] {
    return OPTIMIZERS[this.rule].slots;
  }

  /** Its state before the first step. Throws `UsageError` for what are not parameters. */
  init(parameters: Parameters): OptimizerState {
    requireParameters("init", "parameters", parameters, parameters);
    const zerosLike = () =>
      Object.fromEntries(
        Object.entries(parameters).map(([name, { device, shape }]) => [name, zeros(device, shape)]),
      );
    return { step: 0, slots: Object.fromEntries(this.slots.map((slot) => [slot, zerosLike()])) };
  }

  /**
   * Takes one step down the gradients, at `factor` times the learning rate. Parameters that have no
   * gradient stay as they are. Throws `UsageError` or `ShapeError` when gradients or state are not like
   * the parameters, `UsageError` for a factor out of its range, and `LabError` for what is on
   * another device.
   */
  update(
    parameters: Parameters,
    gradients: Parameters,
    state: OptimizerState,
    factor = 1,
  ): void {
    requireWithin(FACTOR, "update", "factor", factor);
    const updated = chosen(parameters, gradients);
    const slots = this.slots.map((slot) => [slot, chosen(state.slots[slot], gradients)] as const);
    requireParameters("update", "parameters", parameters, parameters);
    requireParameters("update", "gradients", gradients, updated);
    for (const [slot, tensors] of slots) requireParameters("update", slot, tensors, updated);
    const device = deviceOf([["parameters", parameters], ["gradients", gradients], ...slots]);
    const { rule } = this;
    const settings = { ...this.settings, learningRate: factor * this.settings.learningRate };
    device.run({
      op: "optimizerStep",
      rule,
      constants: constantsOf(OPTIMIZERS[rule], settings, state.step + 1),
      parameters: Object.entries(gradients).map(([name, gradient]) => ({
        weights: parameters[name]!.buffer,
        gradient: gradient.buffer,
        slots: slots.map(([, tensors]) => tensors[name]!.buffer),
        count: gradient.size,
      })),
    });
    state.step++;
  }
}

/** Of the parameters those that `like` has, too. */
function chosen(parameters: Parameters | undefined, like: Parameters): Parameters {
  const both: Parameters = {};
  for (const name in parameters) {
    if (Object.hasOwn(like ?? {}, name)) both[name] = parameters[name]!;
  }
  return both;
}

/** The device of all these tensors. Throws `LabError`, naming two, when they are on different ones. */
function deviceOf(arguments_: readonly (readonly [name: string, Parameters])[]): Device {
  let first: readonly [name: string, Tensor] | undefined;
  for (const [argument, tensors] of arguments_) {
    for (const name in tensors) {
      const tensor = tensors[name]!;
      first ??= [`${argument}.${name}`, tensor];
      if (tensor.device !== first[1].device) {
        sameDevice("update", Object.fromEntries([first, [`${argument}.${name}`, tensor]]));
      }
    }
  }
  return first![1].device;
}

/** Throws `UsageError`, listing the rules there are and saying which one is near, for another one. */
export function requireRule(rule: string): OptimizerName {
  return parseParameterizedName("optimizer", String(rule), OPTIMIZERS as Names).name;
}

function requireSetting(rule: OptimizerName, name: string, value: unknown): void {
  const { settings }: OptimizerRule = OPTIMIZERS[rule];
  if (!Object.hasOwn(settings, name)) {
    const names = Object.keys(settings).join(", ");
    throw new UsageError(
      `Optimizer: expected the settings ${names} of ${rule}, got ${inspect(name)}`,
    );
  }
  requireWithin(RANGES[name]!, "Optimizer", name, value);
}

function requireWithin({ rule, allows }: Range, place: string, name: string, value: unknown): void {
  if (typeof value === "number" && allows(value)) return;
  throw new UsageError(`${place}: expected ${rule} as ${name}, got ${inspect(value)}`);
}

/**
 * Frees the state's memory.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   disposeOptimizerState,
 *   ones,
 *   openDevice,
 *   Optimizer,
 * } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const optimizer = new Optimizer("momentum", { learningRate: 0.1, momentum: 0.9 });
 * using w = ones(device, [2]);
 * disposeOptimizerState(optimizer.init({ w }));
 * assert.equal(device.memory.liveBuffers, 1);
 * device.close();
 * ```
 */
export function disposeOptimizerState({ slots }: OptimizerState): void {
  for (const parameters of Object.values(slots)) disposeWeights(parameters);
}
