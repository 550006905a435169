/** Losses and hits of an epoch's steps, kept on the device until somebody asks. */
import type { Device } from "../device/device.ts";
import { zeros } from "../tensor/ops/create.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { StepMetrics } from "./train_step.ts";

/** What the steps so far came to. */
export interface MetricsSoFar {
  /** Mean cross-entropy of each step's batch. */
  readonly losses: Float32Array;
  /** The steps' mean loss. */
  readonly loss: number;
  /** The share of their images that was recognised. */
  readonly accuracy: number;
}

/** A table of (2, steps) numbers on the device: losses, then hits. */
export class EpochMetrics {
  readonly #table: Tensor;
  readonly #steps: number;
  readonly #batchSize: number;

  constructor(device: Device, steps: number, batchSize: number) {
    this.#table = zeros(device, [2, steps]);
    this.#steps = steps;
    this.#batchSize = batchSize;
  }

  /** Puts down what a step (from 0) saw. */
  record(step: number, { loss, hits }: StepMetrics): void {
    this.#write(loss, step);
    this.#write(hits, this.#steps + step);
  }

  /** Waits for the device and reads the first `steps` steps. */
  async read(steps: number): Promise<MetricsSoFar> {
    const table = await this.#table.data();
    const losses = table.subarray(0, steps);
    const hits = table.subarray(this.#steps, this.#steps + steps);
    return {
      losses,
      loss: total(losses) / steps,
      accuracy: total(hits) / (steps * this.#batchSize),
    };
  }

  dispose(): void {
    this.#table.dispose();
  }

  #write(number: Tensor, position: number): void {
    number.device.run({
      op: "copy",
      from: { buffer: number.buffer, offset: 0, strides: [] },
      to: { buffer: this.#table.buffer, offset: position, strides: [] },
      shape: [],
    });
  }
}

function total(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
