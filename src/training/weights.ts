/** A network's parameters between the device and a checkpoint. */
import type { Device } from "../device/device.ts";
import { UsageError } from "../errors.ts";
import type { MlpParameters } from "../nn/mlp.ts";
import { flatParameters, requireParameters } from "../nn/parameters.ts";
import { scope } from "../tensor/scope.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { HostTensor } from "./safetensors.ts";

/**
 * Copies parameters to the host, named as Flax does: Dense_0.kernel, Dense_0.bias, … Throws `UsageError`
 * for what are none.
 */
export async function downloadWeights(parameters: MlpParameters): Promise<Map<string, HostTensor>> {
  requireParameters("downloadWeights", "parameters", parameters, parameters);
  // All at once: a device's answer takes its time, whatever the size.
  return new Map(
    await Promise.all(
      Object.entries(flatParameters(parameters)).map(async ([name, tensor]) =>
        [name, { shape: tensor.shape, data: await tensor.data() }] as const
      ),
    ),
  );
}

/**
 * Copies a checkpoint's weights to a device. Throws `UsageError` unless there are a kernel and a bias
 * for each layer and nothing else, and `ShapeError` for one whose numbers do not fill its shape.
 */
export function uploadWeights(
  device: Device,
  weights: ReadonlyMap<string, HostTensor>,
): MlpParameters {
  const layers = new Set([...weights.keys()].map((name) => name.replace(/\.(kernel|bias)$/, "")));
  const expected = [...layers].flatMap((layer) => [`${layer}.kernel`, `${layer}.bias`]);
  const odd = expected.find((name) => !weights.has(name));
  if (odd !== undefined) {
    throw new UsageError(
      `uploadWeights: expected a kernel and a bias for each layer, got no ${odd}`,
    );
  }
  const upload = (name: string) => {
    const { data, shape } = weights.get(name)!;
    return Tensor.upload<"float32">(device, data, shape, name);
  };
  return scope(() =>
    Object.fromEntries(
      [...layers].map((layer) =>
        [layer, { kernel: upload(`${layer}.kernel`), bias: upload(`${layer}.bias`) }] as const
      ),
    )
  );
}

/** Gives the parameters' memory back. */
export function disposeWeights(parameters: MlpParameters): void {
  for (const { kernel, bias } of Object.values(parameters)) {
    kernel.dispose();
    bias.dispose();
  }
}
