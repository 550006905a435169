/** Values counted in bins, and shared out to a grid. */
import type { Operation } from "../../operations.ts";
import {
  assemble,
  type Dispatch,
  elementGroups,
  floatBits,
  read,
  WORKGROUP,
  write,
} from "../dispatch.ts";
import { planFill } from "./elementwise.ts";
import grid from "../../../../kernels/grid.wgsl" with { type: "text" };
import histogram from "../../../../kernels/histogram.wgsl" with { type: "text" };
import shareOut from "../../../../kernels/share_out.wgsl" with { type: "text" };

type Only<Name> = Extract<Operation, { op: Name }>;

export function planHistogram(operation: Only<"histogram">): Dispatch[] {
  const { x, lowerEdges, counts, count, bins } = operation;
  return [...planFill({ op: "fill", out: counts, count: bins, value: 0 }), {
    kernel: { name: "histogram", source: () => assemble({ WORKGROUP }, grid, histogram) },
    params: [count, bins],
    buffers: [read(x), read(lowerEdges), write(counts)],
    workgroups: elementGroups(count),
  }];
}

export function planShareOut(operation: Only<"shareOut">): Dispatch[] {
  const { x, weights, count, nodes, unit, low, high } = operation;
  return [...planFill({ op: "fill", out: weights, count: nodes, value: 0 }), {
    kernel: { name: "share out", source: () => assemble({ WORKGROUP }, grid, shareOut) },
    params: [count, nodes, unit, floatBits(low), floatBits(high)],
    buffers: [read(x), write(weights)],
    workgroups: elementGroups(count),
  }];
}
