/** The activation functions by name: the built-in ones, and those that a script adds. */
import {
  type ActivationFormulas,
  type ActivationName,
  ACTIVATIONS,
  type FusedActivation,
  fusedActivation,
} from "../../kernels/activations.ts";
import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import { activate, prelu } from "../tensor/ops/activations.ts";
import { formatShape, sameShape } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { parseFormula } from "./formula.ts";
import {
  type NameEntry,
  type NumberParameter,
  parseParameterizedName,
} from "./parameterized_name.ts";

/** A function between the layers of a network. */
export interface Activation {
  /** As commands and checkpoints spell it. */
  readonly name: string;
  /** As figures spell it. */
  readonly title: string;
  /** Its values, made by tensor operations, whose derivatives give its own. */
  readonly apply: (x: Tensor, learned?: Readonly<Record<string, Tensor>>) => Tensor;
  /** Parameters that training changes, one for each layer: by name, what they begin with. */
  readonly learned?: Readonly<Record<string, number>>;
  /** What a dense layer's kernel applies itself, if it knows the activation. */
  readonly fused?: FusedActivation;
  /** Whether it is made of straight pieces (default: no). */
  readonly piecewiseLinear?: boolean;
  /** SHA-256 in hex of the file that it came from, if it came from one. */
  readonly sha256?: string;
  /** Where that file lies. */
  readonly file?: string;
}

/** An activation that is not known here: its name is wrong, or it was not added. */
export class UnknownActivationError extends UsageError {
  override name = "UnknownActivationError";
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

/** Of an activation that is no formula of x alone: what its parameters are set to is where they begin. */
const LEARNED = {
  prelu: {
    parameters: {
      slope: {
        default: 0.25,
        rule: "a number from -1 to 1",
        allows: (slope: number) => Math.abs(slope) <= 1,
      },
    },
  },
};

/** The names of all that are built in, the tutorial's first. */
export const BUILT_IN_ACTIVATIONS: readonly string[] = [
  ...Object.keys(ACTIVATIONS),
  ...Object.keys(LEARNED),
];

/** Those that scripts have added. */
const registered = new Map<string, Activation>();

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
  requireNewName(name);
  if (typeof apply !== "function") {
    throw new UsageError(`registerActivation: expected a function as apply, got ${inspect(apply)}`);
  }
  if (typeof title !== "string") {
    throw new UsageError(`registerActivation: expected a text as title, got ${inspect(title)}`);
  }
  if (BUILT_IN_ACTIVATIONS.includes(name)) {
    console.warn(`The activation ${name} is no longer the built-in one.`);
  }
  addActivation({ name, title, apply });
}

/** Throws `UsageError` for what cannot be the name of one more activation. */
export function requireNewName(name: string): void {
  if (!/^[a-z][a-z0-9_-]{0,31}$/.test(name)) {
    throw new UsageError(
      `"${name}" cannot name an activation; use at most 32 of a-z, 0-9, _ and -, a letter first`,
    );
  }
  if (registered.has(name)) {
    throw new UsageError(`there is an activation named ${name} already`);
  }
}

/** Adds an activation, whose name `requireNewName` allows. */
export function addActivation(activation: Activation): void {
  registered.set(activation.name, activation);
}

/** Whether this name stands for an activation that was registered: other threads do not know it. */
export function isRegistered(name: string): boolean {
  return registered.has(name);
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

/** Those by formula that were asked for: each is examined once, and noted on stderr once. */
const byFormula = new Map<string, Activation>();

/**
 * The activation of a name, or of a name with parameters: `leakyrelu:slope=0.2`, `elu:alpha=0.5`. Its own
 * name is the shortest that means the same. A formula of x is an activation as well (see `parseFormula`);
 * where float32 has no finite value or derivative for it within ±100, that is noted on stderr.
 *
 * Throws `UsageError` for an unknown name, listing those there are, and for parameters that are
 * unknown, missing or out of their range, saying what is allowed; and for what is not a formula, with the
 * place.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { findActivation, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const { name, apply } = findActivation("leakyrelu:slope=0.50");
 * assert.equal(name, "leakyrelu:slope=0.5");
 * assert.equal(findActivation("x*sigmoid(1.7*x)").name, "x * sigmoid(1.7 * x)");
 * assert.deepEqual(await apply(tensor(device, [-1, 2])).array(), [-0.5, 2]);
 * device.close();
 * ```
 */
export function findActivation(text: string): Activation {
  const isFormula = typeof text === "string" && FORMULA.test(text.split(":")[0]!);
  if (isFormula && !registered.has(text)) return formulaActivation(text);
  const table: Record<string, NameEntry<NumberParameter>> = {
    ...ACTIVATIONS as Record<ActivationName, ActivationFormulas>,
    ...LEARNED,
    ...Object.fromEntries([...registered.keys()].map((name) => [name, {}])),
  };
  const { name, values, text: canonical } = parseParameterizedName(
    "activation",
    text,
    table,
    UnknownActivationError,
  );
  const found = registered.get(name);
  if (found !== undefined) return found;
  return name === "prelu"
    ? learnedSlope(values, canonical)
    : builtIn(name as ActivationName, values, canonical);
}

/** What training changes of the activation of a text; nothing, of one that is not known here. */
export function learnedParameters(text: string): Readonly<Record<string, number>> {
  return Object.hasOwn(LEARNED, text.split(":")[0]!) ? findActivation(text).learned ?? {} : {};
}

function learnedSlope(initial: Record<string, number>, text: string): Activation {
  return {
    name: text,
    title: titleOf("PReLU", text),
    apply: (x, learned) => prelu(x, learned?.slope ?? initial.slope!),
    learned: initial,
    fused: fusedActivation("leakyrelu", initial),
    piecewiseLinear: true,
  };
}

/** An activation's title, with those of its parameters that are not the default. */
function titleOf(title: string, text: string): string {
  const [, parameters] = text.split(":");
  if (parameters === undefined) return title;
  return `${title} (${parameters.replaceAll(",", ", ").replaceAll("=", " = ")})`;
}

/** What is no name, with or without parameters. */
const FORMULA = /[()+*/\s]|^[\d.-]|\bx\b/;

/** The activation of a formula. Throws `UsageError` for what is none. */
export function formulaActivation(text: string): Activation {
  const { text: name, value, derivative, notes } = parseFormula(text);
  const known = byFormula.get(name);
  if (known !== undefined) return known;
  for (const note of notes) console.warn(note);
  const fused = { name, value, derivative };
  const activation = { name, title: name, apply: (x: Tensor) => activate(fused, x), fused };
  byFormula.set(name, activation);
  return activation;
}

function builtIn(name: ActivationName, values: Record<string, number>, text: string): Activation {
  const { title, piecewiseLinear = false }: ActivationFormulas = ACTIVATIONS[name];
  const fused = fusedActivation(name, values);
  return {
    name: text,
    title: titleOf(title, text),
    apply: (x) => activate(fused, x),
    fused,
    piecewiseLinear,
  };
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
  return [...new Set([...BUILT_IN_ACTIVATIONS, ...registered.keys()])];
}
