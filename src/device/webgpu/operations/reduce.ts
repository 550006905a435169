/** Sums, maxima, minima and positions of maxima along one dimension. */
import type { DeviceBuffer } from "../../memory.ts";
import type { Operation, Reduction } from "../../operations.ts";
import { assemble, type Dispatch, elementGroups, read, WORKGROUP, write } from "../dispatch.ts";
import argmax from "../../../../kernels/argmax.wgsl" with { type: "text" };
import grid from "../../../../kernels/grid.wgsl" with { type: "text" };
import nan from "../../../../kernels/nan.wgsl" with { type: "text" };
import reduceColumns from "../../../../kernels/reduce_columns.wgsl" with { type: "text" };
import reduceRows from "../../../../kernels/reduce_rows.wgsl" with { type: "text" };

type Reduce = Extract<Operation, { op: "reduce" }>;

/** Elements that one workgroup reduces; a single longer row is cut into as many rows as it takes. */
const ROW_LIMIT = 8192;

const COMBINE: Record<Exclude<Reduction, "argmax">, string> = {
  sum: `
    fn neutral(first: f32) -> f32 { return 0.0; }
    fn combine(a: f32, b: f32) -> f32 { return a + b; }`,
  max: `
    fn neutral(first: f32) -> f32 { return first; }
    fn combine(a: f32, b: f32) -> f32 { return select(b, a, is_nan(a) || a >= b); }`,
  min: `
    fn neutral(first: f32) -> f32 { return first; }
    fn combine(a: f32, b: f32) -> f32 { return select(b, a, is_nan(a) || a <= b); }`,
};

export function planReduce(reduce: Reduce, scratch: (bytes: number) => DeviceBuffer): Dispatch[] {
  const { function: name, x, out, outer, length, inner } = reduce;
  if (name === "argmax") return [planArgmax(reduce)];
  if (inner > 1) {
    return [{
      kernel: {
        name: `reduce columns ${name}`,
        source: () => assemble({ WORKGROUP }, grid, nan, COMBINE[name], reduceColumns),
      },
      params: [outer * inner, length, inner],
      buffers: [read(x), write(out)],
      workgroups: elementGroups(outer * inner),
    }];
  }
  if (outer > 1 || length <= ROW_LIMIT) {
    return [planRows(name, x, out, outer, length, outer * length)];
  }
  const rows = Math.ceil(length / ROW_LIMIT);
  const partial = scratch(rows * 4);
  return [
    planRows(name, x, partial, rows, ROW_LIMIT, length),
    ...planReduce({ ...reduce, x: partial, length: rows }, scratch),
  ];
}

function planRows(
  name: Exclude<Reduction, "argmax">,
  x: DeviceBuffer,
  out: DeviceBuffer,
  rows: number,
  length: number,
  total: number,
): Dispatch {
  return {
    kernel: {
      name: `reduce rows ${name}`,
      source: () => assemble({ WORKGROUP }, grid, nan, COMBINE[name], reduceRows),
    },
    params: [rows, length, total],
    buffers: [read(x), write(out)],
    workgroups: rows,
  };
}

function planArgmax({ x, out, outer, length, inner }: Reduce): Dispatch {
  return {
    kernel: { name: "argmax", source: () => assemble({ WORKGROUP }, grid, nan, argmax) },
    params: [outer * inner, length, inner],
    buffers: [read(x), write(out)],
    workgroups: elementGroups(outer * inner),
  };
}
