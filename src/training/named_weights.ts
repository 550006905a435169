/** The weights of a network as files have them: their names, their shapes, and finite numbers. */
import { shown } from "../printable.ts";
import type { TrainingConfig } from "./config.ts";
import type { HostTensor } from "./safetensors.ts";
import type { Fail } from "./schema.ts";

/** Numbers per image of FashionMNIST. */
export const INPUT_SIZE = 784;
/** Its classes. */
export const CLASSES = 10;

/** Widths, from the input to the classes, of the network that this configuration trains. */
export function networkSizes({ hiddenSizes }: Pick<TrainingConfig, "hiddenSizes">): number[] {
  return [INPUT_SIZE, ...hiddenSizes, CLASSES];
}

/**
 * The weights in the order of the layers, once they are finite and exactly those of a network of
 * these widths, named and shaped as Flax does: `Dense_0.kernel` (fan_in, fan_out), `Dense_0.bias`
 * (fan_out), `Dense_1.kernel`, … Throws `fail` with the first that is not.
 */
export function checkedWeights(
  weights: ReadonlyMap<string, HostTensor>,
  sizes: readonly number[],
  fail: Fail,
): Map<string, HostTensor> {
  const checked = new Map<string, HostTensor>();
  for (const [name, shape] of weightShapes(sizes)) {
    const weight = weights.get(name);
    if (weight === undefined) throw fail(`tensor ${name} is missing`);
    checked.set(name, checkedTensor(name, weight, shape, fail));
  }
  const unknown = weights.keys().find((name) => !checked.has(name));
  if (unknown !== undefined) {
    const layers = sizes.length - 1;
    throw fail(`tensor ${shown(unknown)} belongs to no weight of a network of ${layers} layers`);
  }
  return checked;
}

/** A tensor that has this shape and finite numbers; throws `fail` if not. */
export function checkedTensor(
  name: string,
  tensor: HostTensor,
  shape: readonly number[],
  fail: Fail,
): HostTensor {
  const { data } = tensor;
  if (tensor.shape.length !== shape.length || tensor.shape.some((n, axis) => n !== shape[axis])) {
    throw fail(`tensor ${name} has the shape ${shown(tensor.shape)}, expected ${shown(shape)}`);
  }
  const index = data.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) throw fail(`tensor ${name} has the value ${data[index]} at position ${index}`);
  return tensor;
}

/** How many numbers the weights of a network of these widths are. */
export function countWeights(sizes: readonly number[]): number {
  return [...weightShapes(sizes)].reduce(
    (sum, [, shape]) => sum + shape.reduce((product, size) => product * size),
    0,
  );
}

function* weightShapes(sizes: readonly number[]): Generator<[string, number[]]> {
  for (const [layer, fanOut] of sizes.slice(1).entries()) {
    yield [`Dense_${layer}.kernel`, [sizes[layer]!, fanOut]];
    yield [`Dense_${layer}.bias`, [fanOut]];
  }
}
