/** Initial parameters, the very ones that Flax gives a network. */
import { sha1 } from "../random/sha1.ts";
import { foldIn, type Key, prngKey } from "../random/threefry.ts";
import type { HostTensor } from "../tensor/host_tensor.ts";
import type { ParameterSpecs } from "./layers/layer.ts";

/** The initial values of a network's parameters, in the host's memory: the same for the same seed. */
export function initialParameters(specs: ParameterSpecs, seed: number): Map<string, HostTensor> {
  const root = prngKey(seed);
  const counts = new Map<string, number>();
  return new Map(
    Object.entries(specs).map(([name, { shape, initializer }]) => {
      const layer = name.split(".").slice(0, -1);
      const n = (counts.get(layer.join(".")) ?? 0) + 1;
      counts.set(layer.join("."), n);
      return [name, { shape, data: initializer(parameterKey(root, layer, n), shape) }];
    }),
  );
}

/**
 * Flax's key of a layer's n-th parameter: the root, folded with a digest of the names on the way to
 * the layer, and n.
 */
function parameterKey(root: Key, layer: readonly string[], n: number): Key {
  const digest = sha1(Uint8Array.of(...new TextEncoder().encode(layer.join("")), n));
  return foldIn(root, new DataView(digest.buffer).getUint32(0));
}
