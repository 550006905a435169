/** Hostile pickles: small programs of all kinds. */
import assert from "node:assert/strict";
import { readPickle } from "../../src/pretrained/pickle.ts";
import type { PickleValue } from "../../src/pretrained/pickle_values.ts";
import { fc } from "../dependencies.ts";
import * as write from "../pretrained/pickle_writer.ts";
import { HOSTILE_NAMES } from "./hostile_names.ts";
import { amount, invalidCheckpoint, noise } from "./mutations.ts";
import { pickleAsWritten, spelt } from "./pickle_as_written.ts";
import type { Target } from "./run.ts";

/** Instructions, their arguments, and claims. */
export const PICKLE_TOKENS = [
  ...["\x80\x03", "\x80\x04", ".", "(", "t", "u", "s", "}", "R", "b", "N", "\x85", "\x86", "q\0"],
  ...["h\0", "h\x01", "K\x01", "J\xff\xff\xff\xff", "M\xff\xff", "C\xff", "B\xff\xff\xff\xff"],
  ...["X\xff\xff\xff\xff", "X\x80\0\0\0", "B\0\0\0\x04", "\x8a\xff", "\x8b\xff\xff\xff\x7f", "]"],
  ...["cos\nsystem\n", "cbuiltins\neval\n", "i", "\x93", "\x81", "q\0h\0\x86", "((((", "\x88"],
  ...[write.FROZEN_DICT, write.NDARRAY, write.DTYPE, write.EMPTY_ARRAY, write.dtype()],
  ...[write.text("__proto__"), write.text("Dense_0"), write.text("kernel"), write.text("params")],
];

/** Programs that ask for much work in few bytes, more of it the larger n is. */
const LABORIOUS: ((n: number) => string)[] = [
  (n) => write.NONE + "\x85".repeat(n),
  (n) => `}${write.text("k")}`.repeat(n) + write.NONE + "s".repeat(n),
  (n) => write.MARK.repeat(n) + "t".repeat(n),
  (n) => write.tuple(...Array(n).fill(write.NONE)),
  (n) => write.tuple(...Array(n).fill(write.dtype())),
  (n) => write.tuple(write.bytes("x".repeat(n)) + write.put(0), ...Array(9).fill(write.get(0))),
  (n) => write.NONE + write.put(0).repeat(n),
  (n) => write.text("x".repeat(n)),
  (n) => `}${Array.from({ length: n }, (_, i) => `${write.text(`${i}`)}Ns`).join("")}`,
  (n) => write.tuple(write.NONE) + `${write.put(0)}${write.get(0)}\x86`.repeat(n),
];

/** A text's UTF-8, one character a byte, as programs have it. */
function utf8(text: string): string {
  return latin1(new TextEncoder().encode(text));
}

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

const anyText = fc.oneof(fc.constantFrom(...HOSTILE_NAMES), fc.string({ maxLength: 20 })).map(utf8);
const anyArray = fc.array(fc.nat(3), { maxLength: 3 }).chain((shape) => {
  const length = shape.reduce((product, size) => product * size, 1);
  return fc.float32Array({ minLength: length, maxLength: length })
    .map((data) => ({ shape, data }));
});
/** Programs of values of every kind, within each other; and of what no pickler would write. */
const { program } = fc.letrec<{ program: string }>((tie) => ({
  program: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(write.NONE, write.TRUE, write.FALSE, write.NDARRAY, write.dtype()),
    fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map(write.int),
    anyText.map(write.text),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => write.bytes(latin1(bytes))),
    anyArray.map(write.array),
    fc.array(tie("program"), { maxLength: 5 }).map((items) => write.tuple(...items)),
    anyDict(tie("program")),
    anyDict(tie("program")).map((dict) => write.FROZEN_DICT + write.tuple(dict) + write.REDUCE),
    tie("program").map((shared) => write.tuple(shared + write.put(0), write.get(0))),
    fc.tuple(tie("program"), tie("program")).map(([key, value]) => `}${key}${value}s`),
    anyArray.map((array) => write.array(array) + write.arrayState(array) + write.BUILD),
  ),
}));

/** Now and then, a key comes twice. */
function anyDict(values: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.array(fc.tuple(anyText, values), { maxLength: 4 })
    .map((entries) => write.dict(...entries));
}

/** Instructions in any order. */
const soups = fc.array(fc.constantFrom(...PICKLE_TOKENS), { maxLength: 20 })
  .map((instructions) => write.pickle(instructions.join("")));
const laborious = fc.tuple(fc.constantFrom(...LABORIOUS), amount(2 ** 16))
  .map(([laboriousProgram, n]) => write.pickle(laboriousProgram(n)));

export const pickle: Target<Uint8Array, PickleValue> = {
  name: "pickle",
  inputs: fc.oneof(
    { weight: 6, arbitrary: invalidCheckpoint(program.map(write.pickle), PICKLE_TOKENS) },
    { weight: 2, arbitrary: invalidCheckpoint(soups, PICKLE_TOKENS) },
    { weight: 1, arbitrary: laborious },
    { weight: 1, arbitrary: noise },
  ),
  read: (file) => readPickle(file, "FILE"),
  verify(value, file) {
    assertSmallTree(value);
    assert.deepEqual(spelt(value), pickleAsWritten(file));
  },
};

/** What holds other values stands in one place, at most 16 deep; keys are texts, texts are short. */
function assertSmallTree(root: PickleValue): void {
  const seen = new Set<unknown>();
  function visit(value: unknown, depth: number): void {
    assert.ok(depth <= 17, "too deep");
    if (typeof value === "string") assert.ok(value.length <= 128, "a long text");
    if (!Array.isArray(value) && !(value instanceof Map)) return;
    assert.ok(!seen.has(value), "shared");
    seen.add(value);
    if (Array.isArray(value)) return value.forEach((item) => visit(item, depth + 1));
    for (const [key, item] of value) {
      assert.equal(typeof key, "string");
      visit(key, depth + 1);
      visit(item, depth + 1);
    }
  }
  visit(root, 1);
}
