/** A dense layer's gradient before its activation, and its bias's gradient. */
import type { Operation } from "../../operations.ts";
import { assemble, type Dispatch, read, write } from "../dispatch.ts";
import { ACTIVATIONS } from "../../../../kernels/activations.ts";
import { wgslFunction } from "./formula.ts";
import denseBackward from "../../../../kernels/dense_backward.wgsl" with { type: "text" };
import grid from "../../../../kernels/grid.wgsl" with { type: "text" };

/** Columns of a workgroup, and lanes to a column. */
const LANES = 16;

export function planDenseBackward(
  operation: Extract<Operation, { op: "denseBackward" }>,
): Dispatch[] {
  const { gradient, preActivation, activation, out, biasGradient, rows, columns } = operation;
  const { derivative } = ACTIVATIONS[activation];
  return [{
    kernel: {
      name: `dense backward ${activation}`,
      source: () =>
        assemble({ LANES }, grid, wgslFunction("activation_derivative", derivative), denseBackward),
    },
    params: [rows, columns],
    buffers: [read(gradient), read(preActivation), write(out), write(biasGradient)],
    workgroups: Math.ceil(columns / LANES),
  }];
}
