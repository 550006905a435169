/**
 * The activations, a kernel each, and the functions of one number that they are made of or that are
 * used like them. Derivatives are composed from other operations, by the formulas that the kernels are
 * made of. All are finite for every finite input, derivatives too.
 */
import {
  type ActivationName,
  asFused,
  type FusedActivation,
} from "../../../kernels/activations.ts";
import { type Arithmetic, normalTail } from "../../../kernels/arithmetic.ts";
import { requireFloat32 } from "../operands.ts";
import { record } from "../tape.ts";
import type { Tensor } from "../tensor.ts";
import { add, divide, multiply, negate, subtract } from "./arithmetic.ts";
import { lessEqual, where } from "./compare.ts";
import { full } from "./create.ts";
import { unary } from "./elementwise.ts";
import { abs, erf, exp, expm1, log, log1p, sign, sqrt } from "./math.ts";

/** Formulas of tensors. */
export const TENSORS: Arithmetic<Tensor> = {
  add,
  subtract,
  multiply,
  divide,
  multiplyAdd: (a, b, c) => add(multiply(a, b), c),
  negate,
  exp,
  expm1,
  log,
  log1p,
  sqrt,
  abs,
  sign,
  sigmoid,
  tanh,
  softplus,
  erf,
  ifAtMostZero: (x, a, b) => where(lessEqual(x, 0), a, b),
  normalTail: (x) => normalTail(x, TENSORS),
};

/** An activation, element by element. */
export function activate(activation: ActivationName | FusedActivation, x: Tensor): Tensor {
  const { name, derivative } = asFused(activation);
  requireFloat32(typeof activation === "string" ? activation : name, { x });
  const y = unary(activation, x);
  return record(name, [x], y, (g) => [() => multiply(g, derivative(x, TENSORS))]);
}

/** The derivative of an activation at each of `x`. */
export function activationDerivative(
  activation: ActivationName | FusedActivation,
  x: Tensor,
): Tensor {
  return toTensor(asFused(activation).derivative(x, TENSORS), x);
}

/** A tensor like x with the number everywhere, or the tensor itself. */
function toTensor(y: Tensor | number, x: Tensor): Tensor {
  return typeof y === "number" ? full(x.device, x.shape, y) : y;
}

/**
 * 1 / (1 + e⁻ˣ).
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, sigmoid, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = sigmoid(tensor(device, [-200, 0, 200]));
 * assert.deepEqual(await y.array(), [0, 0.5, 1]);
 * device.close();
 * ```
 */
export function sigmoid(x: Tensor): Tensor {
  return activate("sigmoid", x);
}

/**
 * log(1 + eˣ), stable for any x.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, softplus, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = softplus(tensor(device, [-1000, 0, 1000]));
 * assert.deepEqual(await y.array(), [0, Math.fround(Math.log(2)), 1000]);
 * device.close();
 * ```
 */
export function softplus(x: Tensor): Tensor {
  return activate("softplus", x);
}

/**
 * The hyperbolic tangent.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, tanh, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = tanh(tensor(device, [-200, 0, 200]));
 * assert.deepEqual(await y.array(), [-1, 0, 1]);
 * device.close();
 * ```
 */
export function tanh(x: Tensor): Tensor {
  return activate("tanh", x);
}

/**
 * max(x, 0); the gradient at 0 is 0.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, relu, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = relu(tensor(device, [-2, 0, 2]));
 * assert.deepEqual(await y.array(), [0, 0, 2]);
 * device.close();
 * ```
 */
export function relu(x: Tensor): Tensor {
  return activate("relu", x);
}

/**
 * x above 0, 0.1 x below.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { leakyrelu, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = leakyrelu(tensor(device, [-2, 0, 2]));
 * assert.deepEqual(await y.array(), [Math.fround(-0.2), 0, 2]);
 * device.close();
 * ```
 */
export function leakyrelu(x: Tensor): Tensor {
  return activate("leakyrelu", x);
}

/**
 * x above 0, eˣ - 1 below (Clevert, Unterthiner and Hochreiter, 2015).
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { elu, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = elu(tensor(device, [-200, 0, 2]));
 * assert.deepEqual(await y.array(), [-1, 0, 2]);
 * device.close();
 * ```
 */
export function elu(x: Tensor): Tensor {
  return activate("elu", x);
}

/**
 * x · sigmoid(x) (Ramachandran, Zoph and Le, 2017).
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, swish, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = swish(tensor(device, [0, 200]));
 * assert.deepEqual(await y.array(), [0, 200]);
 * device.close();
 * ```
 */
export function swish(x: Tensor): Tensor {
  return activate("swish", x);
}

/**
 * x above 0, slope · x up to there (He, Zhang, Ren and Sun, 2015). The slope is broadcast, and has its
 * gradient: the sum of x over where it is applied.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice } from "../../device/open.ts";
 * import { tensor } from "../tensor.ts";
 *
 * const device = await openDevice();
 * const slope = tensor(device, [0.25]);
 * assert.deepEqual(await prelu(tensor(device, [-2, 0, 3]), slope).array(), [-0.5, 0, 3]);
 * device.close();
 * ```
 */
export function prelu(x: Tensor, slope: Tensor | number): Tensor {
  requireFloat32("prelu", { x });
  return where(lessEqual(x, 0), multiply(slope, x), x);
}
