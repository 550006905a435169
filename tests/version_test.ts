import assert from "node:assert/strict";
import project from "../deno.json" with { type: "json" };
import { VERSION } from "../src/version.ts";

Deno.test("the version is the package's", () => {
  assert.equal(VERSION, project.version);
});

Deno.test("a citation names the same version", async () => {
  const citation = await Deno.readTextFile(new URL("../CITATION.cff", import.meta.url));
  assert.equal(/^version: (.+)$/m.exec(citation)?.[1], VERSION);
});
