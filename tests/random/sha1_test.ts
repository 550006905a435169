import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { sha1 } from "../../src/random/sha1.ts";
import { randomBytes } from "../random_numbers.ts";

Deno.test("messages of every length up to three blocks have the system's digest", () => {
  for (let length = 0; length <= 200; length++) {
    const message = randomBytes(length, length + 1).subarray(1); // not at its buffer's start
    assert.equal(sha1(message).toHex(), hash("sha1", message, "hex"), `${length} bytes`);
  }
});

Deno.test("a message of many blocks has the system's digest", () => {
  const message = randomBytes(1, 1_000_003);
  assert.equal(sha1(message).toHex(), hash("sha1", message, "hex"));
});
