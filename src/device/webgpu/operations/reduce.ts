/**
 * Sums, maxima, minima and positions of maxima along one dimension.
 *
 * Each pass cuts the dimension in parts, and leaves a number of each, until one is left. No invocation
 * then has long to do, which a software adapter ends in silence after 65,535 turns of its loops and
 * hardware after seconds; few long sums keep all of a GPU at work; and rounding errors stay small.
 */
import type { DeviceBuffer } from "../../memory.ts";
import type { OperationOf, Reduction } from "../../operations.ts";
import {
  composeShader,
  type Dispatch,
  read,
  WORKGROUP,
  workgroupsFor,
  write,
} from "../dispatch.ts";
import argmax from "../../../../kernels/argmax.wgsl" with { type: "text" };
import extrema from "../../../../kernels/extrema.wgsl" with { type: "text" };
import grid from "../../../../kernels/workgroup_index.wgsl" with { type: "text" };
import nan from "../../../../kernels/nan.wgsl" with { type: "text" };
import reduceColumns from "../../../../kernels/reduce_columns.wgsl" with { type: "text" };
import reduceRows from "../../../../kernels/reduce_rows.wgsl" with { type: "text" };

/** Elements that a workgroup reduces of a row. */
const ROW_PART = 8192;
/** Elements that an invocation reduces of a column: no fewer than a batch has rows. */
const COLUMN_PART = 256;
/** Elements of a column that are combined in a row, before their result is. */
const RUN = 16;

const COMBINE: Record<Exclude<Reduction, "argmax">, string> = {
  sum: `
    fn neutral(first: f32) -> f32 { return 0.0; }
    fn combine(a: f32, b: f32) -> f32 { return a + b; }`,
  max: `
    fn neutral(first: f32) -> f32 { return first; }
    fn combine(a: f32, b: f32) -> f32 { return larger(a, b); }`,
  min: `
    fn neutral(first: f32) -> f32 { return first; }
    fn combine(a: f32, b: f32) -> f32 { return smaller(a, b); }`,
};

export function planReduce(
  reduce: OperationOf<"reduce">,
  scratch: (bytes: number) => DeviceBuffer,
): Dispatch[] {
  const { function: name, x, out, outer, length, inner } = reduce;
  if (name === "argmax") return planArgmax(reduce, scratch);
  const parts = Math.ceil(length / (inner > 1 ? COLUMN_PART : ROW_PART));
  const count = outer * parts * inner;
  const results = parts > 1 ? scratch(count * 4) : out;
  const dispatch = {
    params: [count, parts, length, inner],
    buffers: [read(x), write(results)],
    ...(inner > 1 ? columns(name, count) : rows(name, count)),
  };
  if (parts === 1) return [dispatch];
  return [dispatch, ...planReduce({ ...reduce, x: results, length: parts }, scratch)];
}

function columns(
  name: keyof typeof COMBINE,
  count: number,
): Pick<Dispatch, "kernel" | "workgroups"> {
  const constants = { WORKGROUP, PART: COLUMN_PART, RUN };
  return {
    kernel: {
      name: `reduce columns ${name}`,
      source: () => composeShader(constants, grid, nan, extrema, COMBINE[name], reduceColumns),
    },
    workgroups: workgroupsFor(count),
  };
}

function rows(name: keyof typeof COMBINE, count: number): Pick<Dispatch, "kernel" | "workgroups"> {
  const constants = { WORKGROUP, PART: ROW_PART };
  return {
    kernel: {
      name: `reduce rows ${name}`,
      source: () => composeShader(constants, grid, nan, extrema, COMBINE[name], reduceRows),
    },
    workgroups: count,
  };
}

function planArgmax(
  { x, out, outer, length, inner }: OperationOf<"reduce">,
  scratch: (bytes: number) => DeviceBuffer,
): Dispatch[] {
  const dispatches: Dispatch[] = [];
  let found: DeviceBuffer | undefined;
  let left = length;
  do {
    const parts = Math.ceil(left / COLUMN_PART);
    const count = outer * parts * inner;
    const results = parts > 1 ? scratch(count * 4) : out;
    const constants = { WORKGROUP, PART: COLUMN_PART, AMONG_FOUND: found !== undefined };
    dispatches.push({
      kernel: {
        name: `argmax ${constants.AMONG_FOUND}`,
        source: () => composeShader(constants, grid, nan, argmax),
      },
      params: [count, parts, left, length, inner],
      buffers: [read(x), read(found ?? x), write(results)],
      workgroups: workgroupsFor(count),
    });
    [found, left] = [results, parts];
  } while (left > 1);
  return dispatches;
}
