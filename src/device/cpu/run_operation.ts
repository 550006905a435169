/** From an operation to the kernels that compute it. */
import { OPTIMIZERS } from "../../../kernels/optimizers.ts";
import type { DeviceBuffer } from "../memory.ts";
import type { Operand, Operation, StridedView } from "../operations.ts";
import type { CpuBuffer } from "./cpu_buffer.ts";
import { layoutWords } from "./strided.ts";
import type { Kernels } from "./team.ts";

/** What running an operation takes. */
export interface Workshop {
  readonly kernels: Kernels;
  /** How many slices a BLAS library's product is cut into; none: our own kernel multiplies. */
  readonly blasSlices: number | undefined;
  /** Memory until the operation is done; returns its address. */
  scratch(bytes: number): number;
  /** Words in memory until the operation is done; returns their address. */
  write(words: Uint32Array): number;
}

type Only<Name> = Extract<Operation, { op: Name }>;
type Product = Pick<
  Only<"matmul">,
  "a" | "b" | "out" | "m" | "k" | "n" | "transposeA" | "transposeB"
>;

/** Computes an operation; when this returns, it is done. */
export function runOperation(operation: Operation, shop: Workshop): void {
  const { kernels } = shop;
  switch (operation.op) {
    case "fill": {
      const { out, count, value } = operation;
      return kernels.fill(at(out), count, value);
    }
    case "unary": {
      const { function: name, x, out, count } = operation;
      return kernels[`unary_${name}`](at(x), at(out), count);
    }
    case "binary":
      return runBinary(operation, shop);
    case "select":
      return runSelect(operation, shop);
    case "copy": {
      const { from, to, shape } = operation;
      const layout = shop.write(Uint32Array.from(layoutWords(shape, [from.strides, to.strides])));
      return kernels.copy(first(from), first(to), layout);
    }
    case "reduce": {
      const { function: name, x, out, outer, length, inner } = operation;
      const partial = shop.scratch(kernels.partialBytes(outer, length));
      return kernels[`reduce_${name}`](at(x), at(out), outer, length, inner, partial);
    }
    case "matmul":
      return multiply(operation, shop);
    case "dense": {
      const { x, weights, bias, activation, preActivation, out, m, k, n } = operation;
      const product = { a: x, b: weights, m, k, n, transposeA: false, transposeB: false };
      multiply({ ...product, out: preActivation }, shop);
      return kernels[`activate_${activation}`](at(bias), at(preActivation), at(out), m, n);
    }
    case "denseBackward": {
      const { gradient, preActivation, activation, out, biasGradient, rows, columns } = operation;
      return kernels[`denseBackward_${activation}`](
        at(gradient),
        at(preActivation),
        at(out),
        at(biasGradient),
        rows,
        columns,
      );
    }
    case "gather": {
      const { pixels, labels, order, first, count, size, mean, deviation } = operation;
      const wanted = at(order) + first * 4;
      return kernels.gather(
        at(pixels),
        at(labels),
        wanted,
        count,
        size,
        labels.bytes / 4,
        mean,
        deviation,
        at(operation.images),
        at(operation.imageLabels),
      );
    }
    case "crossEntropy": {
      const { logits, labels, loss, hits, rows, classes } = operation;
      const partial = shop.scratch(kernels.lossBytes(rows));
      return kernels.crossEntropy(
        at(logits),
        at(labels),
        at(loss),
        at(hits),
        rows,
        classes,
        partial,
      );
    }
    case "crossEntropyBackward": {
      const { logits, labels, lossGradient, out, rows, classes } = operation;
      return kernels.crossEntropyBackward(
        at(logits),
        at(labels),
        at(lossGradient),
        at(out),
        rows,
        classes,
      );
    }
    case "histogram": {
      const { x, lowerEdges, counts, count, bins } = operation;
      const tallies = shop.scratch(kernels.tallyBytes(bins));
      return kernels.histogram(at(x), at(lowerEdges), at(counts), count, bins, tallies);
    }
    case "shareOut": {
      const { x, weights, count, nodes, unit, low, high } = operation;
      const tallies = shop.scratch(kernels.tallyBytes(nodes));
      return kernels.shareOut(at(x), at(weights), count, nodes, unit, low, high, tallies);
    }
    case "optimizerStep": {
      const { rule, settings, parameters } = operation;
      const numbers = OPTIMIZERS[rule].settings.map((name: string) => settings[name]!);
      const step: (...args: number[]) => void = kernels[`optimizer_${rule}`];
      for (const { weights, gradient, slots, count } of parameters) {
        step(at(weights), at(gradient), ...slots.map(at), count, ...numbers);
      }
    }
  }
}

function multiply(product: Product, { kernels, blasSlices, scratch }: Workshop): void {
  const { a, b, out, m, k, n, transposeA, transposeB } = product;
  const wide = scratch(kernels.wideBytes(m, k, n));
  if (blasSlices === undefined) {
    const panels = scratch(kernels.panelBytes(m, k, n));
    kernels.matmul(at(a), at(b), at(out), m, k, n, transposeA, transposeB, panels, wide);
  } else {
    kernels.blasMatmul(at(a), at(b), at(out), m, k, n, transposeA, transposeB, blasSlices, wide);
  }
}

function runBinary({ function: name, a, b, out, shape }: Only<"binary">, shop: Workshop): void {
  const layout = writeLayout(shape, [a, b], shop);
  const [aAt, bAt] = layout.operands as [number, number];
  shop.kernels[`binary_${name}`](aAt, bAt, at(out), layout.address);
}

function runSelect({ condition, a, b, out, shape }: Only<"select">, shop: Workshop): void {
  const layout = writeLayout(shape, [condition, a, b], shop);
  const [conditionAt, aAt, bAt] = layout.operands as [number, number, number];
  shop.kernels.select(conditionAt, aAt, bAt, at(out), layout.address);
}

/** Writes a shape and the strides of operands, and where those begin; a number is an array of one. */
function writeLayout(
  shape: readonly number[],
  operands: readonly Operand[],
  shop: Workshop,
): { address: number; operands: number[] } {
  const strides = operands.map((operand) =>
    typeof operand === "number" ? shape.map(() => 0) : operand.strides
  );
  const words = layoutWords(shape, strides);
  const numbers = Float32Array.from(
    operands,
    (operand) => typeof operand === "number" ? operand : 0,
  );
  const address = shop.write(Uint32Array.of(...words, ...new Uint32Array(numbers.buffer)));
  const numbersAt = address + words.length * 4;
  return {
    address,
    operands: operands.map((operand, i) =>
      typeof operand === "number" ? numbersAt + i * 4 : first(operand)
    ),
  };
}

/** Where a buffer begins. */
function at(buffer: DeviceBuffer): number {
  return (buffer as CpuBuffer).address;
}

/** Where a view begins. */
function first({ buffer, offset }: StridedView): number {
  return at(buffer) + offset * 4;
}
