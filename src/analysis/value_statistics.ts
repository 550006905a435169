/** Mean, variance and counts in fixed bins, of values that need not be finite. */
import type { Tensor } from "../tensor/tensor.ts";
import type { ProbeEdges, ValueStatistics } from "../training/probes.ts";
import { countInBins } from "./binning.ts";
import { asSummary, type Summary, summaryNumbers } from "./summary.ts";

const MAX_FLOAT32 = 2 ** 128 - 2 ** 104;

/** Each range of [2ᵏ, 2ᵏ⁺¹) in eight equal bins, as far as 16, those below ½ as wide as those above it. */
const POSITIVE = [
  ...Array.from({ length: 8 }, (_, i) => i / 16),
  ...[0.5, 1, 2, 4, 8].flatMap((low) => Array.from({ length: 8 }, (_, i) => low * (1 + i / 8))),
  16,
];

/**
 * Where the bins of a probe end: of values, at eighths of powers of two up to ±16, so that they are
 * narrow where activations are; of the sizes of gradients, at the powers of two from 2⁻⁶⁴ to 2¹⁶.
 */
export const PROBE_EDGES: ProbeEdges = {
  values: [...POSITIVE.slice(1).map((edge) => -edge).reverse(), ...POSITIVE],
  gradients: Array.from({ length: 81 }, (_, i) => 2 ** (i - 64)),
};

/** What is to be read of values to know their statistics, still on the device. */
export interface DeviceStatistics {
  /** How many they are. */
  readonly size: number;
  /** For `asSummary`. */
  readonly numbers: Tensor;
  /** In the bins, those of -∞ before and of ∞ behind them. */
  readonly counts: Tensor<"uint32">;
}

/** Statistics of values; `counted` between the edges are they or what stands for them. */
export function deviceStatistics(
  x: Tensor,
  edges: readonly number[],
  counted = x,
): DeviceStatistics {
  return {
    size: x.size,
    numbers: summaryNumbers(x),
    counts: countInBins(counted, [-Infinity, -MAX_FLOAT32, ...edges, Infinity]),
  };
}

/** The statistics, once they are known, and the summary that they were made of. */
export async function readStatistics(
  { size, numbers, counts }: DeviceStatistics,
): Promise<{ statistics: ValueStatistics; summary: Summary }> {
  const [five, all] = await Promise.all([numbers.data(), counts.data()]);
  const summary = asSummary(five, size);
  const infinite = all[0]! + all.at(-1)!;
  const statistics = {
    mean: finiteOrNull(summary.mean),
    variance: finiteOrNull(summary.std ** 2),
    counts: [...all.subarray(1, -1)],
    nan: size - all.reduce((sum, count) => sum + count, 0),
    infinite,
  };
  return { statistics, summary };
}

/** A number as JSON has it: null where it is none; and no -0, which JSON does not have either. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value + 0 : null;
}
