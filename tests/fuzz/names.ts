/** Hostile names of models: no file they name may lie anywhere but in its folder. */
import assert from "node:assert/strict";
import { join, posix, win32 } from "node:path";
import { checkpointPath } from "../../src/checkpoints/checkpoint.ts";
import { runCheckpointPath } from "../../src/checkpoints/run_checkpoint.ts";
import { fc } from "../dependencies.ts";
import { HOSTILE_NAMES } from "./hostile_names.ts";
import type { Target } from "./run.ts";

const FOLDER = join("some", "folder");

const pieces = fc.constantFrom(...HOSTILE_NAMES, "/", "\\", "..", "\0", "elu", "a_1-b");
const names = fc.oneof(
  fc.array(pieces, { maxLength: 6 }).map((list) => list.join("")),
  fc.stringMatching(/^[a-z][a-z0-9_-]{0,40}$/),
  fc.stringMatching(/^[A-Za-z0-9._-]{0,140}$/),
  fc.string({ unit: "binary" }),
);

export const modelNames: Target<string, string[]> = {
  name: "model names",
  inputs: names,
  read: (name) => [checkpointPath(FOLDER, name), runCheckpointPath(FOLDER, name)],
  verify: (paths) => paths.forEach((path) => assertDirectlyIn(FOLDER, path)),
};

/** On whatever system. */
function assertDirectlyIn(folder: string, path: string): void {
  assert.ok(!path.includes("\0"));
  for (const { dirname, resolve } of [posix, win32]) {
    assert.equal(resolve(dirname(resolve(path))), resolve(folder));
  }
}
