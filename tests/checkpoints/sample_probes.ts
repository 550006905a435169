/** Probes to write and read, as long as probes of their layers can be. */
import { PROBE_EDGES } from "../../src/analysis/value_statistics.ts";
import type { RunProbes, ValueStatistics } from "../../src/training/probes.ts";

function statistics(edges: readonly number[], count: number): ValueStatistics {
  return {
    mean: -1.2345678901234567e-20,
    variance: 1.2345678901234567e-20,
    counts: new Array(edges.length + 1).fill(count),
    nan: count,
    infinite: count,
  };
}

/** Of the start and so many epochs, all neurons of hidden layers of these widths dead. */
export function sampleProbes(epochs: number, widths: readonly number[]): RunProbes {
  const { values, gradients } = PROBE_EDGES;
  const neurons = (width: number) => Array.from({ length: width }, (_, i) => i);
  const ratio = 1.2345678901234567e-20;
  return {
    keep: "all",
    edges: PROBE_EDGES,
    epochs: Array.from({ length: epochs + 1 }, (_, epoch) => ({
      epoch,
      loss: 2.3025850929940455,
      activations: widths.map((width, i) => ({
        name: `Layer ${2 * i + 1} - LeakyReLU (slope = 0.123)`,
        width,
        preActivations: statistics(values, 256 * width),
        activations: statistics(values, 256 * width),
        gradients: statistics(gradients, 256 * width),
        fractionSaturated: 0.123456789012345678,
        dead: neurons(width),
        ...((epoch === 0 || epoch === epochs) && { deadInTraining: neurons(width) }),
      })),
      weights: [...widths, 10].map((_, i) => ({
        name: `Dense_${i}.kernel`,
        gradients: statistics(gradients, 16_384 ** 2),
        gradientNorm: ratio,
        updateRatio: ratio,
      })),
    })),
  };
}
