/** Tensors of one number. */
import type { Device } from "../../device/device.ts";
import { UsageError } from "../../errors.ts";
import { inspect } from "../../printable.ts";
import { checkShape, type Shape } from "../shape.ts";
import { Tensor } from "../tensor.ts";

/** A tensor with `value` everywhere. Throws `ShapeError` for no shape, `UsageError` for a value that is not a number. */
export function full(device: Device, shape: Shape, value: number): Tensor {
  checkShape(shape, "full");
  if (typeof value !== "number") {
    throw new UsageError(`full: expected a number as value, got ${inspect(value)}`);
  }
  const out = Tensor.allocate(device, shape);
  device.run({ op: "fill", out: out.buffer, count: out.size, value });
  return out;
}

/** A tensor of zeros. */
export function zeros(device: Device, shape: Shape): Tensor {
  return full(device, shape, 0);
}

/** A tensor of ones. */
export function ones(device: Device, shape: Shape): Tensor {
  return full(device, shape, 1);
}
