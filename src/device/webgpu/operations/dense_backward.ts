/** A dense layer's gradient before its activation, and its bias's gradient. */
import type { Operation } from "../../operations.ts";
import { assemble, type Dispatch, read, write } from "../dispatch.ts";
import { ACTIVATION_NUMBERS } from "../../activation_numbers.ts";
import { fusedActivation } from "./fused_activation.ts";
import denseBackward from "../../../../kernels/dense_backward.wgsl" with { type: "text" };
import grid from "../../../../kernels/grid.wgsl" with { type: "text" };

/** Columns of a workgroup, and lanes to a column. */
const LANES = 16;

export function planDenseBackward(
  operation: Extract<Operation, { op: "denseBackward" }>,
): Dispatch[] {
  const { gradient, preActivation, activation, out, biasGradient, rows, columns } = operation;
  return [{
    kernel: {
      name: "dense backward",
      source: () => assemble({ LANES }, grid, fusedActivation(), denseBackward),
    },
    params: [rows, columns, ACTIVATION_NUMBERS[activation]],
    buffers: [read(gradient), read(preActivation), write(out), write(biasGradient)],
    workgroups: Math.ceil(columns / LANES),
  }];
}
