/** Softmax cross-entropy, its hit count, and its gradient. */
import type { DeviceBuffer } from "../../memory.ts";
import type { OperationOf } from "../../operations.ts";
import {
  type Binding,
  composeShader,
  type Dispatch,
  read,
  WORKGROUP,
  workgroupsFor,
  write,
} from "../dispatch.ts";
import { planBinary } from "./elementwise.ts";
import { planReduce } from "./reduce.ts";
import belowPeak from "../../../../kernels/shifted_logit.wgsl" with { type: "text" };
import backward from "../../../../kernels/cross_entropy_backward.wgsl" with { type: "text" };
import crossEntropy from "../../../../kernels/cross_entropy.wgsl" with { type: "text" };
import grid from "../../../../kernels/workgroup_index.wgsl" with { type: "text" };
import longRows from "../../../../kernels/softmax_long_rows.wgsl" with { type: "text" };
import nan from "../../../../kernels/nan.wgsl" with { type: "text" };
import shortRows from "../../../../kernels/softmax_short_rows.wgsl" with { type: "text" };
import softmaxWeights from "../../../../kernels/softmax_weights.wgsl" with { type: "text" };

type Scratch = (bytes: number) => DeviceBuffer;

/** Classes that one invocation goes through. */
const PART = 256;

export function planCrossEntropy(
  operation: OperationOf<"crossEntropy">,
  scratch: Scratch,
): Dispatch[] {
  const { logits, labels, loss, correct, rows, classes } = operation;
  const softmax = planSoftmax(operation, scratch);
  const groups = workgroupsFor(rows);
  const [losses, counts] = groups === 1
    ? [loss, correct]
    : [scratch(groups * 4), scratch(groups * 4)];
  const dispatches = [...softmax.dispatches, {
    kernel: {
      name: `cross-entropy of ${softmax.name}`,
      source: () =>
        composeShader({ WORKGROUP }, grid, nan, belowPeak, softmax.source, crossEntropy),
    },
    params: [rows, classes, groups === 1 ? rows : 1],
    buffers: [read(logits), read(labels), write(losses), write(counts), ...softmax.buffers],
    workgroups: groups,
  }];
  if (groups === 1) return dispatches;
  const total = scratch(4);
  const sum = { op: "reduce", function: "sum", outer: 1, length: groups, inner: 1 } as const;
  const a = { buffer: total, offset: 0, strides: [] };
  return [
    ...dispatches,
    ...planReduce({ ...sum, x: losses, out: total }, scratch),
    ...planReduce({ ...sum, x: counts, out: correct }, scratch),
    ...planBinary({ op: "binary", function: "divide", a, b: rows, out: loss, shape: [] }),
  ];
}

export function planCrossEntropyBackward(
  operation: OperationOf<"crossEntropyBackward">,
  scratch: Scratch,
): Dispatch[] {
  const { logits, labels, lossGradient, out, rows, classes } = operation;
  const softmax = planSoftmax(operation, scratch);
  const pieces = [grid, nan, belowPeak, softmax.source, backward];
  return [...softmax.dispatches, {
    kernel: {
      name: `cross-entropy backward of ${softmax.name}`,
      source: () => composeShader({ WORKGROUP, PART }, ...pieces),
    },
    params: [rows, classes],
    buffers: [
      read(logits),
      read(labels),
      read(lossGradient),
      write(out),
      ...softmax.buffers,
    ],
    workgroups: workgroupsFor(rows * Math.ceil(classes / PART)),
  }];
}

/** How a kernel comes by a row's peak and the sum of its weights: `source` has softmax_of(row). */
interface Softmax {
  readonly name: string;
  readonly source: string;
  readonly buffers: readonly Binding[];
  /** What has to be computed before. */
  readonly dispatches: readonly Dispatch[];
}

function planSoftmax(
  { logits, rows, classes }: { logits: DeviceBuffer; rows: number; classes: number },
  scratch: Scratch,
): Softmax {
  if (classes <= PART) {
    return { name: "short rows", source: shortRows, buffers: [], dispatches: [] };
  }
  const count = rows * classes;
  const [peaks, weights, totals] = [scratch(rows * 4), scratch(count * 4), scratch(rows * 4)];
  const reduce = { op: "reduce", outer: rows, length: classes, inner: 1 } as const;
  return {
    name: "long rows",
    source: longRows,
    buffers: [read(peaks), read(totals)],
    dispatches: [
      ...planReduce({ ...reduce, function: "argmax", x: logits, out: peaks }, scratch),
      {
        kernel: {
          name: "softmax weights",
          source: () => composeShader({ WORKGROUP }, grid, belowPeak, softmaxWeights),
        },
        params: [count, classes],
        buffers: [read(logits), read(peaks), write(weights)],
        workgroups: workgroupsFor(count),
      },
      ...planReduce({ ...reduce, function: "sum", x: weights, out: totals }, scratch),
    ],
  };
}
