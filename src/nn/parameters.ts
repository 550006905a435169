/** A network's parameters: tensors by name, on the device, and their way to the host and back. */
import type { Device } from "../device/device.ts";
import { UsageError } from "../errors.ts";
import type { HostTensor } from "../tensor/host_tensor.ts";
import { formatShape, sameShape, type Shape } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";

/**
 * Tensors named as in files, in the order of the layers: Dense_0.kernel, Dense_0.bias,
 * Dense_1.kernel, … Gradients, and what an optimiser keeps for each parameter, have the same names.
 */
export type Parameters = Record<string, Tensor>;

/**
 * Throws `UsageError`, naming the first parameter that is at fault, unless these have just the names
 * and shapes that are expected.
 */
export function checkParameters(
  expected: Readonly<Record<string, { readonly shape: Shape }>>,
  parameters: Parameters,
): void {
  const fail = (problem: string) =>
    new UsageError(`the parameters are not this network's: ${problem}`);
  for (const [name, { shape }] of Object.entries(expected)) {
    const tensor = parameters[name];
    if (tensor === undefined) throw fail(`${name} is missing`);
    if (!sameShape(tensor.shape, shape)) {
      throw fail(
        `expected ${name} of shape ${formatShape(shape)}, got ${formatShape(tensor.shape)}`,
      );
    }
  }
  const unknown = Object.keys(parameters).find((name) => !Object.hasOwn(expected, name));
  if (unknown !== undefined) throw fail(`it has no ${unknown}`);
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
