/** The activation functions by name: the tutorial's six, and those that a script adds. */
import { type ActivationName, ACTIVATIONS } from "../../kernels/activations.ts";
import { UsageError } from "../errors.ts";
import { activate } from "../tensor/ops/activations.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** A function between the layers of a network. */
export interface Activation {
  /** As commands and checkpoints spell it. */
  readonly name: string;
  /** As figures spell it. */
  readonly title: string;
  readonly apply: (x: Tensor) => Tensor;
  /** Its name among those that a dense layer's kernel applies itself, if it is one of them. */
  readonly fused?: ActivationName;
}

const registry = new Map<string, Activation>();

for (const name of Object.keys(ACTIVATIONS) as ActivationName[]) {
  if (name === "identity") continue; // what a layer without an activation has
  const { title } = ACTIVATIONS[name];
  registry.set(name, { name, title, apply: (x) => activate(name, x), fused: name });
}

/**
 * Adds an activation made of tensor operations; its derivative follows from theirs.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { add, multiply } from "../tensor/ops/arithmetic.ts";
 * import { tanh } from "../tensor/ops/activations.ts";
 * import { exp, log } from "../tensor/ops/math.ts";
 *
 * registerActivation("mish", (x) => multiply(x, tanh(log(add(1, exp(x))))), "Mish");
 * assert.equal(findActivation("mish").title, "Mish");
 * ```
 *
 * `title` is how figures call it (default: the name). Throws `UsageError` when the name is taken or
 * not made of at most 32 of a-z, 0-9, _ and -, starting with a letter.
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
  if (registry.has(name)) throw new UsageError(`there is an activation named ${name} already`);
  registry.set(name, { name, title, apply });
}

/** The activation of a name. Throws `UsageError` listing the names there are. */
export function findActivation(name: string): Activation {
  const activation = registry.get(name);
  if (activation === undefined) {
    throw new UsageError(
      `there is no activation named "${name}"; there are ${activationNames().join(", ")}`,
    );
  }
  return activation;
}

/** All names, the tutorial's first. */
export function activationNames(): string[] {
  return [...registry.keys()];
}
