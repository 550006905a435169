/** The activation functions by name: the built-in ones, and those that a script adds. */
import {
  type ActivationFormulas,
  type ActivationName,
  ACTIVATIONS,
} from "../../kernels/activations.ts";
import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import { activate } from "../tensor/ops/activations.ts";
import { formatShape, sameShape } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";

/** A function between the layers of a network. */
export interface Activation {
  /** As commands and checkpoints spell it. */
  readonly name: string;
  /** As figures spell it. */
  readonly title: string;
  /** Its values, made by tensor operations, whose derivatives give its own. */
  readonly apply: (x: Tensor) => Tensor;
  /** Its name among those that a dense layer's kernel applies itself, if it is one of them. */
  readonly fused?: ActivationName;
  /** Whether it is made of straight pieces (default: no). */
  readonly piecewiseLinear?: boolean;
}

/** The activations that the tutorial compares, in its order. */
export const TUTORIAL_ACTIVATIONS: readonly ActivationName[] = [
  "sigmoid",
  "tanh",
  "relu",
  "leakyrelu",
  "elu",
  "swish",
];

const registry = new Map<string, Activation>();

for (const name of Object.keys(ACTIVATIONS) as ActivationName[]) {
  const { title, piecewiseLinear = false }: ActivationFormulas = ACTIVATIONS[name];
  const apply = (x: Tensor) => activate(name, x);
  registry.set(name, { name, title, apply, fused: name, piecewiseLinear });
}

/**
 * Adds an activation made of tensor operations; its derivative follows from theirs.
 *
 * `title` is how figures call it (default: the name). A built-in activation of that name is replaced,
 * with a note on stderr. Throws `UsageError` when a script's own has the name already, when it is not
 * made of at most 32 of a-z, 0-9, _ and -, starting with a letter, and when `apply` is not a function.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   findActivation,
 *   grad,
 *   maximum,
 *   openDevice,
 *   registerActivation,
 *   square,
 *   sum,
 *   type Tensor,
 *   tensor,
 * } from "@activation-lab/activation-lab";
 *
 * registerActivation("squared_relu", (x) => square(maximum(x, 0)), "Squared ReLU");
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const { apply } = findActivation("squared_relu");
 * const slope = grad((x: Tensor) => sum(apply(x)))(tensor(device, [-1, 3]));
 * assert.deepEqual(await slope.array(), [0, 6]);
 * device.close();
 * ```
 */
export function registerActivation(
  name: string,
  apply: (x: Tensor) => Tensor,
  title: string = name,
): void {
  if (!/^[a-z][a-z0-9_-]{0,31}$/.test(name)) {
    throw new UsageError(
      `"${name}" cannot name an activation; use at most 32 of a-z, 0-9, _ and -, a letter first`,
    );
  }
  const taken = registry.get(name);
  if (taken !== undefined && taken.fused === undefined) {
    throw new UsageError(`there is an activation named ${name} already`);
  }
  if (typeof apply !== "function") {
    throw new UsageError(`registerActivation: expected a function as apply, got ${inspect(apply)}`);
  }
  if (typeof title !== "string") {
    throw new UsageError(`registerActivation: expected a text as title, got ${inspect(title)}`);
  }
  if (taken !== undefined) console.warn(`The activation ${name} is no longer the built-in one.`);
  registry.set(name, { name, title, apply });
}

/** Returns the activation. Throws `UsageError`, in the name of `operation`, for what is none. */
export function requireActivation(operation: string, activation: Activation): Activation {
  if (typeof activation?.apply === "function") return activation;
  throw new UsageError(
    `${operation}: expected an activation, got ${inspect(activation)}; ` +
      "findActivation gives those there are",
  );
}

/**
 * An activation's values at `x`. Throws `UsageError`, naming the activation, when it gives anything
 * but a float32 tensor of the same shape on the same device.
 */
export function applyActivation(activation: Activation, x: Tensor): Tensor {
  const { name, apply } = requireActivation("applyActivation", activation);
  const y: unknown = apply(x);
  const fits = y instanceof Tensor && y.dtype === "float32" && sameShape(y.shape, x.shape) &&
    y.device === x.device;
  if (fits) return y as Tensor;
  throw new UsageError(
    `the activation ${name}: expected a float32 tensor of its argument's shape ` +
      `${formatShape(x.shape)}, got ${inspect(y)}`,
  );
}

/**
 * The activation of this name. Throws `UsageError`, which lists the names, if there is none.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { findActivation, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const { title, apply } = findActivation("relu");
 * assert.equal(title, "ReLU");
 * assert.deepEqual(await apply(tensor(device, [-1, 2])).array(), [0, 2]);
 * device.close();
 * ```
 */
export function findActivation(name: string): Activation {
  const activation = registry.get(name);
  if (activation === undefined) {
    throw new UsageError(
      `there is no activation named "${name}"; there are ${activationNames().join(", ")}`,
    );
  }
  return activation;
}

/**
 * All names, the tutorial's first.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { activationNames } from "@activation-lab/activation-lab";
 *
 * assert.deepEqual(activationNames().slice(0, 3), ["sigmoid", "tanh", "relu"]);
 * ```
 */
export function activationNames(): string[] {
  return [...registry.keys()];
}
