/**
 * Matrix products, alone and inside a dense layer, in the variant that suits the adapter.
 *
 * Where the inner dimension is long it is cut in slices, whose sums are added up afterwards, for the
 * same reasons as reductions go in parts.
 */
import type { DeviceBuffer } from "../../memory.ts";
import type { OperationOf } from "../../operations.ts";
import { type Binding, composeShader, type Dispatch, read, write } from "../dispatch.ts";
import { planActivation, planBinary, planCopy } from "./elementwise.ts";
import { kernelActivation } from "./formula.ts";
import { planReduce } from "./reduce.ts";
import blocksAligned from "../../../../kernels/blocks_aligned.wgsl" with { type: "text" };
import blocksAny from "../../../../kernels/blocks_any.wgsl" with { type: "text" };
import dense from "../../../../kernels/dense.wgsl" with { type: "text" };
import grid from "../../../../kernels/workgroup_index.wgsl" with { type: "text" };
import registers from "../../../../kernels/matmul_register_blocked.wgsl" with { type: "text" };
import product from "../../../../kernels/product.wgsl" with { type: "text" };
import tiled from "../../../../kernels/matmul_tiled.wgsl" with { type: "text" };

/** `registers` for adapters that compute on the processor, `tiled` for graphics hardware. */
export type MatmulVariant = "registers" | "tiled";

/** Numbers of the inner dimension in a slice, unless those of all slices would take too much memory. */
const SLICE = 1024;
/** Bytes that the sums of all slices may take. */
const MAX_SUMS = 64 * 2 ** 20;
/** Slices begin where both variants' steps through the inner dimension do. */
const STEP = 16;

/** What a product needs to know: sizes, and which operand memory holds the other way round. */
type ProductShape = Pick<OperationOf<"matmul">, "m" | "k" | "n" | "transposeA" | "transposeB">;

/** What is done with the sums: the kernel's last piece, and its buffers. */
interface Epilogue {
  readonly name: string;
  readonly source: () => string;
  readonly buffers: readonly Binding[];
}

export function planMatmul(
  matmul: OperationOf<"matmul">,
  variant: MatmulVariant,
  scratch: (bytes: number) => DeviceBuffer,
): Dispatch[] {
  const { a, b, out, m, n } = matmul;
  const { slices } = cut(matmul);
  const sums = slices > 1 ? scratch(slices * m * n * 4) : out;
  const epilogue = { name: "matmul", source: () => product, buffers: [write(sums)] };
  const dispatch = planProduct(a, b, matmul, epilogue, variant);
  if (slices === 1) return [dispatch];
  const sizes = { outer: 1, length: slices, inner: m * n };
  return [
    dispatch,
    ...planReduce({ op: "reduce", function: "sum", x: sums, out, ...sizes }, scratch),
  ];
}

export function planDense(
  operation: OperationOf<"dense">,
  variant: MatmulVariant,
  scratch: (bytes: number) => DeviceBuffer,
): Dispatch[] {
  const { preActivation, bias, out } = operation;
  const activation = kernelActivation(operation.activation, operation.slope, 6);
  const epilogue = {
    name: `dense ${activation.name}`,
    source: () => composeShader({}, activation.function("activate", "value"), dense),
    buffers: [write(out), read(bias), write(preActivation), ...activation.buffers],
  };
  const shape = { ...operation, transposeA: false, transposeB: false };
  if (cut(shape).slices > 1) return planLongDense(operation, variant, scratch);
  return [planProduct(operation.x, operation.weights, shape, epilogue, variant)];
}

/** A dense layer step by step: only the sum of all slices may be activated. */
function planLongDense(
  { x, weights, bias, activation, slope, preActivation, out, m, k, n }: OperationOf<"dense">,
  variant: MatmulVariant,
  scratch: (bytes: number) => DeviceBuffer,
): Dispatch[] {
  const sums = scratch(m * n * 4);
  const matmul = { a: x, b: weights, out: sums, m, k, n, transposeA: false, transposeB: false };
  const view = (buffer: DeviceBuffer, strides: number[]) => ({ buffer, offset: 0, strides });
  return [
    ...planMatmul({ op: "matmul", ...matmul }, variant, scratch),
    ...planBinary({
      op: "binary",
      function: "add",
      a: view(sums, [n, 1]),
      b: view(bias, [0, 1]),
      out: preActivation,
      shape: [m, n],
    }),
    ...(activation === "identity"
      ? planCopy({ op: "copy", from: view(preActivation, [1]), to: view(out, [1]), shape: [m * n] })
      : planActivation(activation, slope, { x: preActivation, out, count: m * n })),
  ];
}

/** How many slices the inner dimension is cut in, and how long they are. */
function cut({ m, k, n }: ProductShape): { slice: number; slices: number } {
  const affordable = Math.max(1, Math.floor(MAX_SUMS / (m * n * 4)));
  const wanted = Math.min(Math.ceil(k / SLICE), affordable);
  const slice = Math.ceil(k / wanted / STEP) * STEP;
  return { slice, slices: Math.ceil(k / slice) };
}

function planProduct(
  a: DeviceBuffer,
  b: DeviceBuffer,
  shape: ProductShape,
  epilogue: Epilogue,
  variant: MatmulVariant,
): Dispatch {
  const { m, k, n, transposeA, transposeB } = shape;
  const { slice, slices } = cut(shape);
  const constants = { TRANSPOSE_A: transposeA, TRANSPOSE_B: transposeB };
  const dispatch = {
    params: [m, k, n, slice],
    buffers: [read(a), read(b), ...epilogue.buffers],
  };
  if (variant === "tiled") {
    return {
      ...dispatch,
      kernel: {
        name: `${epilogue.name} tiled ${transposeA},${transposeB}`,
        source: () => composeShader(constants, grid, epilogue.source(), tiled),
      },
      workgroups: Math.ceil(m / 64) * Math.ceil(n / 64) * slices,
    };
  }
  const LANES = 8;
  const BLOCKS = columnBlocks(n, LANES);
  const aligned = isAligned(shape);
  return {
    ...dispatch,
    kernel: {
      name: `${epilogue.name} registers ${transposeA},${transposeB} ${BLOCKS},${aligned}`,
      source: () =>
        composeShader(
          { ...constants, LANES, BLOCKS, FINISH: epilogue.name !== "matmul" },
          grid,
          epilogue.source(),
          aligned ? blocksAligned : blocksAny,
          registers,
        ),
    },
    workgroups: Math.ceil(m / 16) * Math.ceil(n / (LANES * BLOCKS * 4)) * slices,
  };
}

/** Blocks of four columns an invocation takes: as many as keep all lanes of a workgroup busy. */
function columnBlocks(n: number, lanes: number): number {
  return [1, 2, 4].find((blocks) => n <= lanes * blocks * 4) ?? 8;
}

/** Whether both operands can be read four numbers at a time, with nothing left over. */
function isAligned({ m, k, n, transposeA, transposeB }: ProductShape): boolean {
  return k % 4 === 0 && (!transposeA || m % 4 === 0) && (transposeB || n % 4 === 0);
}
