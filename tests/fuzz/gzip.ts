/** Hostile gzip files, bombs among them. */
import assert from "node:assert/strict";
import { crc32, gzipSync } from "node:zlib";
import { gunzip } from "../../src/data/gunzip.ts";
import { fc } from "../dependencies.ts";
import { invalidCheckpoint, noise } from "./mutations.ts";
import type { Target } from "./run.ts";

const MAX_LENGTH = 1024;
/** Headers with every flag, and the starts of stored, fixed and dynamic blocks. */
const TOKENS = [
  "\x1f\x8b\x08\0\0\0\0\0\0\x03",
  "\x1f\x8b\x08\x1f\0\0\0\0\0\x03\xff\xff",
  "\x1f\x8b\x07\0",
  "\x01\xff\xff\0\0",
  "\x01\0\0\xff\xff",
  "\x03\0",
  "\xed\xc1",
];

const contents = fc.oneof(
  fc.uint8Array({ maxLength: MAX_LENGTH + 8 }),
  fc.tuple(fc.nat(MAX_LENGTH + 8), fc.nat(255)).map(([n, byte]) => new Uint8Array(n).fill(byte)),
);
const files = fc.tuple(contents, fc.constantFrom(0, 1, 9)).map(([content, level]) =>
  new Uint8Array(gzipSync(content, { level }))
);
/** Of 64 KiB to 16 MiB, in up to 16 KiB. */
const bombs = [16, 20, 24].map((bits) => new Uint8Array(gzipSync(new Uint8Array(2 ** bits))));

export const gzip: Target<Uint8Array, Uint8Array> = {
  name: "gzip",
  inputs: fc.oneof(
    { weight: 8, arbitrary: invalidCheckpoint(files, TOKENS) },
    { weight: 1, arbitrary: invalidCheckpoint(fc.constantFrom(...bombs), TOKENS) },
    { weight: 1, arbitrary: noise },
  ),
  read: (file) => gunzip(file, MAX_LENGTH, "FILE"),
  /** The file ends with its content's checksum and length (RFC 1952). */
  verify(content, file) {
    assert.ok(content.length <= MAX_LENGTH);
    const trailer = new DataView(file.buffer, file.byteOffset + file.length - 8);
    assert.equal(trailer.getUint32(0, true), crc32(content));
    assert.equal(trailer.getUint32(4, true), content.length);
  },
};
