import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { sha256 } from "../../src/study/sha256.ts";

Deno.test("texts of every length up to three blocks have the system's digest", () => {
  for (let length = 0; length <= 100; length++) {
    const text = "é7".repeat(length).slice(length);
    assert.equal(sha256(text), hash("sha256", text, "hex"), `${length} characters`);
  }
});
