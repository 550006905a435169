/** Small models as they are published: a configuration, and a pickle in the layout of the real ones. */
import { MersenneTwister } from "../../src/random/mersenne_twister.ts";
import {
  arrayState,
  BUILD,
  bytes,
  dtype,
  frozen,
  get,
  int,
  NDARRAY,
  pickle,
  put,
  RECONSTRUCT,
  REDUCE,
  text,
  tuple,
} from "./pickle_writer.ts";

/** The weights of a network with these hidden layers; all is the same for the same seed. */
export function weightsOf(hiddenSizes: readonly number[], seed: number) {
  const generator = new MersenneTwister(seed);
  const random = (shape: readonly number[]) => ({
    shape,
    data: Float32Array.from(
      { length: shape.reduce((product, size) => product * size, 1) },
      () => generator.nextUint32() / 2 ** 32 - 0.5,
    ),
  });
  const widths = [784, ...hiddenSizes, 10];
  return widths.slice(1).map((fanOut, layer) => ({
    name: `Dense_${layer}`,
    kernel: random([widths[layer]!, fanOut]),
    bias: random([fanOut]),
  }));
}

/** Their pickle; every name and the dtype are written once, and recalled from then on. */
export function modelPickle(layers: ReturnType<typeof weightsOf>): Uint8Array<ArrayBuffer> {
  const memo = new Map<string, number>();
  function once(value: string): string {
    const place = memo.get(value);
    if (place !== undefined) return get(place);
    memo.set(value, memo.size);
    return value + put(memo.size - 1);
  }
  function shared({ shape, data }: Parameters<typeof arrayState>[0]): string {
    const args = tuple(once(NDARRAY), tuple(int(0)), once(bytes("b")));
    return once(RECONSTRUCT) + args + REDUCE +
      arrayState({ shape, data, type: once(dtype()) }) + BUILD;
  }
  return pickle(frozen(
    ...layers.map(({ name, kernel, bias }): [string, string] => [
      name,
      `}(${once(text("bias"))}${shared(bias)}${once(text("kernel"))}${shared(kernel)}u`,
    ]),
  ));
}

/** A published configuration. */
export function modelConfig(name: string, hiddenSizes: readonly number[]): string {
  const alpha = name === "leakyrelu" ? { alpha: 0.1 } : {};
  return JSON.stringify({ act_fn: { ...alpha, name }, num_classes: 10, hidden_sizes: hiddenSizes });
}
