/** Gradients of functions of tensors, as JAX gives them. */
import { LabError, UsageError } from "../errors.ts";
import { add } from "./ops/arithmetic.ts";
import { reshape } from "./ops/broadcast.ts";
import { full } from "./ops/create.ts";
import { inspect } from "../printable.ts";
import { requireFloat32 } from "./operands.ts";
import { recordingScope, scope } from "./scope.ts";
import { type Tape, withTape } from "./tape.ts";
import { Tensor } from "./tensor.ts";
import { isNode, leaves, mapLeaves } from "./tree.ts";

/** A function whose first argument, a tensor or nested records of them, is differentiated. */
export type Differentiable<Parameters, Rest extends unknown[], Result> = (
  parameters: Parameters,
  ...rest: Rest
) => Result;

/**
 * The gradient of a function that returns one number, with respect to its first argument.
 *
 * The result has the argument's structure: a tensor, or arrays and records of tensors.
 *
 * Strings and booleans in between are kept as they are. Throws `UsageError`, naming it, for
 * anything else in the argument that is not a float32 tensor, such as a number, a `Map` or an
 * object of a class, and `LabError` when the function returns anything but a float32 tensor with
 * one element.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   grad,
 *   openDevice,
 *   square,
 *   sum,
 *   type Tensor,
 *   tensor,
 * } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const gradient = grad((x: Tensor) => sum(square(x)));
 * assert.deepEqual(await gradient(tensor(device, [1, 2, 3])).array(), [2, 4, 6]);
 * device.close();
 * ```
 */
export function grad<Parameters, Rest extends unknown[]>(
  f: Differentiable<Parameters, Rest, Tensor>,
): Differentiable<Parameters, Rest, Parameters> {
  const both = valueAndGrad(f);
  return (parameters, ...rest) => scope(() => both(parameters, ...rest)[1]);
}

/**
 * Like `grad`, and the value with it: `[value, gradients]`.
 *
 * Everything else that is computed on the way is disposed of.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   add,
 *   multiply,
 *   openDevice,
 *   type Tensor,
 *   tensor,
 *   valueAndGrad,
 * } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const f = valueAndGrad(({ w, b }: { w: Tensor; b: Tensor }) => add(multiply(w, 3), b));
 * const [value, gradients] = f({ w: tensor(device, 2), b: tensor(device, 1) });
 * assert.equal(await value.item(), 7);
 * assert.equal(await gradients.w.item(), 3);
 * device.close();
 * ```
 */
export function valueAndGrad<Parameters, Rest extends unknown[]>(
  f: Differentiable<Parameters, Rest, Tensor>,
): Differentiable<Parameters, Rest, [value: Tensor, gradients: Parameters]> {
  const withAux = valueAndGradWithAux((parameters: Parameters, ...rest: Rest) =>
    [f(parameters, ...rest), undefined] as const
  );
  return (parameters, ...rest) => {
    const [[value], gradients] = withAux(parameters, ...rest);
    return [value, gradients];
  };
}

/**
 * Like `valueAndGrad` for a function that returns `[value, aux]`: `[[value, aux], gradients]`, where
 * aux is anything else to be kept, such as a count of correct rows (`has_aux=True` in JAX).
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   max,
 *   openDevice,
 *   square,
 *   sum,
 *   type Tensor,
 *   tensor,
 *   valueAndGradWithAux,
 * } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const f = valueAndGradWithAux((x: Tensor) => [sum(square(x)), max(x)] as const);
 * const [[value, largest], gradient] = f(tensor(device, [1, 2]));
 * assert.equal(await value.item(), 5);
 * assert.equal(await largest.item(), 2);
 * assert.deepEqual(await gradient.array(), [2, 4]);
 * device.close();
 * ```
 */
export function valueAndGradWithAux<Parameters, Rest extends unknown[], Aux>(
  f: Differentiable<Parameters, Rest, readonly [Tensor, Aux]>,
): Differentiable<Parameters, Rest, [[value: Tensor, aux: Aux], gradients: Parameters]> {
  return (parameters, ...rest) => {
    const { value, aux, gradients } = differentiate(f, parameters, rest, () => []);
    return [[value, aux], gradients];
  };
}

/** What `valueAndGradWithIntermediates` returns. */
export interface WithIntermediates<Parameters> {
  readonly value: Tensor;
  readonly gradients: Parameters;
  /** As the function returned them. */
  readonly intermediates: readonly Tensor[];
  /** The value's gradient with respect to each of them, all else that is computed from it included. */
  readonly intermediateGradients: readonly Tensor[];
}

/**
 * Like `valueAndGrad` for a function that returns `[value, intermediates]`, where intermediates are
 * tensors that it computed on the way from its first argument to the value, and their gradients as well.
 */
export function valueAndGradWithIntermediates<Parameters, Rest extends unknown[]>(
  f: Differentiable<Parameters, Rest, readonly [Tensor, readonly Tensor[]]>,
): Differentiable<Parameters, Rest, WithIntermediates<Parameters>> {
  return (parameters, ...rest) => {
    const { value, aux, gradients, otherGradients } = differentiate(
      f,
      parameters,
      rest,
      (intermediates) => intermediates,
    );
    return { value, gradients, intermediates: aux, intermediateGradients: otherGradients };
  };
}

/** Value and gradients of a function, with respect to its first argument and to `others` of its aux. */
function differentiate<Parameters, Rest extends unknown[], Aux>(
  f: Differentiable<Parameters, Rest, readonly [Tensor, Aux]>,
  parameters: Parameters,
  rest: Rest,
  others: (aux: Aux) => readonly Tensor[],
): { value: Tensor; aux: Aux; gradients: Parameters; otherGradients: readonly Tensor[] } {
  requireDifferentiable(parameters, "parameters");
  if (leaves(parameters, isTensor).length === 0) {
    throw new UsageError(`grad: expected tensors as parameters, got ${inspect(parameters)}`);
  }
  return recordingScope(() => {
    // New tensors, for the function to be differentiated by its argument alone: what it uses of the
    // same tensors from around it is a constant, as in JAX.
    const own = mapLeaves(parameters, isTensor, (leaf) => reshape(leaf, leaf.shape));
    const sources = leaves(own, isTensor);
    const { tape, result } = withTape(sources, () => f(own, ...rest));
    if (!Array.isArray(result) || result.length !== 2) {
      throw new LabError(`grad: the function must return [value, aux], got ${inspect(result)}`);
    }
    const [value, aux] = result as [Tensor, Aux];
    if (!isTensor(value) || value.dtype !== "float32" || value.size !== 1) {
      throw new LabError(
        `grad: the function must return a float32 tensor with one element, got ${
          inspect(value)
        }; ` +
          "take the sum or the mean of it",
      );
    }
    const intermediates = others(aux);
    const gradients = backward(tape, value, [...sources, ...intermediates]);
    // A tensor of its own for each, even where a vjp handed one to several.
    const gradientOf = (tensor: Tensor) => reshape(gradients.get(tensor)!, tensor.shape);
    return {
      value,
      aux,
      gradients: mapLeaves(own, isTensor, gradientOf),
      otherGradients: intermediates.map(gradientOf),
    };
  });
}

/**
 * Throws `UsageError`, with the path to it, for what would need a gradient and has none: anything but
 * a float32 tensor, except for words and gaps, which are kept as they are.
 */
function requireDifferentiable(tree: unknown, path: string): void {
  if (!isTensor(tree) && isNode(tree)) {
    for (const [key, child] of Object.entries(tree)) requireDifferentiable(child, `${path}.${key}`);
  } else if (!isKept(tree)) {
    requireFloat32("grad", { [path]: tree as Tensor });
  }
}

function isKept(value: unknown): boolean {
  return value === null || ["undefined", "string", "boolean"].includes(typeof value);
}

/** The gradient of `value` for each source: the tape from its end, the chain rule at every entry. */
function backward(tape: Tape, value: Tensor, sources: readonly Tensor[]): Map<Tensor, Tensor> {
  const gradients = new Map([[value, full(value.device, value.shape, 1)]]);
  for (const { inputs, output, vjp } of tape.entries.toReversed()) {
    const gradient = gradients.get(output);
    if (gradient === undefined) continue;
    const inputGradients = vjp(gradient);
    inputs.forEach((input, i) => {
      if (!tape.tracks(input)) return;
      const contribution = inputGradients[i]!();
      const accumulated = gradients.get(input);
      gradients.set(
        input,
        accumulated === undefined ? contribution : add(accumulated, contribution),
      );
    });
  }
  for (const source of sources) {
    if (!gradients.has(source)) gradients.set(source, full(source.device, source.shape, 0));
  }
  return gradients;
}

function isTensor(value: unknown): value is Tensor {
  return value instanceof Tensor;
}
