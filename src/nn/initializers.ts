/** How parameters begin. */
import { type Key, uniform } from "../random/threefry.ts";
import { type Shape, sizeOf } from "../tensor/shape.ts";

/** A parameter's first values, row-major: the same for the same key. */
export type Initializer = (key: Key, shape: Shape) => Float32Array<ArrayBuffer>;

/** How many numbers each output of a layer is made of, and of how many outputs each input is part. */
export interface Fans {
  /** Inputs of each output. */
  readonly fanIn: number;
  /** Outputs of each input. */
  readonly fanOut: number;
}

/** The initializers there are, each made by a layer for its fans. */
export const initializers: Readonly<Record<"uniform", (fans: Fans) => Initializer>> = {
  /** Uniform in ±1/√fan_in: torch's default for kernels and biases alike, which the tutorial keeps. */
  uniform: ({ fanIn }) => (key, shape) => {
    const bound = 1 / Math.sqrt(fanIn);
    return uniform(key, sizeOf(shape), -bound, bound);
  },
};
