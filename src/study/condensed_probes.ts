/** What a run's record keeps of its probes: what fits into few bytes, since a study has many runs. */
import type {
  ActivationProbe,
  EpochProbe,
  RunProbes,
  ValueStatistics,
  WeightProbe,
} from "../training/probes.ts";

/** Digits kept of a number: more than the figures show, and each one less makes packed studies smaller. */
const DIGITS = 6;

/** The probes with one bin from -∞ to ∞ instead of many, and with numbers of six digits. */
export function condensedProbes({ keep, epochs }: RunProbes): RunProbes {
  return { keep, edges: { values: [], gradients: [] }, epochs: epochs.map(condensedEpoch) };
}

function condensedEpoch({ epoch, loss, activations, weights }: EpochProbe): EpochProbe {
  return {
    epoch,
    loss: rounded(loss),
    activations: activations.map(condensedActivation),
    weights: weights.map(condensedWeights),
  };
}

function condensedActivation(probe: ActivationProbe): ActivationProbe {
  return {
    ...probe,
    preActivations: condensedValues(probe.preActivations),
    activations: condensedValues(probe.activations),
    gradients: condensedValues(probe.gradients),
    fractionSaturated: rounded(probe.fractionSaturated),
  };
}

function condensedWeights(
  { name, gradients, gradientNorm, updateRatio }: WeightProbe,
): WeightProbe {
  return {
    name,
    gradients: condensedValues(gradients),
    gradientNorm: rounded(gradientNorm),
    updateRatio: rounded(updateRatio),
  };
}

function condensedValues(values: ValueStatistics): ValueStatistics {
  return {
    ...values,
    mean: rounded(values.mean),
    variance: rounded(values.variance),
    counts: [values.counts.reduce((sum, count) => sum + count, 0)],
  };
}

function rounded<Value extends number | null>(value: Value): Value {
  return (value === null ? null : Number(value.toPrecision(DIGITS))) as Value;
}
