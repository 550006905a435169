/** A dense layer's gradient before its activation, and its bias's gradient. */
import type { DeviceBuffer } from "../../memory.ts";
import type { OperationOf } from "../../operations.ts";
import { composeShader, type Dispatch, read, write } from "../dispatch.ts";
import { kernelActivation } from "./formula.ts";
import { planReduce } from "./reduce.ts";
import denseBackward from "../../../../kernels/dense_backward.wgsl" with { type: "text" };
import grid from "../../../../kernels/workgroup_index.wgsl" with { type: "text" };

/** Columns of a workgroup, and lanes to a column. */
const LANES = 16;
/** Rows of a workgroup; those of a batch are in one. */
const PART = 1024;

export function planDenseBackward(
  operation: OperationOf<"denseBackward">,
  scratch: (bytes: number) => DeviceBuffer,
): Dispatch[] {
  const { gradient, preActivation, out, biasGradient, rows, columns } = operation;
  const activation = kernelActivation(operation.activation, operation.slope, 5);
  const parts = Math.ceil(rows / PART);
  const sums = parts > 1 ? scratch(parts * columns * 4) : biasGradient;
  const dispatch = {
    kernel: {
      name: `dense backward ${activation.name}`,
      source: () =>
        composeShader(
          { LANES, PART },
          grid,
          activation.function("activation_derivative", "derivative"),
          denseBackward,
        ),
    },
    params: [rows, columns],
    buffers: [read(gradient), read(preActivation), write(out), write(sums), ...activation.buffers],
    workgroups: Math.ceil(columns / LANES) * parts,
  };
  if (parts === 1) return [dispatch];
  const total = {
    op: "reduce",
    function: "sum",
    x: sums,
    out: biasGradient,
    outer: 1,
    length: parts,
    inner: columns,
  } as const;
  return [dispatch, ...planReduce(total, scratch)];
}
