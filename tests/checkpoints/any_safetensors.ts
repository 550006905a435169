/** Random contents of safetensors files. */
import type { HostTensor, Safetensors } from "../../src/checkpoints/safetensors.ts";
import { fc } from "../dependencies.ts";
import { HOSTILE_NAMES } from "../fuzz/hostile_names.ts";

/** A tensor of these values, given by their bits so that every NaN comes back as it was. */
export function tensor(shape: number[], bits: ArrayLike<number>): HostTensor {
  return { shape, data: new Float32Array(Uint32Array.from(bits).buffer) };
}

const anyName = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(...HOSTILE_NAMES, 'quote"\\', "Dense_0.kernel"),
);
const anyTensor = fc.array(fc.nat(3), { maxLength: 4 }).chain((shape) => {
  const length = shape.reduce((product, size) => product * size, 1);
  return fc.array(fc.integer({ min: 0, max: 0xFFFFFFFF }), { minLength: length, maxLength: length })
    .map((bits) => tensor(shape, bits));
});

/** Up to five tensors and three texts under any names, of any bits. */
export const anyContent: fc.Arbitrary<Safetensors> = fc.record({
  tensors: fc.array(fc.tuple(anyName, anyTensor), { maxLength: 5 }).map((list) => new Map(list)),
  metadata: fc.array(fc.tuple(anyName, anyName), { maxLength: 3 }).map((list) => new Map(list)),
});
