import assert from "node:assert/strict";
import { CheckpointError } from "../../src/checkpoints/checkpoint_error.ts";
import {
  commonFields,
  decodeTensorFile,
  encodeTensorFile,
} from "../../src/checkpoints/tensor_file.ts";
import { parseTrainingConfig, trainingConfigSchema } from "../../src/training/config.ts";
import { strictObject } from "../../src/training/schema.ts";
import { VERSION } from "../../src/version.ts";
import { forge, takeApart } from "./forge.ts";

const schema = strictObject({ ...commonFields, config: trainingConfigSchema });
const KIND = { key: "a_test", schema, name: "the test's file" };
const record = { config: parseTrainingConfig({ activation: "elu" }) };

Deno.test("what would be too large to be read again is not written", () => {
  const data = new Float32Array(2 ** 22); // 16 MiB, the same for all tensors
  const encode = (count: number) =>
    encodeTensorFile(
      KIND,
      record,
      "FILE",
      () =>
        new Map(Array.from({ length: count }, (_, i) => [`${i}`, { shape: [data.length], data }])),
    );
  assert.throws(
    () => encode(64),
    new CheckpointError("cannot write FILE: its tensors have 1024 MiB, expected at most 992 MiB"),
  );
  assert.equal(decodeTensorFile(KIND, encode(1), "FILE").tensors.size, 1);
});

Deno.test("a file names the version that wrote it, and is read without or with another", () => {
  const { header } = takeApart(encodeTensorFile(KIND, record, "FILE", () => new Map()));
  const { version, ...others } = JSON.parse(JSON.parse(header).__metadata__.a_test);
  assert.match(VERSION, /^\d+\.\d+\.\d+$/);
  assert.equal(version, VERSION);
  for (const content of [others, { ...others, version: "0.10.0" }]) {
    const metadata = { __metadata__: { a_test: JSON.stringify(content) } };
    assert.deepEqual(
      decodeTensorFile(KIND, forge(JSON.stringify(metadata)), "FILE").record,
      record,
    );
  }
});
