/** From an operation to the kernels that compute it. */
import { ACTIVATIONS, asFused, type FusedActivation } from "../../../kernels/activations.ts";
import { constantsOf, OPTIMIZERS } from "../../../kernels/optimizers.ts";
import type { DeviceBuffer } from "../memory.ts";
import type {
  ActivationOperand,
  Operand,
  Operation,
  OperationOf,
  StridedView,
} from "../operations.ts";
import type { CpuBuffer } from "./cpu_buffer.ts";
import { layoutWords } from "./strided.ts";
import type { Kernels } from "./thread_pool.ts";

/** What running an operation takes. */
export interface KernelContext {
  readonly kernels: Kernels;
  /** How many slices a BLAS library's product is cut into; none: our own kernel multiplies. */
  readonly blasSlices: number | undefined;
  /** The places of a formula's value and derivative among the functions that kernels call. */
  functions(formula: FusedActivation): readonly number[];
  /** The float32 number at an address. */
  number(address: number): number;
  /** Memory until the operation is done; returns its address. */
  scratch(bytes: number): number;
  /** Words in memory until the operation is done; returns their address. */
  write(words: Uint32Array): number;
}

/** A kernel that takes more arguments the more there are of something. */
type Kernel = (...args: number[]) => void;
type Product = Pick<
  OperationOf<"matmul">,
  "a" | "b" | "out" | "m" | "k" | "n" | "transposeA" | "transposeB"
>;

/** Computes an operation; when this returns, it is done. */
export function runOperation(operation: Operation, context: KernelContext): void {
  const { kernels } = context;
  switch (operation.op) {
    case "fill": {
      const { out, count, value } = operation;
      return kernels.fill(addressOf(out), count, value);
    }
    case "unary": {
      const { function: applied, x, out, count } = operation;
      const { name, parameters } = isActivation(applied)
        ? kernelOf(applied, context)
        : { name: applied, parameters: [] };
      const run: Kernel = kernels[`unary_${name}`];
      return run(addressOf(x), addressOf(out), count, ...parameters);
    }
    case "binary":
      return runBinary(operation, context);
    case "select":
      return runSelect(operation, context);
    case "copy": {
      const { from, to, shape } = operation;
      const layout = context.write(
        Uint32Array.from(layoutWords(shape, [from.strides, to.strides])),
      );
      return kernels.copy(viewAddress(from), viewAddress(to), layout);
    }
    case "reduce": {
      const { function: name, x, out, outer, length, inner } = operation;
      const partial = context.scratch(kernels.partialBytes(outer, length));
      return kernels[`reduce_${name}`](addressOf(x), addressOf(out), outer, length, inner, partial);
    }
    case "matmul":
      return multiply(operation, context);
    case "dense": {
      const { x, weights, bias, activation, slope, preActivation, out, m, k, n } = operation;
      const product = { a: x, b: weights, m, k, n, transposeA: false, transposeB: false };
      multiply({ ...product, out: preActivation }, context);
      const { name, parameters } = kernelOf(activation, context, slope);
      const run: Kernel = kernels[`activate_${name}`];
      return run(
        addressOf(bias),
        addressOf(preActivation),
        addressOf(out),
        m,
        n,
        ...parameters,
      );
    }
    case "denseBackward": {
      const { gradient, preActivation, activation, slope } = operation;
      const { out, biasGradient, rows, columns } = operation;
      const { name, parameters } = kernelOf(activation, context, slope);
      const run: Kernel = kernels[`denseBackward_${name}`];
      return run(
        addressOf(gradient),
        addressOf(preActivation),
        addressOf(out),
        addressOf(biasGradient),
        rows,
        columns,
        ...parameters,
      );
    }
    case "gatherBatch": {
      const { pixels, labels, order, first: viewAddress, count, size, mean, deviation } = operation;
      const wanted = addressOf(order) + viewAddress * 4;
      return kernels.gatherBatch(
        addressOf(pixels),
        addressOf(labels),
        wanted,
        count,
        size,
        labels.bytes / 4,
        mean,
        deviation,
        addressOf(operation.images),
        addressOf(operation.batchLabels),
      );
    }
    case "crossEntropy": {
      const { logits, labels, loss, correct, rows, classes } = operation;
      const partial = context.scratch(kernels.lossBytes(rows));
      return kernels.crossEntropy(
        addressOf(logits),
        addressOf(labels),
        addressOf(loss),
        addressOf(correct),
        rows,
        classes,
        partial,
      );
    }
    case "crossEntropyBackward": {
      const { logits, labels, lossGradient, out, rows, classes } = operation;
      return kernels.crossEntropyBackward(
        addressOf(logits),
        addressOf(labels),
        addressOf(lossGradient),
        addressOf(out),
        rows,
        classes,
      );
    }
    case "histogram": {
      const { x, lowerEdges, counts, count, bins } = operation;
      const partialCounts = context.scratch(kernels.partialCountBytes(bins));
      return kernels.histogram(
        addressOf(x),
        addressOf(lowerEdges),
        addressOf(counts),
        count,
        bins,
        partialCounts,
      );
    }
    case "linearBinning": {
      const { x, weights, count, nodes, unit, low, high } = operation;
      const partialCounts = context.scratch(kernels.partialCountBytes(nodes));
      return kernels.linearBinning(
        addressOf(x),
        addressOf(weights),
        count,
        nodes,
        unit,
        low,
        high,
        partialCounts,
      );
    }
    case "optimizerStep": {
      const { rule, constants, parameters } = operation;
      const numbers = Object.keys(constantsOf(OPTIMIZERS[rule])).map((name) => constants[name]!);
      const step: Kernel = kernels[`optimizer_${rule}`];
      for (const { weights, gradient, slots, count } of parameters) {
        step(addressOf(weights), addressOf(gradient), ...slots.map(addressOf), count, ...numbers);
      }
    }
  }
}

function isActivation(applied: OperationOf<"unary">["function"]): applied is ActivationOperand {
  return typeof applied === "object" || Object.hasOwn(ACTIVATIONS, applied);
}

/** What an activation's kernels are called, and what they are given besides the data. */
function kernelOf(activation: ActivationOperand, context: KernelContext, slope?: DeviceBuffer) {
  if (slope) return { name: "leakyrelu" as const, parameters: [context.number(addressOf(slope))] };
  const fused = asFused(activation);
  return fused.builtIn ?? { name: "formula" as const, parameters: context.functions(fused) };
}

function multiply(product: Product, { kernels, blasSlices, scratch }: KernelContext): void {
  const { a, b, out, m, k, n, transposeA, transposeB } = product;
  const wide = scratch(kernels.wideBytes(m, k, n));
  if (blasSlices === undefined) {
    const panels = scratch(kernels.panelBytes(m, k, n));
    kernels.matmul(
      addressOf(a),
      addressOf(b),
      addressOf(out),
      m,
      k,
      n,
      transposeA,
      transposeB,
      panels,
      wide,
    );
  } else {
    kernels.blasMatmul(
      addressOf(a),
      addressOf(b),
      addressOf(out),
      m,
      k,
      n,
      transposeA,
      transposeB,
      blasSlices,
      wide,
    );
  }
}

function runBinary(
  { function: name, a, b, out, shape }: OperationOf<"binary">,
  context: KernelContext,
): void {
  const layout = writeLayout(shape, [a, b], context);
  const [aAt, bAt] = layout.operands as [number, number];
  context.kernels[`binary_${name}`](aAt, bAt, addressOf(out), layout.address);
}

function runSelect(
  { condition, a, b, out, shape }: OperationOf<"select">,
  context: KernelContext,
): void {
  const layout = writeLayout(shape, [condition, a, b], context);
  const [conditionAt, aAt, bAt] = layout.operands as [number, number, number];
  context.kernels.select(conditionAt, aAt, bAt, addressOf(out), layout.address);
}

/** Writes a shape and the strides of operands, and where those begin; a number is an array of one. */
function writeLayout(
  shape: readonly number[],
  operands: readonly Operand[],
  context: KernelContext,
): { address: number; operands: number[] } {
  const strides = operands.map((operand) =>
    typeof operand === "number" ? shape.map(() => 0) : operand.strides
  );
  const words = layoutWords(shape, strides);
  const numbers = Float32Array.from(
    operands,
    (operand) => typeof operand === "number" ? operand : 0,
  );
  const address = context.write(Uint32Array.of(...words, ...new Uint32Array(numbers.buffer)));
  const numbersAt = address + words.length * 4;
  return {
    address,
    operands: operands.map((operand, i) =>
      typeof operand === "number" ? numbersAt + i * 4 : viewAddress(operand)
    ),
  };
}

/** Where a buffer begins. */
function addressOf(buffer: DeviceBuffer): number {
  return (buffer as CpuBuffer).address;
}

/** Where a view begins. */
function viewAddress({ buffer, offset }: StridedView): number {
  return addressOf(buffer) + offset * 4;
}
