/** Gains: what an activation takes from the size of its input, for initializers to give back. */
import {
  type NameEntry,
  type NumberParameter,
  parseParameterizedName,
} from "./parameterized_name.ts";

/** How large a gain is, for the values of an activation's parameters. */
interface Gain extends NameEntry<NumberParameter> {
  readonly gain: (parameters: Readonly<Record<string, number>>) => number;
}

const constant = (gain: number): Gain => ({ gain: () => gain });

/** Of an activation with one parameter. */
const of = (key: string, standard: number, gain: (value: number) => number): Gain => ({
  parameters: { [key]: { default: standard, rule: "a number", allows: Number.isFinite } },
  gain: ({ [key]: value }) => gain(value!),
});

/** Of a slope on one side, and the identity on the other, for the mean square of both. */
const leaky = (slope: number) => Math.sqrt(2 / (1 + slope ** 2));

/** E[(eᶻ - 1)²; z < 0] = e² Φ(-2) - 2 √e Φ(-1) + 1/2 */
const ELU_BELOW_0 = 0.144945417492924;

/**
 * A way to reckon gains. `torch`: those of `torch.nn.init.calculate_gain`, which knows few. `preserving`:
 * 1 / √E[f(z)²] for z of the standard normal distribution; with weights of the variance gain² / fan_in
 * the values before each activation f keep their mean square from layer to layer.
 */
export type GainRule = "torch" | "preserving";

/** The gains by activation. */
export const GAINS: Readonly<Record<GainRule, Readonly<Record<string, Gain>>>> = {
  torch: {
    identity: constant(1),
    sigmoid: constant(1),
    tanh: constant(5 / 3),
    relu: constant(Math.SQRT2),
    leakyrelu: of("slope", 0.1, leaky),
    selu: constant(3 / 4),
  },
  preserving: {
    identity: constant(1),
    sigmoid: constant(1.846228545339),
    tanh: constant(1.592537419723),
    relu: constant(Math.SQRT2),
    leakyrelu: of("slope", 0.1, leaky),
    prelu: of("slope", 0.25, leaky),
    elu: of("alpha", 1, (alpha) => 1 / Math.sqrt(1 / 2 + alpha ** 2 * ELU_BELOW_0)),
    celu: constant(1.245198300701),
    selu: constant(1), // what it is made for (Klambauer, Unterthiner, Mayr and Hochreiter, 2017)
    swish: constant(1.676532470331),
    gelu: constant(1.533530441196),
    gelu_tanh: constant(1.533580521666),
    mish: constant(1.486847581273),
    softplus: constant(1.041866835535),
    logsigmoid: constant(1.041866835535),
    softsign: constant(2.337533363109),
    hardtanh: constant(1.392036140448),
    hardsigmoid: constant(1.89784042473),
    hardswish: constant(1.736657212767),
    relu6: constant(1.414213565095),
  },
};

/**
 * The gain for an activation, such as `tanh` or `leakyrelu:slope=0.2`. Throws `UsageError`, listing
 * those there are, where none is known.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { findGain } from "@activation-lab/activation-lab";
 *
 * assert.equal(findGain("torch", "tanh"), 5 / 3);
 * ```
 */
export function findGain(rule: GainRule, activation: string): number {
  const table = GAINS[rule];
  const { name, values } = parseParameterizedName(
    `${rule} gain for an activation`,
    activation,
    table,
  );
  return table[name]!.gain(values);
}
