import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { DataError } from "../../src/data/data_error.ts";
import { gunzip } from "../../src/data/gunzip.ts";

const content = Uint8Array.from({ length: 1000 }, (_, i) => i * i);
const packed = new Uint8Array(gzipSync(content));

function refusal(bytes: Uint8Array, maxLength = content.length): string {
  try {
    gunzip(bytes, maxLength, "FILE");
  } catch (error) {
    assert.ok(error instanceof DataError, String(error));
    assert.match(error.message, /^FILE /);
    return error.message;
  }
  assert.fail("nothing was thrown");
}

Deno.test("gunzip unpacks what fits exactly", () => {
  assert.deepEqual(gunzip(packed, content.length, "FILE"), content);
});

Deno.test("gunzip stops at the expected length", () => {
  assert.match(refusal(packed, content.length - 1), /more than the expected 999 bytes/);
});

Deno.test("gunzip stops before it meets the end of a bomb", () => {
  const bomb = gzipSync(new Uint8Array(10_000_000));
  const cut = bomb.subarray(0, bomb.length / 2); // inflating all of it would find the cut
  assert.match(refusal(cut), /more than the expected 1000 bytes/);
});

Deno.test("gunzip refuses damaged, cut and lengthened files", () => {
  for (let length = 0; length < packed.length; length += 7) {
    assert.match(refusal(packed.subarray(0, length)), /not an intact gzip file/);
  }
  assert.match(refusal(packed.subarray(0, -1)), /not an intact gzip file/);
  assert.match(refusal(packed.with(packed.length - 6, 1)), /not an intact gzip file/); // checksum
  assert.match(refusal(new Uint8Array([...packed, 0])), /not an intact gzip file/);
  assert.match(refusal(new Uint8Array([...packed, ...packed])), /not an intact gzip file/);
  assert.match(refusal(content), /not an intact gzip file/);
});
