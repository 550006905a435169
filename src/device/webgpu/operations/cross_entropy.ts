/** Softmax cross-entropy, its hit count, and its gradient. */
import type { Operation } from "../../operations.ts";
import { assemble, type Dispatch, elementGroups, read, WORKGROUP, write } from "../dispatch.ts";
import belowPeak from "../../../../kernels/below_peak.wgsl" with { type: "text" };
import backward from "../../../../kernels/cross_entropy_backward.wgsl" with { type: "text" };
import crossEntropy from "../../../../kernels/cross_entropy.wgsl" with { type: "text" };
import grid from "../../../../kernels/grid.wgsl" with { type: "text" };

type Only<Name> = Extract<Operation, { op: Name }>;

export function planCrossEntropy(operation: Only<"crossEntropy">): Dispatch[] {
  const { logits, labels, loss, hits, rows, classes } = operation;
  return [{
    kernel: {
      name: "cross-entropy",
      source: () => assemble({ WORKGROUP }, belowPeak, crossEntropy),
    },
    params: [rows, classes],
    buffers: [read(logits), read(labels), write(loss), write(hits)],
    workgroups: 1,
  }];
}

export function planCrossEntropyBackward(operation: Only<"crossEntropyBackward">): Dispatch[] {
  const { logits, labels, lossGradient, out, rows, classes } = operation;
  return [{
    kernel: {
      name: "cross-entropy backward",
      source: () => assemble({ WORKGROUP }, grid, belowPeak, backward),
    },
    params: [rows, classes],
    buffers: [read(logits), read(labels), read(lossGradient), write(out)],
    workgroups: elementGroups(rows),
  }];
}
