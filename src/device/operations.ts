/**
 * Everything a device can be asked to compute, as plain data.
 *
 * Numbers are float32 unless said otherwise; labels, indices and orders are uint32. Matrices are
 * row-major and contiguous. Outputs are written over their whole extent and never alias an input.
 */
import type { ActivationName, FusedActivation } from "../../kernels/activations.ts";
import type { OptimizerName } from "../../kernels/optimizers.ts";
import type { UnaryFunction } from "../../kernels/unary.ts";
import type { DeviceBuffer } from "./memory.ts";

/** y = f(a, b), element by element; comparisons give 1 or 0. */
export type BinaryFunction =
  | "add"
  | "subtract"
  | "multiply"
  | "divide"
  | "maximum"
  | "minimum"
  | "equal"
  | "less"
  | "lessEqual";

/** An activation: a built-in one with its default parameters, by its name, or any. */
export type ActivationOperand = ActivationName | FusedActivation;

/** How a row of numbers becomes one; `argmax` gives the first position of the maximum, as uint32. */
export type Reduction = "sum" | "max" | "min" | "argmax";

/** A buffer read with a step per output dimension; a step of 0 repeats, which is broadcasting. */
export interface StridedView {
  /** What is read. */
  readonly buffer: DeviceBuffer;
  /** First element. */
  readonly offset: number;
  /** Elements from one index to the next, a number per dimension of the operation's `shape`. */
  readonly strides: readonly number[];
}

/** A number, the same for every element, or a buffer. */
export type Operand = StridedView | number;

/** What a device is asked to compute; arrays are given by their buffers and sizes. */
export type Operation =
  | { op: "fill"; out: DeviceBuffer; count: number; value: number }
  /** out = f(x), element by element. */
  | {
    op: "unary";
    function: UnaryFunction | FusedActivation;
    x: DeviceBuffer;
    out: DeviceBuffer;
    count: number;
  }
  /** `out` is contiguous in `shape`. */
  | {
    op: "binary";
    function: BinaryFunction;
    a: Operand;
    b: Operand;
    out: DeviceBuffer;
    shape: readonly number[];
  }
  /** condition ≠ 0 ? a : b. */
  | {
    op: "select";
    condition: StridedView;
    a: Operand;
    b: Operand;
    out: DeviceBuffer;
    shape: readonly number[];
  }
  /** Moves 32-bit words: transposes, slices, joins, repeats. Elements of `to` not named stay. */
  | { op: "copy"; from: StridedView; to: StridedView; shape: readonly number[] }
  /** From (outer, length, inner) to (outer, inner). */
  | {
    op: "reduce";
    function: Reduction;
    x: DeviceBuffer;
    out: DeviceBuffer;
    outer: number;
    length: number;
    inner: number;
  }
  /** out (m, n) = a · b; a is (m, k), or (k, m) if transposed; b is (k, n), or (n, k). */
  | {
    op: "matmul";
    a: DeviceBuffer;
    b: DeviceBuffer;
    out: DeviceBuffer;
    m: number;
    k: number;
    n: number;
    transposeA: boolean;
    transposeB: boolean;
  }
  /**
   * preActivation (m, n) = x (m, k) · weights (k, n) + bias (n), out = activation(preActivation). A
   * `slope`, of leakyrelu alone, is one number that takes the place of the activation's own.
   */
  | {
    op: "dense";
    x: DeviceBuffer;
    weights: DeviceBuffer;
    bias: DeviceBuffer;
    activation: ActivationOperand;
    slope?: DeviceBuffer;
    preActivation: DeviceBuffer;
    out: DeviceBuffer;
    m: number;
    k: number;
    n: number;
  }
  /**
   * How a dense layer's output gradient (rows, columns) passes its activation, and what of it is the
   * bias's: out = gradient · activation′(preActivation), biasGradient (columns) = its sum over rows.
   * `slope` is as in `dense`.
   */
  | {
    op: "denseBackward";
    gradient: DeviceBuffer;
    preActivation: DeviceBuffer;
    activation: ActivationOperand;
    slope?: DeviceBuffer;
    out: DeviceBuffer;
    biasGradient: DeviceBuffer;
    rows: number;
    columns: number;
  }
  /**
   * Images order[first …] from `pixels` (bytes p, four to a word) as (count, size) numbers
   * (p / 255 - mean) / deviation, rounded at each operation, and their labels; by a deviation that is no
   * power of two, WebGPU's quotients may be some units beside. There are as many images as `labels` has
   * labels; one that is beyond them has NaN for pixels, and for a label 2^32 - 1, which makes a loss NaN.
   */
  | {
    op: "gatherBatch";
    pixels: DeviceBuffer;
    labels: DeviceBuffer;
    order: DeviceBuffer;
    mean: number;
    deviation: number;
    first: number;
    count: number;
    size: number;
    images: DeviceBuffer;
    batchLabels: DeviceBuffer;
  }
  /**
   * Mean of -log softmax(logits)[label] over rows, and how many rows have their maximum at the label,
   * the first one of equal ones. A row's loss is finite where its logits are, ∞ where its label's is
   * -∞, and NaN where one is NaN (such a row is no hit) or the label is no class. The rows' losses are
   * added up in float32, where they may overflow, before the sum is divided.
   */
  | {
    op: "crossEntropy";
    logits: DeviceBuffer;
    labels: DeviceBuffer;
    loss: DeviceBuffer;
    correct: DeviceBuffer;
    rows: number;
    classes: number;
  }
  /** out (rows, classes) = lossGradient · (softmax(logits) - one_hot(labels)) / rows. */
  | {
    op: "crossEntropyBackward";
    logits: DeviceBuffer;
    labels: DeviceBuffer;
    lossGradient: DeviceBuffer;
    out: DeviceBuffer;
    rows: number;
    classes: number;
  }
  /**
   * counts[i] (uint32) = how many of x are at or above lowerEdges[i] (increasing) and below the next,
   * if there is one. None of x is below the first, which may be -∞; NaN is counted in no bin.
   */
  | {
    op: "histogram";
    x: DeviceBuffer;
    lowerEdges: DeviceBuffer;
    counts: DeviceBuffer;
    count: number;
    bins: number;
  }
  /**
   * Linear binning: each of x, all of them from `low` to `high`, gives `unit` in whole parts to the
   * two of the equally spaced nodes from `low` to `high` that it lies between, by nearness;
   * weights (uint32) = what each of the `nodes` got. count · unit must be below 2^32, nodes at least 2.
   */
  | {
    op: "linearBinning";
    x: DeviceBuffer;
    weights: DeviceBuffer;
    count: number;
    nodes: number;
    unit: number;
    low: number;
    high: number;
  }
  /** One step of an optimiser, in place: see `OPTIMIZERS` for the rules. */
  | {
    op: "optimizerStep";
    rule: OptimizerName;
    /** Of this step, by the rule's names for them: see `constantsOf`. */
    constants: Readonly<Record<string, number>>;
    parameters: readonly SteppedParameter[];
  };

/** The operation of a name. */
export type OperationOf<Name extends Operation["op"]> = Extract<Operation, { op: Name }>;

/** One array of weights and what its step needs, all of `count` elements. */
export interface SteppedParameter {
  /** The weights, written in place. */
  readonly weights: DeviceBuffer;
  /** Their gradient. */
  readonly gradient: DeviceBuffer;
  /** What the rule keeps, in the order of its slots, written in place. */
  readonly slots: readonly DeviceBuffer[];
  /** Elements of each of them. */
  readonly count: number;
}
