import assert from "node:assert/strict";
import { CheckpointError } from "../../src/checkpoints/checkpoint_error.ts";
import {
  decodeSafetensors,
  encodeSafetensors,
  type HostTensor,
  type Safetensors,
} from "../../src/checkpoints/safetensors.ts";
import { fc } from "../dependencies.ts";
import { anyContent, tensor } from "./any_safetensors.ts";
import { forge, takeApart } from "./forge.ts";

/** Texts and bits, which deepEqual compares exactly. */
function plain({ tensors, metadata }: Safetensors) {
  const bits = [...tensors].map(([name, { shape, data }]) =>
    [name, shape, new Uint32Array(data.buffer, data.byteOffset, data.length)] as const
  );
  return { bits, metadata: new Map(metadata) };
}

function refusal(bytes: Uint8Array): string {
  try {
    decodeSafetensors(bytes, "FILE");
  } catch (error) {
    assert.ok(error instanceof CheckpointError, String(error));
    assert.match(
      error.message,
      /^FILE is not a (valid checkpoint: .*; put a good copy in its place|checkpoint: .*that a training wrote)$/,
    );
    return error.message;
  }
  assert.fail("nothing was thrown");
}

Deno.test("what is encoded is decoded, whatever the names, values and alignment", () => {
  fc.assert(fc.property(anyContent, fc.nat(7), (content, shift) => {
    const bytes = encodeSafetensors(content);
    assert.deepEqual(encodeSafetensors(content), bytes);
    assert.equal((8 + Number(new DataView(bytes.buffer).getBigUint64(0, true))) % 8, 0);

    const shifted = new Uint8Array(shift + bytes.length).subarray(shift);
    shifted.set(bytes);
    const decoded = decodeSafetensors(shifted, "FILE");
    shifted.fill(0xFF);
    assert.deepEqual(sortedByName(plain(decoded)), sortedByName(plain(content)));
  }));
});

/** Tensors without values may come in any order: they all lie at the same place. */
function sortedByName({ bits, metadata }: ReturnType<typeof plain>) {
  const order = <Item extends readonly [string, ...unknown[]]>(list: Item[]) =>
    list.sort(([a], [b]) => a < b ? -1 : 1);
  return { bits: order(bits), metadata: order([...metadata]) };
}

Deno.test("a file's bytes are those of the format", () => {
  const bytes = encodeSafetensors({
    tensors: new Map([["a", tensor([1, 2], [0x3F800000, 0x7FC00001])], ["b", tensor([0], [])]]),
    metadata: new Map([["k", "v"]]),
  });
  const { header, data } = takeApart(bytes);
  assert.equal(
    header.trimEnd(),
    '{"__metadata__":{"k":"v"},' +
      '"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},' +
      '"b":{"dtype":"F32","shape":[0],"data_offsets":[8,8]}}',
  );
  assert.equal(header.length % 8, 0);
  assert.deepEqual([...data], [0, 0, 0x80, 0x3F, 1, 0, 0xC0, 0x7F]);
});

Deno.test("tensors are decoded in the order of their data", () => {
  const entry = (begin: number) =>
    `{"data_offsets":[${begin},${begin + 4}],"shape":[],"dtype":"F32"}`;
  const bytes = forge(`{"b": ${entry(4)}, "a": ${entry(0)}}   `, new Uint8Array(8));
  assert.deepEqual([...decodeSafetensors(bytes, "FILE").tensors.keys()], ["a", "b"]);
});

Deno.test("__proto__ is a name like any other", () => {
  const bytes = forge(
    '{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},' +
      '"__metadata__":{"__proto__":"text"}}',
    new Uint8Array(4),
  );
  const { tensors, metadata } = decodeSafetensors(bytes, "FILE");
  assert.deepEqual([...tensors.keys()], ["__proto__"]);
  assert.deepEqual([...metadata], [["__proto__", "text"]]);
  assert.equal(Object.getPrototypeOf({}), Object.prototype);
});

Deno.test("encodeSafetensors refuses what could not be read back", () => {
  const encode = (name: string, value: HostTensor, text = "") => () =>
    encodeSafetensors({ tensors: new Map([[name, value]]), metadata: new Map([["k", text]]) });
  const refused = (pattern: RegExp) => (error: Error) =>
    error instanceof CheckpointError && pattern.test(error.message);
  assert.throws(
    encode("a", tensor(Array(33).fill(1), [1])),
    refused(/"a" has 33 dimensions, .* 32/),
  );
  assert.throws(encode("a", tensor([2], [1])), refused(/"a" has 1 values, .* shape \[ 2 \]/));
  assert.throws(encode("__metadata__", tensor([], [1])), refused(/called __metadata__/));
  assert.throws(encode("a", tensor([], [1]), "x".repeat(2 ** 25)), refused(/at most 33554432/));
});

Deno.test("a file that is cut short or has a false length is refused", () => {
  assert.match(refusal(forge("{}", undefined, 3n)), /cut short: 10 bytes, .* ends at 11/);
  assert.match(refusal(forge("{}", undefined, 1n)), /header is not valid JSON/);
});

Deno.test("what was never a safetensors file is told from a damaged one", () => {
  const told = (bytes: Uint8Array, problem: string) =>
    assert.equal(
      refusal(bytes),
      `FILE is not a checkpoint: it is not a safetensors file, ${problem}; ` +
        "choose a .safetensors file that a training wrote",
    );
  told(new Uint8Array(), "it has 0 bytes, expected more than 8");
  told(new Uint8Array(8), "it has 8 bytes, expected more than 8");
  told(
    forge("{}", undefined, 2n ** 25n + 1n),
    "its header claims 33554433 bytes, expected at most 33554432",
  );
  told(
    new TextEncoder().encode("# A document"),
    "its header claims 8458727000960475171 bytes, expected at most 33554432",
  );
  for (const text of ["\uFEFF{}", "NaN", "null", "[]", "3", '"{}"', "\0{}"]) {
    told(forge(text), "its header is not a JSON object");
  }
});

Deno.test("a header that is not strict JSON is refused", () => {
  assert.match(refusal(forge(Uint8Array.of(0x7B, 0xFF, 0x7D))), /not valid UTF-8/);
  for (
    const text of ["{", "{}}", "{'a':1}", '{"a":1,}', "{}\0", '{"a":01}']
  ) {
    assert.match(refusal(forge(text)), /the header is not valid JSON/, text);
  }
});

Deno.test("a key that comes twice is refused, however it is written", () => {
  const entry = '{"dtype":"F32","shape":[],"data_offsets":[0,4]}';
  const data = new Uint8Array(4);
  const twice = (header: string) =>
    assert.match(refusal(forge(header, data)), /the header has the key ".*" twice/, header);
  twice(`{"a":${entry},"a":${entry}}`);
  twice(`{"a":${entry},"\\u0061" :${entry}}`);
  twice(`{"__proto__":${entry},"__proto__":${entry}}`);
  twice(`{"__metadata__":{},"a":${entry},"__metadata__":{}}`);
  twice(`{"__metadata__":{"k":"","k":""},"a":${entry}}`);
  twice(`{"a":{"dtype":"F16","dtype":"F32","shape":[],"data_offsets":[0,4]}}`);
  const misleading = `{"__metadata__":{"a":"{\\"a\\":\\"a\\",","k":"\\\\"},"a":${entry},"k":${
    entry.replace("[0,4]", "[4,8]")
  }}`;
  assert.equal(decodeSafetensors(forge(misleading, new Uint8Array(8)), "FILE").tensors.size, 2);
});

Deno.test("a tensor that is not described as the format wants is refused", () => {
  const refused = (entry: string, expected: RegExp) =>
    assert.match(refusal(forge(`{"a":${entry}}`, new Uint8Array(8))), expected, entry);
  const size = "expected an integer from 0 to 9007199254740991";
  refused("3", /tensor "a" is 3, expected an object of dtype, shape, data_offsets/);
  refused("{}", /dtype of tensor "a" is missing, expected "F32"/);
  const described = (shape: string, offsets: string, dtype = '"F32"') =>
    `{"dtype":${dtype},"shape":${shape},"data_offsets":${offsets}}`;
  refused(described("[4]", "[0,8]", '"F16"'), /dtype of tensor "a" is "F16", expected "F32"/);
  refused(described("[2]", "[0,8]", "32"), /dtype of tensor "a" is 32/);
  refused(described("2", "[0,8]"), /shape of tensor "a" is 2, expected a list of at most 32 sizes/);
  refused(
    described(`[${Array(33).fill(1)}]`, "[0,8]"),
    /shape .*, expected a list of at most 32 s/,
  );
  for (const wrong of ["-1", "1.5", "1e400", '"2"', "null", "9007199254740992"]) {
    const place = `\\[1\\] of tensor "a" is .*, ${size}`;
    refused(described(`[2,${wrong}]`, "[0,8]"), new RegExp(`shape${place}`));
    refused(described("[2]", `[0,${wrong}]`), new RegExp(`data_offsets${place}`));
  }
  refused(described("[2]", "[0]"), /data_offsets/);
  refused(described("[2]", "[0,4,8]"), /data_offsets of tensor "a" .* two byte offsets/);
  refused('{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}', /unknown field "x"/);
  const text = forge('{"__metadata__":{"k":3}}');
  assert.match(refusal(text), /the metadata "k" is 3, expected a text/);
  assert.match(refusal(forge('{"__metadata__":[]}')), /where it must have an object/);
});

Deno.test("tensors fill the data from its first to its last byte, once", () => {
  const file = (bytes: number, ...tensors: [shape: number[], begin: number, end: number][]) =>
    forge(
      JSON.stringify(
        Object.fromEntries(
          tensors.map((
            [shape, begin, end],
            index,
          ) => [`t${index}`, { dtype: "F32", shape, data_offsets: [begin, end] }]),
        ),
      ),
      new Uint8Array(bytes),
    );
  const max = Number.MAX_SAFE_INTEGER;
  assert.match(refusal(file(12, [[2], 0, 8], [[2], 4, 12])), /"t1" overlaps .* byte 4, expected 8/);
  assert.match(refusal(file(8, [[2], 0, 8], [[2], 0, 8])), /"t1" overlaps/);
  assert.match(refusal(file(12, [[1], 0, 4], [[1], 8, 12])), /"t1" leaves a hole before it/);
  assert.match(refusal(file(8, [[1], 4, 8])), /"t0" leaves a hole before it/);
  assert.match(
    refusal(file(8, [[1], 0, 8])),
    /has 8 bytes, expected 4 for each value of its shape \[ 1 \]/,
  );
  assert.match(refusal(file(8, [[2], 8, 0])), /leaves a hole/);
  assert.match(refusal(file(0, [[1], 0, 0])), /has 0 bytes, expected 4 for each/);
  assert.match(refusal(file(8, [[max, max], 0, max])), /has 9007199254740991 bytes/);
  assert.match(refusal(file(0, [Array(31).fill(max).concat(0), 0, 0])), /has 0 bytes/);
  assert.match(refusal(file(7, [[2], 0, 8])), /cut short: 7 bytes of data, .* ends at 8/);
  assert.match(refusal(file(9, [[2], 0, 8])), /1 bytes follow the last tensor/);
  assert.match(refusal(forge("{}", new Uint8Array(1))), /1 bytes follow the last tensor/);
});

// What takes time in proportion to the square of a header's length does not end here.
Deno.test("hostile headers are refused in short, without a deep stack", () => {
  const half = 2 ** 20;
  const hostile = [
    "[".repeat(half) + "]".repeat(half),
    '{"a":'.repeat(half / 4) + "0" + "}".repeat(half / 4),
    `{"__metadata__":{"k":"${'\\"'.repeat(half)}","k":""}}`,
    `{"k"${" ".repeat(half)}:0,"k":0}`,
    `{"a":{"dtype":{"${" ".repeat(half)}":0}}}`,
    `{"a":{"dtype":"F32","shape":[${"-1,".repeat(half)}-1],"data_offsets":[0,0]}}`,
    `{${Array.from({ length: half / 32 }, (_, i) => `"${i}":{}`)}}`,
  ];
  for (const header of hostile) assert.ok(refusal(forge(header)).length < 1000);
});
