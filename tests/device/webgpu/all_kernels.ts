/** Every kernel of the WebGPU device, as its own code puts them together for every kind of operation. */
import type { DeviceBuffer } from "../../../src/device/memory.ts";
import type {
  BinaryFunction,
  Operand,
  Operation,
  Reduction,
  StridedView,
} from "../../../src/device/operations.ts";
import { type ActivationName, ACTIVATIONS } from "../../../kernels/activations.ts";
import { constantsOf, type OptimizerName, OPTIMIZERS } from "../../../kernels/optimizers.ts";
import { UNARY, type UnaryFunction } from "../../../kernels/unary.ts";
import type { Dispatch } from "../../../src/device/webgpu/dispatch.ts";
import { type MatmulVariant, planOperation } from "../../../src/device/webgpu/operations/plan.ts";
import { BINARY } from "../../float64.ts";

/** Sizes for which an operation takes one pass, and several. */
const SIZES = [100, 10_000_000];
const BUFFER = { bytes: 4 };

/** Of each operation, one for every shader that it may need; a new operation has to be added here. */
const OPERATIONS: { [Name in Operation["op"]]: () => Extract<Operation, { op: Name }>[] } = {
  fill: () => [{ op: "fill", out: BUFFER, count: 1, value: 0 }],
  unary: () =>
    keys<UnaryFunction>(UNARY).map((name) => ({
      op: "unary",
      function: name,
      x: BUFFER,
      out: BUFFER,
      count: 1,
    })),
  binary: () =>
    keys<BinaryFunction>(BINARY).flatMap((name) =>
      operands(2).map(({ shape, operands: [a, b] }) => ({
        op: "binary",
        function: name,
        a: a!,
        b: b!,
        out: BUFFER,
        shape,
      }))
    ),
  select: () =>
    operands(2).map(({ shape, operands: [a, b] }) => ({
      op: "select",
      condition: view(shape),
      a: a!,
      b: b!,
      out: BUFFER,
      shape,
    })),
  copy: () => shapes().map((shape) => ({ op: "copy", from: view(shape), to: view(shape), shape })),
  reduce: () =>
    (["sum", "max", "min", "argmax"] satisfies Reduction[]).flatMap((name) =>
      SIZES.flatMap((length) =>
        [1, 2].map((inner) => ({
          op: "reduce",
          function: name,
          x: BUFFER,
          out: BUFFER,
          outer: 1,
          length,
          inner,
        }))
      )
    ),
  matmul: () =>
    products().flatMap((sizes) =>
      [false, true].flatMap((transposeA) =>
        [false, true].map((transposeB) => ({
          op: "matmul",
          a: BUFFER,
          b: BUFFER,
          out: BUFFER,
          ...sizes,
          transposeA,
          transposeB,
        }))
      )
    ),
  dense: () =>
    denseActivations().flatMap((activation) =>
      products().map((sizes) => ({
        op: "dense",
        x: BUFFER,
        weights: BUFFER,
        bias: BUFFER,
        ...activation,
        preActivation: BUFFER,
        out: BUFFER,
        ...sizes,
      }))
    ),
  denseBackward: () =>
    denseActivations().flatMap((activation) =>
      SIZES.map((rows) => ({
        op: "denseBackward",
        gradient: BUFFER,
        preActivation: BUFFER,
        ...activation,
        out: BUFFER,
        biasGradient: BUFFER,
        rows,
        columns: 1,
      }))
    ),
  gatherBatch: () => [{
    op: "gatherBatch",
    pixels: BUFFER,
    labels: BUFFER,
    order: BUFFER,
    mean: 0.5,
    deviation: 0.5,
    first: 0,
    count: 1,
    size: 1,
    images: BUFFER,
    batchLabels: BUFFER,
  }],
  crossEntropy: () =>
    logits().map((sizes) => ({
      op: "crossEntropy",
      logits: BUFFER,
      labels: BUFFER,
      loss: BUFFER,
      correct: BUFFER,
      ...sizes,
    })),
  crossEntropyBackward: () =>
    logits().map((sizes) => ({
      op: "crossEntropyBackward",
      logits: BUFFER,
      labels: BUFFER,
      lossGradient: BUFFER,
      out: BUFFER,
      ...sizes,
    })),
  histogram: () => [{
    op: "histogram",
    x: BUFFER,
    lowerEdges: BUFFER,
    counts: BUFFER,
    count: 1,
    bins: 1,
  }],
  linearBinning: () => [{
    op: "linearBinning",
    x: BUFFER,
    weights: BUFFER,
    count: 1,
    nodes: 2,
    unit: 1,
    low: 0,
    high: 1,
  }],
  optimizerStep: () =>
    keys<OptimizerName>(OPTIMIZERS).flatMap((rule) => {
      const slots = OPTIMIZERS[rule].slots.map(() => BUFFER);
      const parameter = { weights: BUFFER, gradient: BUFFER, slots, count: 1 };
      return [[parameter], [parameter, parameter]].map((parameters) => ({
        op: "optimizerStep" as const,
        rule,
        constants: constantsOf(OPTIMIZERS[rule]),
        parameters,
      }));
    }),
};

/** Every kernel in a dispatch, for either kind of adapter; of kernels with one name and source, one. */
export function allKernels(): Dispatch[] {
  const dispatches = new Map<string, Dispatch>();
  const operations = Object.values(OPERATIONS).flatMap((samples): Operation[] => samples());
  for (const operation of operations) {
    for (const variant of ["registers", "tiled"] satisfies MatmulVariant[]) {
      for (const dispatch of planOperation(operation, variant, () => BUFFER)) {
        const { name, source } = dispatch.kernel;
        dispatches.set(`${name}\n${source()}`, dispatch);
      }
    }
  }
  return [...dispatches.values()];
}

function keys<Name extends string>(record: Record<Name, unknown>): Name[] {
  return Object.keys(record) as Name[];
}

/** Every activation, and the one whose slope may be in memory. */
function denseActivations(): { activation: ActivationName; slope?: DeviceBuffer }[] {
  const all = keys<ActivationName>(ACTIVATIONS).map((activation) => ({ activation }));
  return [...all, { activation: "leakyrelu", slope: BUFFER }];
}

/** Every number of dimensions that a device knows. */
function shapes(): number[][] {
  return Array.from({ length: 9 }, (_, rank) => new Array<number>(rank).fill(1));
}

function view(shape: readonly number[]): StridedView {
  return { buffer: BUFFER, offset: 0, strides: shape };
}

/** Every shape, with each of `count` operands a view or a number, but not all of them numbers. */
function operands(count: number): { shape: number[]; operands: Operand[] }[] {
  return shapes().flatMap((shape) =>
    Array.from({ length: 2 ** count - 1 }, (_, bits) => ({
      shape,
      operands: Array.from({ length: count }, (_, i) => bits >> i & 1 ? 1 : view(shape)),
    }))
  );
}

/** Products of every width, aligned and not, of every length. */
function products(): { m: number; k: number; n: number }[] {
  return [1, 32, 33, 64, 65, 128, 129, 256].flatMap((n) =>
    SIZES.flatMap((k) => [{ m: 4, k, n }, { m: 4, k: k + 1, n }])
  );
}

function logits(): { rows: number; classes: number }[] {
  return SIZES.flatMap((rows) => SIZES.map((classes) => ({ rows, classes })));
}
