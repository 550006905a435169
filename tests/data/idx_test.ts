import assert from "node:assert/strict";
import { DataError } from "../../src/data/data_error.ts";
import { idxLength, parseIdx, parseIdxLabels } from "../../src/data/idx.ts";
import { fc } from "../dependencies.ts";
import { encodeIdx } from "./encode_idx.ts";

const shape = [2, 1, 3];
const values = [1, 2, 3, 4, 5, 255];
const images = encodeIdx(shape, values);

function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof DataError, String(error));
    assert.match(error.message, /^FILE /);
    return error.message;
  }
  assert.fail("nothing was thrown");
}

Deno.test("parseIdx returns the values behind the header, wherever the bytes lie", () => {
  assert.equal(idxLength(shape), images.length);
  assert.deepEqual([...parseIdx(images, shape, "FILE")], values);
  const shifted = new Uint8Array([9, ...images]).subarray(1);
  assert.deepEqual([...parseIdx(shifted, shape, "FILE")], values);
});

Deno.test("parseIdx names what it found and what it expected", () => {
  const changed = (position: number, value: number) => images.with(position, value);
  const parse = (bytes: Uint8Array) => refusal(() => parseIdx(bytes, shape, "FILE"));
  assert.match(parse(changed(3, 1)), /0x00000801, expected 0x00000803/);
  assert.match(parse(changed(2, 0x0D)), /0x00000d03, expected 0x00000803/);
  assert.match(parse(changed(7, 3)), /array of 3 × 1 × 3, expected 2 × 1 × 3/);
  assert.match(parse(changed(4, 255)), /array of 4278190082 × 1 × 3/);
  assert.match(parse(images.subarray(0, -1)), /21 bytes, expected 22/);
  assert.match(parse(new Uint8Array([...images, 0])), /23 bytes, expected 22/);
  assert.match(parse(images.subarray(0, 15)), /cut short: 15 bytes/);
  assert.match(parse(new Uint8Array()), /cut short: 0 bytes/);
});

Deno.test("parseIdxLabels refuses a label that is no class", () => {
  const labels = encodeIdx([4], [0, 9, 3, 9]);
  assert.deepEqual([...parseIdxLabels(labels, 4, 10, "FILE")], [0, 9, 3, 9]);
  const message = refusal(() => parseIdxLabels(labels, 4, 9, "FILE"));
  assert.match(message, /label 9 at position 1, expected 0 to 8/);
});

Deno.test("a changed or cut file is read as intended or refused by name", () => {
  fc.assert(fc.property(
    fc.nat(images.length - 1),
    fc.nat(255),
    fc.nat(images.length),
    (position, value, length) => {
      try {
        const parsed = parseIdx(images.with(position, value).subarray(0, length), shape, "FILE");
        return parsed.length === values.length;
      } catch (error) {
        return error instanceof DataError;
      }
    },
  ));
});
