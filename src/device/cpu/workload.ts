/** When there has been enough to do that starting the workers is worth it. */
import type { Operation } from "../operations.ts";

/** Multiplications of one product: where there is one, there are more to come. */
const LARGE_PRODUCT = 2 ** 20;

/** Elements of an operation that more than one thread has a part in. */
const SHARED = 2 ** 16;

/** Elements that one thread computes in the time that starting a worker takes: some tens of milliseconds. */
const STARTING = 2 ** 26;

/** The work that a device was asked for. */
export class Workload {
  #elements = 0;

  /** Takes an operation into account, and tells whether the workers should help. */
  add(operation: Operation): boolean {
    if ("m" in operation) return operation.m * operation.k * operation.n >= LARGE_PRODUCT;
    const elements = elementsOf(operation);
    if (elements >= SHARED) this.#elements += elements;
    return this.#elements >= STARTING;
  }
}

/** How many elements an operation goes through. */
function elementsOf(operation: Exclude<Operation, { m: number }>): number {
  switch (operation.op) {
    case "fill":
    case "unary":
    case "histogram":
    case "linearBinning":
      return operation.count;
    case "binary":
    case "select":
    case "copy":
      return operation.shape.reduce((count, size) => count * size, 1);
    case "reduce":
      return operation.outer * operation.length * operation.inner;
    case "denseBackward":
      return operation.rows * operation.columns;
    case "gatherBatch":
      return operation.count * operation.size;
    case "crossEntropy":
    case "crossEntropyBackward":
      return operation.rows * operation.classes;
    case "optimizerStep":
      return operation.parameters.reduce((sum, { count }) => sum + count, 0);
  }
}
