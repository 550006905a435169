/** A network's parameters between the device and a checkpoint. */
import type { Device } from "../device/device.ts";
import type { DenseParameters, MlpParameters } from "../nn/mlp.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { HostTensor } from "./safetensors.ts";

/** Copies parameters to the host, named as Flax does: Dense_0.kernel, Dense_0.bias, … */
export async function downloadWeights(parameters: MlpParameters): Promise<Map<string, HostTensor>> {
  const named = Object.entries(parameters).flatMap(([layer, { kernel, bias }]) =>
    [[`${layer}.kernel`, kernel], [`${layer}.bias`, bias]] as const
  );
  // All at once: a device's answer takes its time, whatever the size.
  return new Map(
    await Promise.all(
      named.map(async ([name, tensor]) =>
        [name, { shape: tensor.shape, data: await tensor.data() }] as const
      ),
    ),
  );
}

/** Copies a checkpoint's weights to a device. */
export function uploadWeights(
  device: Device,
  weights: ReadonlyMap<string, HostTensor>,
): MlpParameters {
  const upload = ({ data, shape }: HostTensor) => Tensor.upload<"float32">(device, data, shape);
  const layers: [string, DenseParameters][] = [];
  for (const [name, kernel] of weights) {
    const [, layer] = /^(.+)\.kernel$/.exec(name) ?? [];
    if (layer === undefined) continue;
    const bias = weights.get(`${layer}.bias`)!;
    layers.push([layer, { kernel: upload(kernel), bias: upload(bias) }]);
  }
  return Object.fromEntries(layers);
}

/** Gives the parameters' memory back. */
export function disposeWeights(parameters: MlpParameters): void {
  for (const { kernel, bias } of Object.values(parameters)) {
    kernel.dispose();
    bias.dispose();
  }
}
