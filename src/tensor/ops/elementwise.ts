/** What element-wise operations share: one function for one argument, one for two, not recorded. */
import type { UnaryFunction } from "../../../kernels/unary.ts";
import type { BinaryFunction, Operand } from "../../device/operations.ts";
import { LabError } from "../../errors.ts";
import { broadcastShapes, broadcastStrides, collapse, type Shape } from "../shape.ts";
import { Tensor } from "../tensor.ts";

/** y = f(x), element by element. */
export function unary(name: UnaryFunction, x: Tensor): Tensor {
  const out = Tensor.allocate(x.device, x.shape);
  x.device.run({ op: "unary", function: name, x: x.buffer, out: out.buffer, count: x.size });
  return out;
}

/**
 * y = f(a, b), element by element, broadcast to a common shape; a number is itself everywhere.
 * Errors call it `operation`.
 */
export function binary(
  name: BinaryFunction,
  a: Tensor | number,
  b: Tensor | number,
  operation: string = name,
): Tensor {
  const device = deviceOf(operation, a, b);
  const shape = broadcastShapes(shapeOf(a), shapeOf(b), operation);
  const out = Tensor.allocate(device, shape);
  const { operands, merged } = viewed([a, b], shape);
  device.run({
    op: "binary",
    function: name,
    a: operands[0]!,
    b: operands[1]!,
    out: out.buffer,
    shape: merged,
  });
  return out;
}

/** Operands as views in the shape they broadcast to, with as few dimensions as possible. */
export function viewed(
  operands: readonly (Tensor | number)[],
  shape: Shape,
): { operands: Operand[]; merged: number[] } {
  const strides = operands.map((operand) => broadcastStrides(shapeOf(operand), shape));
  const { shape: merged, views } = collapse(shape, strides);
  return {
    merged,
    operands: operands.map((operand, i) =>
      typeof operand === "number"
        ? operand
        : { buffer: operand.buffer, offset: 0, strides: views[i]! }
    ),
  };
}

export function shapeOf(operand: Tensor | number): Shape {
  return typeof operand === "number" ? [] : operand.shape;
}

/** The device of the operands. Throws `LabError` when they are on two, or are all numbers. */
export function deviceOf(
  operation: string,
  ...operands: (Tensor | Tensor<"uint32"> | number)[]
): Tensor["device"] {
  const devices = new Set(
    operands.flatMap((operand) => typeof operand === "number" ? [] : [operand.device]),
  );
  const [device, other] = devices;
  if (device === undefined) {
    throw new LabError(`${operation}: at least one operand must be a tensor`);
  }
  if (other !== undefined) {
    throw new LabError(
      `${operation}: one operand is on ${device.info.name}, another on ${other.info.name}; ` +
        "make both on the same device",
    );
  }
  return device;
}
