import assert from "node:assert/strict";
import { join } from "node:path";
import { CheckpointError } from "../../src/checkpoints/checkpoint_error.ts";
import {
  commonFields,
  readTensorFile,
  writeTensorFile,
} from "../../src/checkpoints/tensor_file.ts";
import { strictObject } from "../../src/training/schema.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const KIND = { key: "a_test", schema: strictObject(commonFields), name: "the test's file" };

Deno.test("what would be too large to be read again is not written", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "file");
    const data = new Float32Array(2 ** 22); // 16 MiB, the same for all tensors
    const write = (count: number) =>
      writeTensorFile(
        path,
        KIND,
        {},
        () =>
          new Map(
            Array.from({ length: count }, (_, i) => [`${i}`, { shape: [data.length], data }]),
          ),
      );
    await assert.rejects(
      write(64),
      new CheckpointError(
        `cannot write ${path}: its tensors have 1024 MiB, expected at most 1020 MiB`,
      ),
    );
    assert.deepEqual([...Deno.readDirSync(folder)], []);
    await write(1);
    assert.equal((await readTensorFile(path, KIND))!.tensors.size, 1);
  }));
