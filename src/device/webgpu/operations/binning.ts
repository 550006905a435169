/** Values counted in bins, and shared out to a grid. */
import type { OperationOf } from "../../operations.ts";
import {
  composeShader,
  type Dispatch,
  floatBits,
  read,
  WORKGROUP,
  workgroupsFor,
  write,
} from "../dispatch.ts";
import { planFill } from "./elementwise.ts";
import grid from "../../../../kernels/workgroup_index.wgsl" with { type: "text" };
import histogram from "../../../../kernels/histogram.wgsl" with { type: "text" };
import nan from "../../../../kernels/nan.wgsl" with { type: "text" };
import linearBinning from "../../../../kernels/linear_binning.wgsl" with { type: "text" };

export function planHistogram(operation: OperationOf<"histogram">): Dispatch[] {
  const { x, lowerEdges, counts, count, bins } = operation;
  return [...planFill({ op: "fill", out: counts, count: bins, value: 0 }), {
    kernel: { name: "histogram", source: () => composeShader({ WORKGROUP }, grid, nan, histogram) },
    params: [count, bins],
    buffers: [read(x), read(lowerEdges), write(counts)],
    workgroups: workgroupsFor(count),
  }];
}

export function planLinearBinning(operation: OperationOf<"linearBinning">): Dispatch[] {
  const { x, weights, count, nodes, unit, low, high } = operation;
  return [...planFill({ op: "fill", out: weights, count: nodes, value: 0 }), {
    kernel: { name: "share out", source: () => composeShader({ WORKGROUP }, grid, linearBinning) },
    params: [count, nodes, unit, floatBits(low), floatBits(high)],
    buffers: [read(x), write(weights)],
    workgroups: workgroupsFor(count),
  }];
}
