/** A network's parameters: tensors by name, on the device, and their way to the host and back. */
import type { Device } from "../device/device.ts";
import { UsageError } from "../errors.ts";
import type { HostTensor } from "../tensor/host_tensor.ts";
import { formatShape, sameShape, type Shape, ShapeError } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";

/**
 * Tensors named as in files, in the order of the layers: Dense_0.kernel, Dense_0.bias,
 * Dense_1.kernel, … Gradients, and what an optimiser keeps for each parameter, have the same names.
 */
export type Parameters = Record<string, Tensor>;

/**
 * Throws, naming operation, argument and the first parameter at fault, unless there are the parameters
 * of `like` and no others (`UsageError`), and of the shapes there (`ShapeError`).
 */
export function requireParameters(
  operation: string,
  argument: string,
  parameters: Parameters,
  like: Readonly<Record<string, { readonly shape: Shape }>>,
): void {
  for (const [name, { shape }] of Object.entries(like)) {
    const tensor = parameters[name];
    if (tensor === undefined) {
      throw new UsageError(`${operation}: expected ${name} in ${argument}, got none of this name`);
    }
    if (!sameShape(tensor.shape, shape)) {
      throw new ShapeError(
        `${operation}: expected the shape ${formatShape(shape)} of ${argument}.${name}, ` +
          `got ${formatShape(tensor.shape)}`,
      );
    }
  }
  const unknown = Object.keys(parameters).find((name) => !Object.hasOwn(like, name));
  if (unknown !== undefined) {
    throw new UsageError(
      `${operation}: expected ${
        Object.keys(like).join(", ")
      } in ${argument}, got ${unknown} as well`,
    );
  }
}

/** Copies parameters to the host. */
export async function downloadWeights(parameters: Parameters): Promise<Map<string, HostTensor>> {
  // All at once: a device's answer takes its time, whatever the size.
  return new Map(
    await Promise.all(
      Object.entries(parameters).map(async ([name, tensor]) =>
        [name, { shape: tensor.shape, data: await tensor.data() }] as const
      ),
    ),
  );
}

/** Copies weights to a device. */
export function uploadWeights(
  device: Device,
  weights: ReadonlyMap<string, HostTensor>,
): Parameters {
  return Object.fromEntries(
    Array.from(
      weights,
      ([name, { data, shape }]) => [name, Tensor.upload<"float32">(device, data, shape)] as const,
    ),
  );
}

/** Gives the parameters' memory back. */
export function disposeWeights(parameters: Parameters): void {
  for (const tensor of Object.values(parameters)) tensor.dispose();
}
