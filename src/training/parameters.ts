/** The weights of a network as files have them: their names, their shapes, and finite numbers. */
import { datasetInfo, type DataSettings } from "../data/settings.ts";
import { learnedParameters } from "../nn/activations.ts";
import { ActivationLayer } from "../nn/layers/activation.ts";
import { Dense } from "../nn/layers/dense.ts";
import type { ParameterSpecs } from "../nn/layers/layer.ts";
import { Sequential } from "../nn/layers/sequential.ts";
import { inspect } from "../printable.ts";
import type { HostTensor } from "../tensor/host_tensor.ts";
import type { Shape } from "../tensor/shape.ts";
import type { TrainingConfig } from "./config.ts";
import type { ErrorFactory } from "./schema.ts";

/** The ends of the network, by the configuration's data set. */
export function networkEnds(config: DataSettings): { inputSize: number; classes: number } {
  const { rows, columns, classes } = datasetInfo(config);
  return { inputSize: rows * columns, classes };
}

/** The parameters of the network that this configuration trains. Its activation need not be known here. */
export function networkSpecs(
  config: Pick<TrainingConfig, "activation" | "hiddenSizes" | keyof DataSettings>,
): ParameterSpecs {
  const { activation, hiddenSizes } = config;
  const { inputSize, classes } = networkEnds(config);
  const between = new ActivationLayer({
    name: activation,
    title: activation,
    apply: (x) => x,
    learned: learnedParameters(activation),
  });
  const hidden = hiddenSizes.flatMap((width) => [new Dense(width), between]);
  return new Sequential([...hidden, new Dense(classes)]).parameters([inputSize]);
}

/**
 * The weights in the order of the layers, once they are finite and exactly those that `specs` says.
 * Throws `fail` with the first that is not.
 */
export function checkedWeights(
  weights: ReadonlyMap<string, HostTensor>,
  specs: Readonly<Record<string, { readonly shape: Shape }>>,
  fail: ErrorFactory,
): Map<string, HostTensor> {
  const checked = new Map<string, HostTensor>();
  for (const [name, { shape }] of Object.entries(specs)) {
    const weight = weights.get(name);
    if (weight === undefined) throw fail(`tensor ${name} is missing`);
    checked.set(name, checkedTensor(name, weight, shape, fail));
  }
  const unknown = weights.keys().find((name) => !checked.has(name));
  if (unknown !== undefined) {
    throw fail(`tensor ${inspect(unknown)} belongs to no weight of the network`);
  }
  return checked;
}

/** A tensor that has this shape and finite numbers; throws `fail` if not. */
export function checkedTensor(
  name: string,
  tensor: HostTensor,
  shape: readonly number[],
  fail: ErrorFactory,
): HostTensor {
  const { data } = tensor;
  if (tensor.shape.length !== shape.length || tensor.shape.some((n, axis) => n !== shape[axis])) {
    throw fail(`tensor ${name} has the shape ${inspect(tensor.shape)}, expected ${inspect(shape)}`);
  }
  const index = data.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) throw fail(`tensor ${name} has the value ${data[index]} at position ${index}`);
  return tensor;
}

/** How many numbers parameters are. */
export function countNumbers(specs: Readonly<Record<string, { readonly shape: Shape }>>): number {
  return Object.values(specs).reduce(
    (sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1),
    0,
  );
}
