import assert from "node:assert/strict";
import project from "../deno.json" with { type: "json" };
import { VERSION } from "../src/version.ts";

Deno.test("the version is the package's", () => {
  assert.equal(VERSION, project.version);
});
