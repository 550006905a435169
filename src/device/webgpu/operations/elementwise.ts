/** Kernels that compute every element on its own: fill, unary, binary, select, copy. */
import { UNARY } from "../../../../kernels/unary.ts";
import type { DeviceBuffer } from "../../memory.ts";
import type {
  ActivationOperand,
  BinaryFunction,
  Operand,
  OperationOf,
  StridedView,
} from "../../operations.ts";
import {
  type Binding,
  composeShader,
  type Dispatch,
  floatBits,
  read,
  WORKGROUP,
  workgroupsFor,
  write,
} from "../dispatch.ts";
import { kernelActivation, wgslFunction } from "./formula.ts";
import binary from "../../../../kernels/binary.wgsl" with { type: "text" };
import copy from "../../../../kernels/copy.wgsl" with { type: "text" };
import extrema from "../../../../kernels/extrema.wgsl" with { type: "text" };
import fill from "../../../../kernels/fill.wgsl" with { type: "text" };
import grid from "../../../../kernels/workgroup_index.wgsl" with { type: "text" };
import nan from "../../../../kernels/nan.wgsl" with { type: "text" };
import operands from "../../../../kernels/operands.wgsl" with { type: "text" };
import select from "../../../../kernels/select.wgsl" with { type: "text" };
import strides from "../../../../kernels/strides.wgsl" with { type: "text" };
import unary from "../../../../kernels/unary.wgsl" with { type: "text" };

const BINARY: Record<BinaryFunction, string> = {
  add: "a + b",
  subtract: "a - b",
  multiply: "a * b",
  divide: "a / b",
  maximum: "larger(a, b)",
  minimum: "smaller(a, b)",
  equal: "select(0.0, 1.0, a == b)",
  less: "select(0.0, 1.0, a < b)",
  lessEqual: "select(0.0, 1.0, a <= b)",
};

export function planFill({ out, count, value }: OperationOf<"fill">): Dispatch[] {
  return [{
    kernel: { name: "fill", source: () => composeShader({ WORKGROUP }, grid, fill) },
    params: [count, floatBits(value)],
    buffers: [write(out)],
    workgroups: workgroupsFor(count),
  }];
}

export function planUnary({ function: applied, ...data }: OperationOf<"unary">): Dispatch[] {
  if (typeof applied !== "string") return planActivation(applied, undefined, data);
  return planFunction(applied, () => wgslFunction("apply", UNARY[applied]), data);
}

/** An activation element by element; of leakyrelu, the slope may be in memory. */
export function planActivation(
  activation: ActivationOperand,
  slope: DeviceBuffer | undefined,
  data: UnaryData,
): Dispatch[] {
  const { name, ...kernel } = kernelActivation(activation, slope, 3);
  return planFunction(name, () => kernel.function("apply", "value"), data, kernel.buffers);
}

type UnaryData = Pick<OperationOf<"unary">, "x" | "out" | "count">;

function planFunction(
  name: string,
  text: () => string,
  { x, out, count }: UnaryData,
  buffers: readonly Binding[] = [],
): Dispatch[] {
  return [{
    kernel: {
      name: `unary ${name}`,
      source: () => composeShader({ WORKGROUP }, grid, text(), unary),
    },
    params: [count],
    buffers: [read(x), write(out), ...buffers],
    workgroups: workgroupsFor(count),
  }];
}

export function planBinary(
  { function: name, a, b, out, shape }: OperationOf<"binary">,
): Dispatch[] {
  const count = elements(shape);
  const constants = operandConstants(shape, a, b);
  const apply = `fn apply(a: f32, b: f32) -> f32 { return ${BINARY[name]}; }`;
  return [{
    kernel: {
      name: `binary ${name} ${Object.values(constants).join()}`,
      source: () => composeShader(constants, grid, strides, operands, nan, extrema, apply, binary),
    },
    params: [
      ...dimensions(shape),
      ...operandStrides(a),
      ...operandStrides(b),
      operandOffset(a),
      operandOffset(b),
      operandNumber(a),
      operandNumber(b),
      count,
    ],
    buffers: [operandBinding(a, b), operandBinding(b, a), write(out)],
    workgroups: workgroupsFor(count),
  }];
}

export function planSelect({ condition, a, b, out, shape }: OperationOf<"select">): Dispatch[] {
  const count = elements(shape);
  const constants = operandConstants(shape, a, b);
  return [{
    kernel: {
      name: `select ${Object.values(constants).join()}`,
      source: () => composeShader(constants, grid, strides, operands, select),
    },
    params: [
      ...dimensions(shape),
      ...dimensions(condition.strides),
      ...operandStrides(a),
      ...operandStrides(b),
      condition.offset,
      operandOffset(a),
      operandOffset(b),
      operandNumber(a),
      operandNumber(b),
      count,
    ],
    buffers: [
      operandBinding(a, condition),
      operandBinding(b, condition),
      read(condition.buffer),
      write(out),
    ],
    workgroups: workgroupsFor(count),
  }];
}

export function planCopy({ from, to, shape }: OperationOf<"copy">): Dispatch[] {
  const count = elements(shape);
  return [{
    kernel: {
      name: `copy ${shape.length}`,
      source: () => composeShader({ WORKGROUP, RANK: shape.length }, grid, strides, copy),
    },
    params: [
      ...dimensions(shape),
      ...dimensions(from.strides),
      ...dimensions(to.strides),
      from.offset,
      to.offset,
      count,
    ],
    buffers: [read(from.buffer), write(to.buffer)],
    workgroups: workgroupsFor(count),
  }];
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** What the kernel of two operands is made for. */
function operandConstants(
  shape: readonly number[],
  a: Operand,
  b: Operand,
): Record<string, number | boolean> {
  return {
    WORKGROUP,
    RANK: shape.length,
    A_IS_NUMBER: typeof a === "number",
    B_IS_NUMBER: typeof b === "number",
  };
}

/** Eight words, as the kernels hold a number per dimension. */
function dimensions(values: readonly number[]): number[] {
  return [...values, ...new Array<number>(8 - values.length).fill(0)];
}

function operandStrides(operand: Operand): number[] {
  return dimensions(typeof operand === "number" ? [] : operand.strides);
}

function operandOffset(operand: Operand): number {
  return typeof operand === "number" ? 0 : operand.offset;
}

function operandNumber(operand: Operand): number {
  return floatBits(typeof operand === "number" ? operand : 0);
}

/** A number takes up no buffer, but its binding must have one: any other that is read. */
function operandBinding(operand: Operand, other: Operand): Binding {
  const { buffer } = (typeof operand === "number" ? other : operand) as StridedView;
  return read(buffer);
}
