/** Many small training runs in one process: what they leave behind must not grow. */
import assert from "node:assert/strict";
import type { Dataset, LabeledImages } from "../../src/data/dataset.ts";
import type { Device } from "../../src/device/device.ts";
import { activationNames } from "../../src/nn/activations.ts";
import { parseTrainingConfig } from "../../src/training/config.ts";
import { train } from "../../src/training/train.ts";
import { randomBytes } from "../random_numbers.ts";

/** What a process held after some runs. */
export interface Sample {
  readonly runs: number;
  readonly liveBuffers: number;
  /** On the device, in use or kept for reuse. */
  readonly deviceBytes: number;
  /** Of the process. */
  readonly residentBytes: number;
}

const SAMPLES = 20;

/** Tiny images of noise: what is learnt makes no difference here. */
function noise(seed: number, count: number): LabeledImages {
  return {
    count,
    images: randomBytes(seed, count * 16),
    labels: randomBytes(seed + 1, count).map((byte) => byte % 10),
  };
}

const dataset: Dataset = { train: noise(1, 300), test: noise(3, 50), source: "made up" };

/** Trains `runs` models, each with the next activation and another seed; measures every 20th part. */
export async function soak(device: Device, runs: number): Promise<Sample[]> {
  const names = activationNames();
  const samples: Sample[] = [];
  for (let run = 1; run <= runs; run++) {
    const activation = names[run % names.length]!;
    const config = parseTrainingConfig({
      activation,
      seed: run,
      hiddenSizes: [16, 12],
      batchSize: 25,
      epochs: 2,
    });
    const { outcome } = await train({ device, dataset, config });
    assert.equal(outcome, "finished");
    if (run % Math.ceil(runs / SAMPLES) === 0 || run === runs) {
      const { liveBuffers, liveBytes, pooledBytes } = device.memory;
      samples.push({
        runs: run,
        liveBuffers,
        deviceBytes: liveBytes + pooledBytes,
        residentBytes: Deno.memoryUsage().rss,
      });
    }
  }
  return samples;
}

/**
 * Asserts that nothing grew over the second half: no buffer is live, the device holds what it held,
 * and the process at most `slack` bytes more.
 */
export function assertFlat(samples: readonly Sample[], slack: number): void {
  const half = samples.slice(Math.floor(samples.length / 2));
  const [first, last] = [half[0]!, half.at(-1)!];
  for (const { runs, liveBuffers } of half) assert.equal(liveBuffers, 0, `after ${runs} runs`);
  assert.ok(last.deviceBytes <= first.deviceBytes, `${last.deviceBytes} bytes on the device`);
  assertFlatMemory(samples, slack);
}

/** Asserts that the process grew by at most `slack` bytes over the second half. */
export function assertFlatMemory(
  samples: readonly Pick<Sample, "runs" | "residentBytes">[],
  slack: number,
): void {
  const half = samples.slice(Math.floor(samples.length / 2));
  const [first, last] = [half[0]!, half.at(-1)!];
  const grown = last.residentBytes - first.residentBytes;
  assert.ok(grown <= slack, `the process grew by ${grown} bytes in ${last.runs - first.runs} runs`);
}
