/** Hostile unfinished runs: sound safetensors files or not, of a state or not. */
import assert from "node:assert/strict";
import { readRunCheckpoint, writeRunCheckpoint } from "../../src/checkpoints/run_checkpoint.ts";
import { trainingConfigSchema } from "../../src/training/config.ts";
import type { RunState } from "../../src/training/run_state.ts";
import { sampleState } from "../checkpoints/sample_state.ts";
import { fc } from "../dependencies.ts";
import type { Target } from "./run.ts";
import { damagedTensorFiles, withPath } from "./tensor_files.ts";

const TOKENS = [
  '"epochs":',
  '"history":[],',
  '"losses":',
  '"best.Dense_0.kernel":',
  '"devices":[],',
];

function written(state: RunState): Promise<Uint8Array> {
  return withPath(async (path) => {
    await writeRunCheckpoint(path, state);
    return await Deno.readFile(path);
  });
}

function read(file: Uint8Array): Promise<RunState> {
  return withPath(async (path) => {
    await Deno.writeFile(path, file);
    return (await readRunCheckpoint(path))!;
  });
}

const files = fc.constantFrom(
  ...await Promise.all(
    [sampleState(0, 2, [1]), sampleState(2, 0, [1, 2]), sampleState(3, 5, [1])].map(written),
  ),
);
export const unfinished: Target<Uint8Array, RunState> = {
  name: "unfinished run",
  inputs: damagedTensorFiles(files, "activation_lab_run", TOKENS),
  read,
  async verify(state) {
    const { config, history, losses, correct, weights, slots: { velocity }, best } = state;
    assert.deepEqual(trainingConfigSchema.parse(config), config);
    assert.deepEqual(history.map(({ epoch }) => epoch), history.map((_, i) => i + 1));
    assert.ok(history.length + (losses.length > 0 ? 1 : 0) <= config.epochs);
    assert.equal(correct.length, losses.length);
    assert.equal(best === undefined, history.length === 0);
    for (const tensors of [weights, velocity!, best ?? new Map()]) {
      for (const { data } of tensors.values()) assert.ok(data.every(Number.isFinite));
    }
    const bytes = await written(state);
    assert.deepEqual(await written(await read(bytes)), bytes);
  },
};
