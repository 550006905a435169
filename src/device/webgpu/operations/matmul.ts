/** Matrix products, alone and inside a dense layer, in the variant that suits the adapter. */
import type { DeviceBuffer } from "../../memory.ts";
import type { Operation } from "../../operations.ts";
import { assemble, type Binding, type Dispatch, read, write } from "../dispatch.ts";
import { ACTIVATIONS } from "../../../../kernels/activations.ts";
import { wgslFunction } from "./formula.ts";
import blocksAligned from "../../../../kernels/blocks_aligned.wgsl" with { type: "text" };
import blocksAny from "../../../../kernels/blocks_any.wgsl" with { type: "text" };
import dense from "../../../../kernels/dense.wgsl" with { type: "text" };
import grid from "../../../../kernels/grid.wgsl" with { type: "text" };
import registers from "../../../../kernels/matmul_registers.wgsl" with { type: "text" };
import product from "../../../../kernels/product.wgsl" with { type: "text" };
import tiled from "../../../../kernels/matmul_tiled.wgsl" with { type: "text" };

/** `registers` for adapters that compute on the processor, `tiled` for graphics hardware. */
export type MatmulVariant = "registers" | "tiled";

type Only<Name> = Extract<Operation, { op: Name }>;

/** What a product needs to know: sizes, and which operand memory holds the other way round. */
type ProductShape = Pick<Only<"matmul">, "m" | "k" | "n" | "transposeA" | "transposeB">;

/** What is done with the sums: the kernel's last piece, and its buffers. */
interface Finish {
  readonly name: string;
  readonly source: () => string;
  readonly buffers: readonly Binding[];
}

export function planMatmul(matmul: Only<"matmul">, variant: MatmulVariant): Dispatch[] {
  const finish = {
    name: "matmul",
    source: () => product,
    buffers: [write(matmul.out)],
  };
  return [planProduct(matmul.a, matmul.b, matmul, finish, variant)];
}

export function planDense(operation: Only<"dense">, variant: MatmulVariant): Dispatch[] {
  const { activation, preActivation, bias, out } = operation;
  const finish = {
    name: `dense ${activation}`,
    source: () => assemble({}, wgslFunction("activate", ACTIVATIONS[activation].value), dense),
    buffers: [write(out), read(bias), write(preActivation)],
  };
  const shape = { ...operation, transposeA: false, transposeB: false };
  return [planProduct(operation.x, operation.weights, shape, finish, variant)];
}

function planProduct(
  a: DeviceBuffer,
  b: DeviceBuffer,
  shape: ProductShape,
  finish: Finish,
  variant: MatmulVariant,
): Dispatch {
  const { m, k, n, transposeA, transposeB } = shape;
  const constants = { TRANSPOSE_A: transposeA, TRANSPOSE_B: transposeB };
  const dispatch = {
    params: [m, k, n],
    buffers: [read(a), read(b), ...finish.buffers],
  };
  if (variant === "tiled") {
    return {
      ...dispatch,
      kernel: {
        name: `${finish.name} tiled ${transposeA},${transposeB}`,
        source: () => assemble(constants, grid, finish.source(), tiled),
      },
      workgroups: Math.ceil(m / 64) * Math.ceil(n / 64),
    };
  }
  const LANES = 8;
  const BLOCKS = columnBlocks(n, LANES);
  const aligned = isAligned(shape);
  return {
    ...dispatch,
    kernel: {
      name: `${finish.name} registers ${transposeA},${transposeB} ${BLOCKS},${aligned}`,
      source: () =>
        assemble(
          { ...constants, LANES, BLOCKS, FINISH: finish.name !== "matmul" },
          grid,
          finish.source(),
          aligned ? blocksAligned : blocksAny,
          registers,
        ),
    },
    workgroups: Math.ceil(m / 16) * Math.ceil(n / (LANES * BLOCKS * 4)),
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
