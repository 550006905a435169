/** Hostile safetensors files. */
import assert from "node:assert/strict";
import {
  decodeSafetensors,
  encodeSafetensors,
  type Safetensors,
} from "../../src/checkpoints/safetensors.ts";
import { anyContent } from "../checkpoints/any_safetensors.ts";
import { forge, takeApart } from "../checkpoints/forge.ts";
import { fc } from "../dependencies.ts";
import { jsonDamage } from "./json_damage.ts";
import { amount, invalidCheckpoint, noise } from "./mutations.ts";
import type { Target } from "./run.ts";

const TOKENS = ['"__metadata__":{', '"F16"', '"shape":', '"a":{"dtype":"F32",', "[0,8]"];

/** Headers that ask for much work in few bytes, more of it the larger n is. */
const LABORIOUS: ((n: number) => string)[] = [
  (n) => "[".repeat(n) + "]".repeat(n),
  (n) => '{"a":'.repeat(n) + "0" + "}".repeat(n),
  (n) => tensor(`[${"-1,".repeat(n)}-1]`),
  (n) => tensor(`[${"0,".repeat(n)}0]`),
  (n) => tensor(`[${"[".repeat(n)}${"]".repeat(n)}]`),
  (n) => `{${list(n, (i) => `"a${i}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}`)}}`,
  (n) => `{"a":{${list(n, (i) => `"a${i}":0`)}}}`,
  (n) => `{"__metadata__":{"a":"${'\\"'.repeat(n)}"}}`,
  (n) => `{"__metadata__":{"a":"${"\\u202e".repeat(n)}"}}`,
  (n) => `{"a"${" ".repeat(n)}:0}`,
  (n) => `{"a":{"dtype":{"${" ".repeat(n)}":0}}}`,
];

function tensor(shape: string): string {
  return `{"a":{"dtype":"F32","shape":${shape},"data_offsets":[0,0]}}`;
}

function list(n: number, item: (index: number) => string): string {
  return Array.from({ length: n }, (_, index) => item(index)).join();
}

const files = anyContent.map(encodeSafetensors);
/** With the length that the damaged header has, so that reading goes on to it. */
const reheaded = fc.tuple(files, jsonDamage(TOKENS)).map(([file, apply]) => {
  const { header, data } = takeApart(file);
  return forge(apply(new TextEncoder().encode(header)), data);
});
/** Tensors that lie anywhere in up to 16 bytes of data. */
const scattered = fc.tuple(
  fc.array(fc.tuple(fc.nat(16), fc.constantFrom<number[][]>([], [0], [1], [2], [1, 2])), {
    maxLength: 3,
  }),
  fc.nat(16),
).map(([places, length]) => {
  const fields = places.map(([begin, shape], index) => {
    const end = begin + 4 * shape.reduce((product, size) => product * size, 1);
    return [`t${index}`, { dtype: "F32", shape, data_offsets: [begin, end] }];
  });
  return forge(JSON.stringify(Object.fromEntries(fields)), new Uint8Array(length));
});
const laborious = fc.tuple(fc.constantFrom(...LABORIOUS), amount(2 ** 17))
  .map(([header, n]) => forge(header(n)));

export const safetensors: Target<Uint8Array, Safetensors> = {
  name: "safetensors",
  inputs: fc.oneof(
    { weight: 3, arbitrary: invalidCheckpoint(files, TOKENS) },
    { weight: 5, arbitrary: reheaded },
    { weight: 1, arbitrary: scattered },
    { weight: 1, arbitrary: laborious },
    { weight: 1, arbitrary: noise },
  ),
  read: (file) => decodeSafetensors(file, "FILE"),
  verify(content, file) {
    assert.deepEqual(content, asWritten(file));
    const encoded = encodeSafetensors(content);
    assert.deepEqual(encodeSafetensors(decodeSafetensors(encoded, "FILE")), encoded);
  },
};

/** What a sound file says; nothing is checked but that no byte is left out of account. */
function asWritten(file: Uint8Array): Safetensors {
  const { header, data } = takeApart(file);
  assert.deepEqual(new TextEncoder().encode(header), file.subarray(8, file.length - data.length));
  const fields = Object.entries<{ shape: number[]; data_offsets: [number, number] }>(
    JSON.parse(header),
  );
  const [metadata = ["", {}]] = fields.filter(([name]) => name === "__metadata__");
  const tensors = fields.filter(([name]) => name !== "__metadata__");
  const lengths = tensors.map(([, { data_offsets: [begin, end] }]) => end - begin);
  assert.equal(lengths.reduce((sum, length) => sum + length, 0), data.length);
  return {
    metadata: new Map(Object.entries(metadata[1]) as unknown as [string, string][]),
    tensors: new Map(
      tensors.map(([name, { shape, data_offsets }]) => [
        name,
        { shape, data: new Float32Array(data.slice(...data_offsets).buffer) },
      ]),
    ),
  };
}
