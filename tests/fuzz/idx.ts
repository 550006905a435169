/** Hostile IDX files of images and of labels. */
import assert from "node:assert/strict";
import { parseIdx, parseIdxLabels } from "../../src/data/idx.ts";
import { encodeIdx } from "../data/encode_idx.ts";
import { fc } from "../dependencies.ts";
import { invalidCheckpoint, noise } from "./mutations.ts";
import type { Target } from "./run.ts";

const IMAGES = [3, 2, 2];
const LABELS = [12];
const CLASSES = 10;
const TOKENS = ["\0\0\x08\x03", "\0\0\x08\x01", "\0\0\x0D\x03", "\0\0\0\x03", "\0\0\0\x0C"];

/** Sound files of a shape, with values from 0 to `max`. */
function files(shape: readonly number[], max: number): fc.Arbitrary<Uint8Array> {
  const length = shape.reduce((product, size) => product * size, 1);
  return fc.array(fc.nat(max), { minLength: length, maxLength: length })
    .map((values) => encodeIdx(shape, values));
}

/** Files of one kind, of the other, of others still, damaged; and noise. */
function inputs(expected: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
  const others = fc.array(fc.nat(4), { maxLength: 4 }).chain((shape) => files(shape, 255));
  return fc.oneof(
    { weight: 6, arbitrary: invalidCheckpoint(expected, TOKENS) },
    { weight: 2, arbitrary: invalidCheckpoint(others, TOKENS) },
    { weight: 1, arbitrary: noise },
  );
}

export const idxImages: Target<Uint8Array, Uint8Array> = {
  name: "IDX images",
  inputs: inputs(files(IMAGES, 255)),
  read: (file) => parseIdx(file, IMAGES, "FILE"),
  verify: (images, file) => assert.deepEqual(encodeIdx(IMAGES, [...images]), file),
};

export const idxLabels: Target<Uint8Array, Uint8Array> = {
  name: "IDX labels",
  inputs: inputs(fc.oneof(files(LABELS, CLASSES - 1), files(LABELS, CLASSES))),
  read: (file) => parseIdxLabels(file, LABELS[0]!, CLASSES, "FILE"),
  verify(labels, file) {
    assert.ok(labels.every((label) => label < CLASSES));
    assert.deepEqual(encodeIdx(LABELS, [...labels]), file);
  },
};
