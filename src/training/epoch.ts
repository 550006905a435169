/** An epoch under way: the order of its images, and on the device the results of its steps. */
import type { Device } from "../device/device.ts";
import { scope } from "../tensor/scope.ts";
import { Tensor, uint32Tensor } from "../tensor/tensor.ts";
import type { PartialEpoch } from "./run_state.ts";
import type { StepMetrics } from "./train_step.ts";

/** An epoch whose steps are done one after the other; nothing waits for the device but `read`. */
export class Epoch {
  /** Steps in the epoch. */
  readonly steps: number;
  readonly #order: Tensor<"uint32">;
  /** (2, steps) numbers: losses, then hits. */
  readonly #table: Tensor;
  readonly #batchSize: number;
  readonly #secondsBefore: number;
  /** Of the clock, when the first step was begun. */
  #start: number | undefined;
  #stepsDone: number;

  /** An epoch over the images in `order`, a whole number of batches, of which some may be done. */
  constructor(
    device: Device,
    order: ArrayLike<number>,
    batchSize: number,
    { losses, correct, seconds }: PartialEpoch,
  ) {
    this.steps = order.length / batchSize;
    const table = new Float32Array(2 * this.steps);
    table.set(losses);
    table.set(correct, this.steps);
    this.#table = Tensor.upload<"float32">(device, table, [2, this.steps]);
    this.#order = uint32Tensor(device, order);
    this.#batchSize = batchSize;
    this.#stepsDone = losses.length;
    this.#secondsBefore = seconds;
  }

  /** Steps done. */
  get stepsDone(): number {
    return this.#stepsDone;
  }

  /** What the epoch has taken from its first step until now. */
  get seconds(): number {
    const now = performance.now();
    return this.#secondsBefore + (now - (this.#start ?? now)) / 1000;
  }

  /** Does the next step: `train` gets the images' order and the place of the first in it. */
  step(train: (order: Tensor<"uint32">, first: number) => StepMetrics): void {
    this.#start ??= performance.now();
    scope(() => {
      const { loss, correct } = this.inspect(train);
      this.#write(loss, this.#stepsDone);
      this.#write(correct, this.steps + this.#stepsDone);
    });
    this.#stepsDone++;
  }

  /** What `body` makes of the next step, given the images' order and the place of its first in it. */
  inspect<Result>(body: (order: Tensor<"uint32">, first: number) => Result): Result {
    return body(this.#order, this.#stepsDone * this.#batchSize);
  }

  /** Waits for the device and reads the steps done until now. */
  async read(): Promise<PartialEpoch> {
    const { stepsDone, steps, seconds } = this;
    const table = await this.#table.data();
    return {
      losses: table.slice(0, stepsDone),
      correct: table.slice(steps, steps + stepsDone),
      seconds,
    };
  }

  /** Frees the memory. */
  dispose(): void {
    this.#order.dispose();
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
