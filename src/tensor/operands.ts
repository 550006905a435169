/** What operations ask of the arguments they are given: tensors of the right type, on one device. */
import type { Device } from "../device/device.ts";
import { LabError, UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import { type DType, Tensor } from "./tensor.ts";

/** Arguments by their names. */
type Named<Value> = Readonly<Record<string, Value>>;

type AnyTensor = Tensor | Tensor<"uint32">;

/**
 * Returns the arguments. Throws `UsageError`, naming operation and argument, unless each is a float32
 * tensor, and `DeviceError` for one that was disposed of.
 */
export function requireFloat32<Arguments extends Named<Tensor>>(
  operation: string,
  tensors: Arguments,
): Arguments {
  return requireType(operation, tensors, "float32");
}

/** The same for uint32 tensors. */
export function requireUint32<Arguments extends Named<Tensor<"uint32">>>(
  operation: string,
  tensors: Arguments,
): Arguments {
  return requireType(operation, tensors, "uint32");
}

/** The same for operands, which are float32 tensors or numbers. */
export function requireOperands<Arguments extends Named<Tensor | number>>(
  operation: string,
  operands: Arguments,
): Arguments {
  for (const name in operands) {
    if (typeof operands[name] !== "number") {
      requireTensor(operation, name, operands[name], "float32", " or a number");
    }
  }
  return operands;
}

/** The device of the tensors among the arguments. Throws `LabError` when they are on two, or none. */
export function sameDevice(operation: string, operands: Named<AnyTensor | number>): Device {
  let first: { name: string; device: Device } | undefined;
  for (const name in operands) {
    const operand = operands[name]!;
    if (typeof operand === "number") continue;
    const { device } = operand;
    first ??= { name, device };
    if (device !== first.device) {
      throw new LabError(
        `${operation}: ${first.name} is on ${first.device.info.name} and ${name} on ` +
          `${device.info.name === first.device.info.name ? "another one" : device.info.name}; ` +
          "make both on the same device",
      );
    }
  }
  if (first === undefined) {
    throw new LabError(`${operation}: at least one operand must be a tensor`);
  }
  return first.device;
}

function requireType<Arguments extends Named<AnyTensor>>(
  operation: string,
  tensors: Arguments,
  dtype: DType,
): Arguments {
  for (const name in tensors) requireTensor(operation, name, tensors[name], dtype);
  return tensors;
}

/** The same for one argument. */
export function requireTensor(
  operation: string,
  name: string,
  value: unknown,
  dtype: DType,
  alternative = "",
): void {
  if (value instanceof Tensor && value.dtype === dtype) {
    void value.buffer; // refuses if disposed
  } else {
    const expected = `a ${dtype} tensor${alternative}`;
    throw new UsageError(`${operation}: expected ${expected} as ${name}, got ${inspect(value)}`);
  }
}
