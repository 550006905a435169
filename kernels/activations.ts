/**
 * The activations that every device has kernels for. Each is written here, and only here: the kernels,
 * the tensor operations with their derivatives, and the tests' references are made from it.
 *
 * Values and derivatives are finite wherever x is. At a kink the derivative is PyTorch's: at 0 the one
 * from below, which is why -|x| is a choice at 0 (derivatives of any order then follow the formula for
 * x ≤ 0), and at the ends of hardtanh and its like the one outside. NaN stays NaN in values; in
 * derivatives that are chosen by where x lies it gives one of the choices.
 */
import type { Arithmetic, Formula } from "./arithmetic.ts";

/** A number that an activation is set to. */
export interface ActivationParameter {
  readonly default: number;
  /** What is allowed, human-readable. */
  readonly rule: string;
  readonly allows: (value: number) => boolean;
}

/** An activation's function and its derivative; parameters are numbers, or what the arithmetic has for them. */
export interface ActivationFormulas<Parameter extends string = string> {
  /** As figures spell it. */
  readonly title: string;
  readonly parameters?: Readonly<Record<Parameter, ActivationParameter>>;
  value<T>(x: T, f: Arithmetic<T>, parameters: Readonly<Record<Parameter, T | number>>): T | number;
  derivative<T>(
    x: T,
    f: Arithmetic<T>,
    parameters: Readonly<Record<Parameter, T | number>>,
  ): T | number;
  /** Whether it is straight on each side of 0. */
  readonly piecewiseLinear?: boolean;
}

/** The slope of leakyrelu below 0, the tutorial's. */
export const LEAKY_SLOPE = 0.1;

/** With these, SELU keeps mean 0 and variance 1 from layer to layer. */
const SELU_SCALE = 1.0507009873554805, SELU_ALPHA = 1.6732632423543772;

/** How dense standard normal numbers lie at 0. */
export const NORMAL_PEAK = 1 / Math.sqrt(2 * Math.PI);

/** Has the compiler find an activation's parameters. */
function parameterized<const Parameter extends string>(
  formulas: ActivationFormulas<Parameter>,
): ActivationFormulas<Parameter> {
  return formulas;
}

/** A scale of what is below 0. */
const ALPHA = {
  default: 1,
  rule: "a number from 0.01 to 100",
  allows: (alpha: number) => alpha >= 0.01 && alpha <= 100,
};

/** The activations' names, as commands and checkpoints spell them. */
export type ActivationName =
  | "sigmoid"
  | "tanh"
  | "relu"
  | "leakyrelu"
  | "elu"
  | "swish"
  | "softplus"
  | "logsigmoid"
  | "gelu"
  | "gelu_tanh"
  | "mish"
  | "selu"
  | "celu"
  | "softsign"
  | "hardtanh"
  | "relu6"
  | "hardsigmoid"
  | "hardswish"
  | "identity";

/** The activations by name. */
export const ACTIVATIONS: Readonly<Record<ActivationName, ActivationFormulas>> = {
  sigmoid: {
    title: "Sigmoid",
    value: (x, f) => f.sigmoid(x),
    derivative: sigmoidDerivative,
  },

  tanh: {
    title: "Tanh",
    value: (x, f) => f.tanh(x),
    // tanh(x) = 2 sigmoid(2x) - 1
    derivative: (x, f) => f.multiply(4, sigmoidDerivative(f.add(x, x), f)),
  },

  relu: {
    title: "ReLU",
    value: (x, f) => f.ifAtMostZero(x, 0, x),
    derivative: (x, f) => f.ifAtMostZero(x, 0, 1),
    piecewiseLinear: true,
  },

  leakyrelu: parameterized({
    title: "LeakyReLU",
    parameters: {
      slope: {
        default: LEAKY_SLOPE,
        rule: "a number from -1 to 1",
        allows: (slope) => Math.abs(slope) <= 1,
      },
    },
    value: (x, f, { slope }) => f.ifAtMostZero(x, f.multiply(slope, x), x),
    derivative: (x, f, { slope }) => f.ifAtMostZero(x, slope, 1),
    piecewiseLinear: true,
  }),

  // Clevert, Unterthiner and Hochreiter, 2015
  elu: parameterized({
    title: "ELU",
    parameters: { alpha: ALPHA },
    value: (x, f, { alpha }) =>
      f.ifAtMostZero(x, f.multiply(alpha, f.expm1(f.ifAtMostZero(x, x, 0))), x),
    derivative: (x, f, { alpha }) =>
      f.ifAtMostZero(x, f.multiply(alpha, f.exp(f.ifAtMostZero(x, x, 0))), 1),
  }),

  // Ramachandran, Zoph and Le, 2017
  swish: {
    title: "Swish",
    // Where a sigmoid would underflow, that of x + 32, a multiple of it there, is multiplied back.
    value: (x, f) => {
      const low = f.add(x, 80);
      const product = f.multiply(x, f.sigmoid(f.add(x, f.ifAtMostZero(low, 32, 0))));
      return f.multiply(product, f.ifAtMostZero(low, Math.exp(-32), 1));
    },
    // sigmoid(x) · (1 + x · sigmoid(-x)), with one exponential for both
    derivative: (x, f) => {
      const { here, opposite } = sigmoids(x, f);
      return f.multiply(here, f.multiplyAdd(x, opposite, 1));
    },
  },

  // log(1 + exp(x)); Dugas, Bengio, Bélisle, Nadeau and Garcia, 2001
  softplus: {
    title: "Softplus",
    value: (x, f) => f.softplus(x),
    derivative: (x, f) => f.sigmoid(x),
  },

  // log(sigmoid(x)) = -softplus(-x)
  logsigmoid: {
    title: "LogSigmoid",
    value: (x, f) => f.negate(f.softplus(f.negate(x))),
    derivative: (x, f) => f.sigmoid(f.negate(x)),
  },

  // x times the normal distribution's probability of less than x; Hendrycks and Gimpel, 2016
  gelu: {
    title: "GELU",
    value: (x, f) => {
      const tail = f.normalTail(negativeAbs(x, f), gaussian(x, f));
      return f.multiply(x, f.ifAtMostZero(x, tail, f.subtract(1, tail)));
    },
    // the probability and x times the density, at x ≤ 0; those at x and at -x add up to 1
    derivative: (x, f) => {
      const below = negativeAbs(x, f);
      const bell = gaussian(x, f);
      const tail = f.normalTail(below, bell);
      const slope = f.multiplyAdd(f.multiply(NORMAL_PEAK, below), bell, tail);
      return f.ifAtMostZero(x, slope, f.subtract(1, slope));
    },
  },

  // x · (1 + tanh(u)) / 2 = x · sigmoid(2u), with u = √(2/π) (x + 0.044715 x³): the same paper's estimate
  gelu_tanh: {
    title: "GELU (tanh)",
    value: (x, f) => {
      const e = f.exp(geluArgument(nearBelow(x, f), f).value);
      return f.multiply(x, f.divide(f.ifAtMostZero(x, e, 1), f.add(1, e)));
    },
    // sigmoid(2u) · (1 + x · sigmoid(-2u) · 2u′) at x ≤ 0; those at x and at -x add up to 1
    derivative: (x, f) => {
      const below = nearBelow(x, f);
      const { value, derivative } = geluArgument(below, f);
      const e = f.exp(value);
      const share = f.divide(e, f.add(1, e));
      const bend = f.multiply(f.multiply(below, derivative), f.subtract(1, share));
      const slope = f.multiplyAdd(share, bend, share);
      return f.ifAtMostZero(x, slope, f.subtract(1, slope));
    },
  },

  // x · tanh(softplus(x)) as a quotient of polynomials in exp(-|x|); Misra, 2019
  mish: {
    title: "Mish",
    value: (x, f) => {
      const { numerator, rest } = mishQuotient(x, f);
      return f.multiply(x, f.divide(numerator, f.add(numerator, rest)));
    },
    derivative: (x, f) => {
      const { numerator, rest, e } = mishQuotient(x, f);
      const denominator = f.add(numerator, rest);
      const slope = f.multiply(f.multiplyAdd(e, e, e), f.ifAtMostZero(x, 4, f.multiply(4, e)));
      const sum = f.multiplyAdd(f.divide(slope, denominator), x, numerator);
      return f.divide(sum, denominator);
    },
  },

  // Klambauer, Unterthiner, Mayr and Hochreiter, 2017
  selu: {
    title: "SELU",
    value: (x, f) => {
      const below = f.multiply(SELU_SCALE * SELU_ALPHA, f.expm1(f.ifAtMostZero(x, x, 0)));
      return f.ifAtMostZero(x, below, f.multiply(SELU_SCALE, x));
    },
    derivative: (x, f) => {
      const below = f.multiply(SELU_SCALE * SELU_ALPHA, f.exp(f.ifAtMostZero(x, x, 0)));
      return f.ifAtMostZero(x, below, SELU_SCALE);
    },
  },

  // ELU with a slope of 1 at 0 for any alpha; Barron, 2017
  celu: parameterized({
    title: "CELU",
    parameters: { alpha: ALPHA },
    value: (x, f, { alpha }) => {
      const below = f.multiply(alpha, f.expm1(f.divide(f.ifAtMostZero(x, x, 0), alpha)));
      return f.ifAtMostZero(x, below, x);
    },
    derivative: (x, f, { alpha }) => f.exp(f.divide(f.ifAtMostZero(x, x, 0), alpha)),
  }),

  // Turian, Bergstra and Bengio, 2009
  softsign: {
    title: "Softsign",
    value: (x, f) => f.divide(x, f.subtract(1, negativeAbs(x, f))),
    derivative: (x, f) => {
      const root = f.divide(1, f.subtract(1, negativeAbs(x, f)));
      return f.multiply(root, root);
    },
  },

  hardtanh: {
    title: "Hardtanh",
    value: (x, f) => between(x, 1, -1, x, 1, f),
    derivative: (x, f) => between(x, 1, 0, 1, 0, f),
  },

  // Krizhevsky, 2010
  relu6: {
    title: "ReLU6",
    value: (x, f) => f.ifAtMostZero(x, 0, f.ifAtMostZero(f.subtract(6, x), 6, x)),
    derivative: (x, f) => f.ifAtMostZero(x, 0, f.ifAtMostZero(f.subtract(6, x), 0, 1)),
  },

  // Courbariaux, Bengio and David, 2015, with the slope of PyTorch's
  hardsigmoid: {
    title: "Hardsigmoid",
    value: hardSigmoid,
    derivative: (x, f) => between(x, 3, 0, 1 / 6, 0, f),
  },

  // Howard et al., 2019
  hardswish: {
    title: "Hardswish",
    value: (x, f) => f.multiply(x, hardSigmoid(x, f)),
    derivative: (x, f) => between(x, 3, 0, f.multiply(f.add(x, 1.5), 1 / 3), 1, f),
  },

  identity: {
    title: "Identity",
    value: (x) => x,
    derivative: () => 1,
    piecewiseLinear: true,
  },
};

/** An activation that kernels are made for, or made with. */
export interface FusedActivation {
  /** Text that no other has. */
  readonly name: string;
  /**
   * Its function, as kernels have it.
   *
   * @internal
   */
  readonly value: Formula;
  /**
   * The function's derivative.
   *
   * @internal
   */
  readonly derivative: Formula;
  /** The built-in one that it is, and its parameters, by which the CPU finds its kernels (else it makes them). */
  readonly builtIn?: { readonly name: ActivationName; readonly parameters: readonly number[] };
}

/** A built-in activation, with these of its parameters, the others by default. */
export function fusedActivation(
  name: ActivationName,
  given: Readonly<Record<string, number>> = {},
): FusedActivation {
  const { parameters = {}, value, derivative }: ActivationFormulas = ACTIVATIONS[name];
  const entries = Object.entries(parameters).map(([key, parameter]) =>
    [key, given[key] ?? parameter.default] as const
  );
  const values = Object.fromEntries(entries);
  return {
    name: [name, ...entries.map((entry) => entry.join("="))].join(" "),
    value: (x, f) => value(x, f, values),
    derivative: (x, f) => derivative(x, f, values),
    builtIn: { name, parameters: entries.map(([, number]) => number) },
  };
}

/** The activation of a name, or the one given. */
export function asFused(activation: ActivationName | FusedActivation): FusedActivation {
  return typeof activation === "string" ? fusedActivation(activation) : activation;
}

/** -|x|, of which an exponential cannot overflow. */
function negativeAbs<T>(x: T, f: Arithmetic<T>): T {
  return f.ifAtMostZero(x, x, f.negate(x));
}

/** s · (1 - s) for s = sigmoid(-|x|), the smaller of two factors, whose sum is 1. */
function sigmoidDerivative<T>(x: T, f: Arithmetic<T>): T {
  const smaller = f.sigmoid(negativeAbs(x, f));
  return f.multiplyAdd(f.negate(smaller), smaller, smaller);
}

/** sigmoid(x) and sigmoid(-x), whose sum is 1, of one exponential. */
function sigmoids<T>(x: T, f: Arithmetic<T>): { here: T; opposite: T } {
  const smaller = f.sigmoid(negativeAbs(x, f));
  const larger = f.subtract(1, smaller);
  return {
    here: f.ifAtMostZero(x, smaller, larger),
    opposite: f.ifAtMostZero(x, larger, smaller),
  };
}

/** `below` from -limit down, `above` from limit on, and `inside` between them, also for NaN. */
function between<T>(
  x: T,
  limit: number,
  below: number,
  inside: T | number,
  above: number,
  f: Arithmetic<T>,
): T {
  const high = f.ifAtMostZero(f.subtract(limit, x), above, inside);
  return f.ifAtMostZero(f.add(x, limit), below, high);
}

/** x / 6 + ½, within 0 and 1; the sum is exact where it is small. */
function hardSigmoid<T>(x: T, f: Arithmetic<T>): T {
  return between(x, 3, 0, f.multiply(f.add(x, 3), 1 / 6), 1, f);
}

/** -|x|, but -40 beyond it: where gelu_tanh's sigmoid is 0, and x³ does not overflow. */
function nearBelow<T>(x: T, f: Arithmetic<T>): T {
  const below = negativeAbs(x, f);
  return f.ifAtMostZero(f.add(below, 40), -40, below);
}

/** exp(-x²/2). */
function gaussian<T>(x: T, f: Arithmetic<T>): T {
  return f.exp(f.multiply(f.multiply(-0.5, x), x));
}

/** 2u of gelu_tanh, and its derivative. */
function geluArgument<T>(x: T, f: Arithmetic<T>): { value: T; derivative: T } {
  const slope = 2 * Math.sqrt(2 / Math.PI);
  const square = f.multiply(x, x);
  return {
    value: f.multiply(x, f.multiplyAdd(0.044715 * slope, square, slope)),
    derivative: f.multiplyAdd(3 * 0.044715 * slope, square, slope),
  };
}

/** tanh(softplus(x)) = numerator / (numerator + rest), of e = exp(-|x|). */
function mishQuotient<T>(x: T, f: Arithmetic<T>): { numerator: T; rest: T; e: T } {
  const e = f.exp(negativeAbs(x, f));
  const twice = f.add(e, e);
  return {
    numerator: f.ifAtMostZero(x, f.multiplyAdd(e, e, twice), f.add(twice, 1)),
    rest: f.ifAtMostZero(x, 2, f.multiply(twice, e)),
    e,
  };
}
