/** What devices are asked for is checked here, before a kernel could reach into others' memory. */
import { DeviceError } from "./device.ts";
import type { DeviceBuffer } from "./memory.ts";
import type { Operand, Operation, StridedView } from "./operations.ts";

/** Whether a buffer is live memory of the device that asks. */
export type Holds = (buffer: DeviceBuffer) => boolean;

/** Kernels count in 32 bits. */
const MAX_COUNT = 2 ** 32 - 1;

/** Kernels hold this many dimensions. */
const MAX_RANK = 8;

/** Throws `DeviceError` unless a number of bytes can be asked for by `call`. */
export function checkBytes(call: string, bytes: number): void {
  if (Number.isSafeInteger(bytes) && bytes >= 1) return;
  throw new DeviceError(`${call}: expected bytes to be an integer of at least 1, got ${bytes}`);
}

/** Throws `DeviceError` unless so many bytes can be read from the start of a buffer. */
export function checkRead(buffer: DeviceBuffer, bytes: number, holds: Holds): void {
  checkHeld("read", "buffer", buffer, holds);
  if (Number.isInteger(bytes) && bytes >= 1 && bytes <= buffer.bytes) return;
  throw new DeviceError(
    `read: expected bytes to be an integer from 1 to the buffer's ${buffer.bytes}, got ${bytes}`,
  );
}

/**
 * Throws `DeviceError`, with the argument and its value, unless an operation's sizes are what kernels
 * count with, and each of its buffers is the device's and as large as they say.
 */
export function checkOperation(operation: Operation, holds: Holds): void {
  const check = new Arguments(operation.op, holds);
  switch (operation.op) {
    case "fill": {
      const { out, count } = operation;
      check.integers({ count }, 1);
      return check.buffers({ out }, count);
    }
    case "unary": {
      const { x, out, count } = operation;
      check.integers({ count }, 1);
      return check.buffers({ x, out }, count);
    }
    case "binary": {
      const { a, b, out, shape } = operation;
      check.views({ a, b }, shape);
      return check.buffers({ out }, elements(shape));
    }
    case "select": {
      const { condition, a, b, out, shape } = operation;
      check.views({ condition, a, b }, shape);
      return check.buffers({ out }, elements(shape));
    }
    case "copy": {
      const { from, to, shape } = operation;
      return check.views({ from, to }, shape);
    }
    case "reduce": {
      const { x, out, outer, length, inner } = operation;
      check.integers({ outer, length, inner }, 1);
      check.buffers({ x }, outer * length * inner);
      return check.buffers({ out }, outer * inner);
    }
    case "matmul": {
      const { a, b, out, m, k, n } = operation;
      check.integers({ m, k, n }, 1);
      check.buffers({ a }, m * k);
      check.buffers({ b }, k * n);
      return check.buffers({ out }, m * n);
    }
    case "dense": {
      const { x, weights, bias, slope, preActivation, out, m, k, n } = operation;
      check.integers({ m, k, n }, 1);
      check.buffers({ x }, m * k);
      check.buffers({ weights }, k * n);
      check.buffers({ bias }, n);
      if (slope) check.buffers({ slope }, 1);
      return check.buffers({ preActivation, out }, m * n);
    }
    case "denseBackward": {
      const { gradient, preActivation, slope, out, biasGradient, rows, columns } = operation;
      check.integers({ rows, columns }, 1);
      check.buffers({ gradient, preActivation, out }, rows * columns);
      if (slope) check.buffers({ slope }, 1);
      return check.buffers({ biasGradient }, columns);
    }
    case "gatherBatch": {
      const { pixels, labels, order, first, count, size, images, batchLabels } = operation;
      check.integers({ count, size }, 1);
      check.integers({ first }, 0);
      check.buffers({ order }, first + count);
      check.buffers({ labels }, 1);
      check.buffers({ pixels }, labels.bytes / 4 * size / 4); // four to a word
      check.buffers({ images }, count * size);
      return check.buffers({ batchLabels }, count);
    }
    case "crossEntropy": {
      const { logits, labels, loss, correct, rows, classes } = operation;
      check.integers({ rows, classes }, 1);
      check.buffers({ logits }, rows * classes);
      check.buffers({ labels }, rows);
      return check.buffers({ loss, correct }, 1);
    }
    case "crossEntropyBackward": {
      const { logits, labels, lossGradient, out, rows, classes } = operation;
      check.integers({ rows, classes }, 1);
      check.buffers({ logits, out }, rows * classes);
      check.buffers({ labels }, rows);
      return check.buffers({ lossGradient }, 1);
    }
    case "histogram": {
      const { x, lowerEdges, counts, count, bins } = operation;
      check.integers({ count, bins }, 1);
      check.buffers({ x }, count);
      return check.buffers({ lowerEdges, counts }, bins);
    }
    case "linearBinning": {
      const { x, weights, count, nodes, unit } = operation;
      check.integers({ count, unit }, 1);
      check.integers({ nodes }, 2);
      check.buffers({ x }, count);
      return check.buffers({ weights }, nodes);
    }
    case "optimizerStep":
      for (const { weights, gradient, slots, count } of operation.parameters) {
        check.integers({ count }, 1);
        check.buffers({ weights, gradient }, count);
        for (const slot of slots) check.buffers({ slot }, count);
      }
  }
}

/** The arguments of one operation, by their names. */
class Arguments {
  readonly #operation: string;
  readonly #holds: Holds;

  constructor(operation: string, holds: Holds) {
    this.#operation = operation;
    this.#holds = holds;
  }

  /** Numbers that kernels count with. */
  integers(integers: Readonly<Record<string, number>>, least: number): void {
    for (const name in integers) this.#integer(name, integers[name]!, least);
  }

  /** Buffers with so many 32-bit words. */
  buffers(buffers: Readonly<Record<string, DeviceBuffer>>, words: number): void {
    for (const name in buffers) this.#buffer(name, buffers[name]!, words);
  }

  /** What is read or written in a shape; a number is no view. */
  views(views: Readonly<Record<string, Operand>>, shape: readonly number[]): void {
    if (shape.length > MAX_RANK) {
      this.#refuse(`expected a shape of at most ${MAX_RANK} dimensions, got ${shape.length}`);
    }
    for (const size of shape) this.#integer("each size of the shape", size, 1);
    for (const name in views) {
      const view = views[name]!;
      if (typeof view !== "number") this.#view(name, view, shape);
    }
  }

  #view(name: string, { buffer, offset, strides }: StridedView, shape: readonly number[]): void {
    if (strides.length !== shape.length) {
      this.#refuse(`expected ${name} to have ${shape.length} strides, got ${strides.length}`);
    }
    this.#integer(`${name}'s offset`, offset, 0);
    let last = offset;
    for (let d = 0; d < shape.length; d++) {
      this.#integer(`each of ${name}'s strides`, strides[d]!, 0);
      last += (shape[d]! - 1) * strides[d]!;
    }
    this.#buffer(name, buffer, last + 1);
  }

  #buffer(name: string, buffer: DeviceBuffer, words: number): void {
    checkHeld(this.#operation, name, buffer, this.#holds);
    if (words * 4 <= buffer.bytes) return;
    this.#refuse(`expected ${name} to have at least ${words * 4} bytes, got ${buffer.bytes}`);
  }

  #integer(name: string, value: number, least: number): void {
    if (Number.isInteger(value) && value >= least && value <= MAX_COUNT) return;
    this.#refuse(`expected ${name} to be an integer from ${least} to ${MAX_COUNT}, got ${value}`);
  }

  #refuse(problem: string): never {
    throw new DeviceError(`${this.#operation}: ${problem}`);
  }
}

function checkHeld(operation: string, name: string, buffer: DeviceBuffer, holds: Holds): void {
  if (holds(buffer)) return;
  throw new DeviceError(
    `${operation}: expected ${name} to be memory of this device that was not released, ` +
      "got another device's or released memory",
  );
}

function elements(shape: readonly number[]): number {
  let count = 1;
  for (const size of shape) count *= size;
  return count;
}
