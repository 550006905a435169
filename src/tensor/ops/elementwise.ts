/** What element-wise operations share: one function for one argument, one for two, not recorded. */
import type { FusedActivation } from "../../../kernels/activations.ts";
import type { UnaryFunction } from "../../../kernels/unary.ts";
import type { BinaryFunction, Operand } from "../../device/operations.ts";
import { requireFloat32, requireOperands, sameDevice } from "../operands.ts";
import { broadcastShapes, broadcastStrides, collapse, type Shape } from "../shape.ts";
import { Tensor } from "../tensor.ts";

/** y = f(x), element by element. */
export function unary(applied: UnaryFunction | FusedActivation, x: Tensor): Tensor {
  requireFloat32(typeof applied === "string" ? applied : applied.name, { x });
  const out = Tensor.allocate(x.device, x.shape);
  x.device.run({ op: "unary", function: applied, x: x.buffer, out: out.buffer, count: x.size });
  return out;
}

/** How a function of two operands differs from the kernel that computes it. */
interface BinaryOptions {
  /** What errors call it (default: the kernel's name). */
  readonly operation?: string;
  /** Whether the kernel takes b first. */
  readonly swapped?: boolean;
}

/** y = f(a, b), element by element, broadcast to a common shape; a number is itself everywhere. */
export function binary(
  name: BinaryFunction,
  a: Tensor | number,
  b: Tensor | number,
  { operation = name, swapped = false }: BinaryOptions = {},
): Tensor {
  const device = sameDevice(operation, requireOperands(operation, { a, b }));
  const shape = broadcastShapes(shapeOf(a), shapeOf(b), operation);
  const out = Tensor.allocate(device, shape);
  const { operands, merged } = broadcastOperands(swapped ? [b, a] : [a, b], shape);
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
export function broadcastOperands(
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
