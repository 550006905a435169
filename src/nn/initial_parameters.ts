/** Initial weights, the very ones that Flax gives a network of dense layers. */
import { sha1 } from "../random/sha1.ts";
import { foldIn, type Key, prngKey, uniform } from "../random/threefry.ts";

/** A dense layer's numbers on the host. */
export interface InitialDense {
  /** (fanIn, fanOut), row-major. */
  readonly kernel: Float32Array<ArrayBuffer>;
  /** (fanOut). */
  readonly bias: Float32Array<ArrayBuffer>;
}

/** The name Flax gives the layer at a position. */
export function layerName(index: number): string {
  return `Dense_${index}`;
}

/**
 * A layer's kernel and bias, uniform in ±1/√fanIn (PyTorch's default, which the tutorial keeps).
 *
 * Deterministic in the seed and the layer's position.
 */
export function initialDense(
  seed: number,
  index: number,
  fanIn: number,
  fanOut: number,
): InitialDense {
  const root = prngKey(seed);
  const name = layerName(index);
  const bound = 1 / Math.sqrt(fanIn);
  return {
    kernel: uniform(parameterKey(root, name, 1), fanIn * fanOut, -bound, bound),
    bias: uniform(parameterKey(root, name, 2), fanOut, -bound, bound),
  };
}

/** Flax's key of a layer's n-th parameter: the root, folded with a digest of the layer's name and n. */
function parameterKey(root: Key, name: string, n: number): Key {
  const digest = sha1(Uint8Array.of(...new TextEncoder().encode(name), n));
  return foldIn(root, new DataView(digest.buffer).getUint32(0));
}
