/** How parameters begin: the initializers by name. */
import { normal, truncatedNormal } from "../random/normal.ts";
import { type Key, uniform } from "../random/threefry.ts";
import { type Shape, sizeOf } from "../tensor/shape.ts";
import { findGain, GAINS } from "./gains.ts";
import { orthogonal } from "./orthogonal.ts";
import { type NameEntry, parseParameterizedName } from "./parameterized_name.ts";

/** A parameter's first values, row-major: the same for the same key. */
export type Initializer = (key: Key, shape: Shape) => Float32Array<ArrayBuffer>;

/** How many numbers each output of a layer is made of, and of how many outputs each input is part. */
export interface Fans {
  /** Inputs of each output. */
  readonly fanIn: number;
  /** Outputs of each input. */
  readonly fanOut: number;
}

/** The variances of a layer's parameters, whose mean is 0, before the first step. */
export interface ParameterVariances {
  /** Of the kernel's numbers. */
  readonly kernel: number;
  /** Of the biases. */
  readonly bias: number;
}

/** What makes the initializers of a layer: those of its kernel and of its bias. */
export interface LayerInitializers {
  /** Of the kernel, for a layer's fans. */
  readonly kernelInitializer: (fans: Fans) => Initializer;
  /** Of the bias, for a layer's fans. */
  readonly biasInitializer: (fans: Fans) => Initializer;
}

/** An initializer of a kernel whose numbers have this variance, and the mean 0. */
type Distribution = (variance: number) => Initializer;

/** Values of an entry's parameters, `gain` replaced by the number that it stands for. */
type Values = Readonly<Record<string, number>>;

/** What makes the initializers of a layer, out of the values of a name's parameters. */
interface Entry extends NameEntry {
  readonly kernel: (values: Values) => (fans: Fans) => Initializer;
  /** Absent: biases are 0. */
  readonly bias?: (values: Values) => (fans: Fans) => Initializer;
  readonly variances: (values: Values) => (fans: Fans) => ParameterVariances;
}

/** The name of an initializer, without its parameters. */
export type InitializerName =
  | "tutorial"
  | "zeros"
  | `${"he" | "xavier" | "lecun"}_${"normal" | "uniform"}`
  | "orthogonal"
  | "scaled";

const GAIN = { gain: { default: "1", choices: ["1", ...Object.keys(GAINS)] } };

/** The initializers by name. Gains multiply what an initializer of a family gives. */
const INITIALIZERS: Readonly<Record<InitializerName, Entry>> = {
  /** Uniform in ±1/√fan_in, kernels and biases alike: torch's default for layers, and the tutorial's. */
  tutorial: {
    kernel: () => fanInUniform,
    bias: () => fanInUniform,
    variances: () => ({ fanIn }) => ({ kernel: 1 / (3 * fanIn), bias: 1 / (3 * fanIn) }),
  },

  /** Nothing but zeros. */
  zeros: { kernel: () => () => zeros, variances: () => () => ({ kernel: 0, bias: 0 }) },

  /** Variance 2 / fan_in, for ReLU (He, Zhang, Ren and Sun, 2015); normal ones as JAX truncates them. */
  he_normal: family(2, ({ fanIn }) => fanIn, truncatedNormalOf),
  he_uniform: family(2, ({ fanIn }) => fanIn, uniformOf),

  /** Variance 2 / (fan_in + fan_out) (Glorot and Bengio, 2010). */
  xavier_normal: family(1, ({ fanIn, fanOut }) => (fanIn + fanOut) / 2, truncatedNormalOf),
  xavier_uniform: family(1, ({ fanIn, fanOut }) => (fanIn + fanOut) / 2, uniformOf),

  /** Variance 1 / fan_in (LeCun, Bottou, Orr and Müller, 1998). */
  lecun_normal: family(1, ({ fanIn }) => fanIn, truncatedNormalOf),
  lecun_uniform: family(1, ({ fanIn }) => fanIn, uniformOf),

  /** Orthonormal columns, or rows where there are fewer of those, times the gain. */
  orthogonal: {
    parameters: GAIN,
    kernel: ({ gain }) => () => (key, shape) =>
      Float32Array.from(orthogonal(key, shape as [number, number]), (value) => gain! * value),
    variances: ({ gain }) => ({ fanIn, fanOut }) => ({
      kernel: gain! ** 2 / Math.max(fanIn, fanOut),
      bias: 0,
    }),
  },

  /**
   * Normal, kernels of variance sigma_w² / fan_in and biases of variance sigma_b²: the two axes of
   * order and chaos (Schoenholz, Gilmer, Ganguli and Sohl-Dickstein, 2017).
   */
  scaled: {
    parameters: {
      sigma_w: {
        rule: "a number above 0, also when rounded to float32",
        allows: (value: number) => Number.isFinite(Math.fround(value)) && Math.fround(value) > 0,
      },
      sigma_b: {
        default: 0,
        rule: "a number from 0 on that float32 has",
        allows: (value: number) => Number.isFinite(Math.fround(value)) && value >= 0,
      },
    },
    kernel: ({ sigma_w }) => ({ fanIn }) => normalOf(sigma_w! / Math.sqrt(fanIn)),
    bias: ({ sigma_b }) => () => sigma_b === 0 ? zeros : normalOf(sigma_b!),
    variances: ({ sigma_w, sigma_b }) => ({ fanIn }) => ({
      kernel: sigma_w! ** 2 / fanIn,
      bias: sigma_b! ** 2,
    }),
  },
};

/**
 * The names of the initializers, the tutorial's first.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { initializerNames } from "@activation-lab/activation-lab";
 *
 * assert.equal(initializerNames()[0], "tutorial");
 * assert.ok(initializerNames().includes("he_normal"));
 * ```
 */
export function initializerNames(): InitializerName[] {
  return Object.keys(INITIALIZERS) as InitializerName[];
}

/** A layer's initializers, and their canonical text. */
export interface NamedInitializers extends LayerInitializers {
  /** Name and parameters. */
  readonly text: string;
  /** How much what they draw varies, for a layer's fans. */
  readonly variances: (fans: Fans) => ParameterVariances;
}

/**
 * The initializers of a text, such as `he_normal`, `lecun_normal:gain=preserving` or
 * `scaled:sigma_w=1.33,sigma_b=0.22`:
 *
 * - `tutorial`: kernels and biases uniform in ±1/√fan_in. All others but `scaled` begin biases at 0.
 * - `zeros`: nothing but zeros.
 * - `he_normal`, `he_uniform`: variance 2 / fan_in.
 * - `xavier_normal`, `xavier_uniform`: variance 2 / (fan_in + fan_out).
 * - `lecun_normal`, `lecun_uniform`: variance 1 / fan_in. Normal ones are truncated at two standard
 *   deviations, as JAX's.
 * - `orthogonal`: orthonormal columns, or rows where there are fewer of those.
 * - `scaled`: normal, kernels of variance sigma_w² / fan_in and biases of variance sigma_b² (0).
 *
 * A family's and `orthogonal`'s `gain` (1) multiplies what they give: `torch` and `preserving` are the
 * gains of the activation of this name, see `findGain`.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { prngKey } from "../random/threefry.ts";
 *
 * const { kernelInitializer } = findInitializers("orthogonal:gain=torch", "tanh");
 * const [a, b, c, d] = kernelInitializer({ fanIn: 2, fanOut: 2 })(prngKey(42), [2, 2]);
 * assert.ok(Math.abs(a! * b! + c! * d!) < 1e-6);
 * assert.ok(Math.abs(Math.hypot(a!, c!) - 5 / 3) < 1e-6);
 * ```
 *
 * Throws `UsageError` for a name or parameters that there are not, saying what there is, and for a
 * gain that is not known for the activation.
 */
export function findInitializers(text: string, activation = "identity"): NamedInitializers {
  const parsed = parseParameterizedName("initializer", text, INITIALIZERS);
  const { gain } = parsed.values;
  const values = {
    ...parsed.values,
    gain: gain === "torch" || gain === "preserving" ? findGain(gain, activation) : 1,
  } as Values;
  const { kernel, bias = () => () => zeros, variances } = INITIALIZERS[parsed.name];
  return {
    text: parsed.text,
    kernelInitializer: kernel(values),
    biasInitializer: bias(values),
    variances: variances(values),
  };
}

/** Kernels of the variance gain² · scale / fan, as `jax.nn.initializers.variance_scaling` draws them. */
function family(
  scale: number,
  fan: (fans: Fans) => number,
  distribution: Distribution,
): Entry {
  const variance = (gain: number, fans: Fans) => gain ** 2 * scale / fan(fans);
  return {
    parameters: GAIN,
    kernel: ({ gain }) => (fans) => distribution(Math.fround(variance(gain!, fans))),
    variances: ({ gain }) => (fans) => ({ kernel: variance(gain!, fans), bias: 0 }),
  };
}

function zeros(_key: Key, shape: Shape): Float32Array<ArrayBuffer> {
  return new Float32Array(sizeOf(shape));
}

function fanInUniform({ fanIn }: Fans): Initializer {
  const bound = 1 / Math.sqrt(fanIn);
  return (key, shape) => uniform(key, sizeOf(shape), -bound, bound);
}

function uniformOf(variance: number): Initializer {
  const bound = Math.fround(Math.sqrt(Math.fround(3 * variance)));
  return (key, shape) => uniform(key, sizeOf(shape), -1, 1).map((value) => value * bound);
}

/** The standard deviation of what truncation at two standard deviations leaves. */
const TRUNCATED_DEVIATION = Math.fround(0.87962566103423978);

function truncatedNormalOf(variance: number): Initializer {
  const factor = Math.fround(Math.fround(Math.sqrt(variance)) / TRUNCATED_DEVIATION);
  return (key, shape) => truncatedNormal(key, sizeOf(shape)).map((value) => value * factor);
}

function normalOf(standardDeviation: number): Initializer {
  const factor = Math.fround(standardDeviation);
  return (key, shape) => normal(key, sizeOf(shape)).map((value) => value * factor);
}
