/** Weights in a form whose differences a test can print. */
import { hash } from "node:crypto";
import type { HostTensor } from "../../src/checkpoints/safetensors.ts";

/** Name, shape and SHA-256 of each tensor: the same for the same bits. */
export function digests(weights: ReadonlyMap<string, HostTensor>): string[] {
  return Array.from(weights, ([name, { shape, data }]) => {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return `${name} (${shape}) ${hash("sha256", bytes, "hex")}`;
  });
}
