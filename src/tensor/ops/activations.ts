/**
 * The tutorial's activation functions, a kernel each, and their derivatives composed from other
 * operations. (tanh stands in `math.ts`.) All are finite for every finite input, derivatives too.
 */
import { record } from "../tape.ts";
import type { Tensor } from "../tensor.ts";
import { add, multiply, negate } from "./arithmetic.ts";
import { greater, minimum, where } from "./compare.ts";
import { unary } from "./elementwise.ts";
import { exp } from "./math.ts";

/** The slope of `leakyrelu` below 0, the tutorial's. */
const LEAKY_SLOPE = 0.1;

/** 1 / (1 + e⁻ˣ). */
export function sigmoid(x: Tensor): Tensor {
  return record("sigmoid", [x], unary("sigmoid", x), (g) => [
    () => multiply(g, multiply(sigmoid(x), sigmoid(negate(x)))),
  ]);
}

/** max(x, 0); the gradient at 0 is 0. */
export function relu(x: Tensor): Tensor {
  return record("relu", [x], unary("relu", x), (g) => [() => where(greater(x, 0), g, 0)]);
}

/** x above 0, 0.1 x below. */
export function leakyrelu(x: Tensor): Tensor {
  return record("leakyrelu", [x], unary("leakyrelu", x), (g) => [
    () => where(greater(x, 0), g, multiply(LEAKY_SLOPE, g)),
  ]);
}

/** x above 0, eˣ - 1 below (Clevert, Unterthiner and Hochreiter, 2015). */
export function elu(x: Tensor): Tensor {
  return record("elu", [x], unary("elu", x), (g) => [
    () => multiply(g, where(greater(x, 0), 1, exp(minimum(x, 0)))),
  ]);
}

/** x · sigmoid(x) (Ramachandran, Zoph and Le, 2017). */
export function swish(x: Tensor): Tensor {
  return record("swish", [x], unary("swish", x), (g) => [
    () => multiply(g, multiply(sigmoid(x), add(1, multiply(x, sigmoid(negate(x)))))),
  ]);
}
