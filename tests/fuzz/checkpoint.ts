/** Hostile checkpoints: sound safetensors files or not, of a network or not. */
import assert from "node:assert/strict";
import {
  type Checkpoint,
  readCheckpoint,
  writeCheckpoint,
} from "../../src/checkpoints/checkpoint.ts";
import { trainingConfigSchema } from "../../src/training/config.ts";
import { forge, takeApart } from "../checkpoints/forge.ts";
import { sampleCheckpoint } from "../checkpoints/sample_checkpoint.ts";
import { sampleProbes } from "../checkpoints/sample_probes.ts";
import { fc } from "../dependencies.ts";
import type { Target } from "./run.ts";
import { damagedTensorFiles, withPath } from "./tensor_files.ts";

const TOKENS = ['"epochs":', '"formatVersion":2,', '"Dense_0.kernel":', '"hiddenSizes":[16384],'];

function written(checkpoint: Checkpoint): Promise<Uint8Array> {
  return withPath(async (path) => {
    await writeCheckpoint(path, checkpoint);
    return await Deno.readFile(path);
  });
}

function read(file: Uint8Array): Promise<Checkpoint> {
  return withPath(async (path) => {
    await Deno.writeFile(path, file);
    return await readCheckpoint(path);
  });
}

const files = fc.constantFrom(
  ...await Promise.all(
    [
      sampleCheckpoint([1]),
      sampleCheckpoint([1, 2], 1, 0),
      sampleCheckpoint([1, 1, 1], 2, 9),
      { ...sampleCheckpoint([1, 2], 1), probes: sampleProbes(2, [1, 2]) },
    ].map(written),
  ),
);
/** A weight of another shape or name, or one too many or too few. */
const redescribed = fc.tuple(files, fc.nat(), fc.nat(4)).map(([file, which, change]) => {
  const { header, data } = takeApart(file);
  const { __metadata__, ...weights } = JSON.parse(header);
  const names = Object.keys(weights);
  const name = names[which % names.length]!;
  const { [name]: weight, ...others } = weights;
  const { shape, data_offsets: [, end] } = weight;
  const changed: Record<string, unknown> = [
    { [name]: { ...weight, shape: [...shape].reverse() } },
    { [name]: { ...weight, shape: [...shape, 1] } },
    { [name]: weight, More: { ...weight, shape: [0], data_offsets: [end, end] } },
    { [name.replace("Dense_", "Dense_0")]: weight },
    {},
  ][change]!;
  return forge(JSON.stringify({ __metadata__, ...others, ...changed }), data);
});
export const checkpoint: Target<Uint8Array, Checkpoint> = {
  name: "checkpoint",
  inputs: fc.oneof(
    { weight: 4, arbitrary: damagedTensorFiles(files, "activation_lab", TOKENS) },
    { weight: 1, arbitrary: redescribed },
  ),
  read,
  async verify(checkpoint, file) {
    const { config, history, best, test, weights } = checkpoint;
    assert.deepEqual(history.map(({ epoch }) => epoch), history.map((_, i) => i + 1));
    assert.ok(history.length <= config.epochs);
    const accuracies = history.map(({ validationAccuracy }) => validationAccuracy);
    if (best) {
      assert.equal(best.validationAccuracy, Math.max(...accuracies));
      assert.equal(best.epoch, accuracies.indexOf(best.validationAccuracy) + 1);
    }
    if (test) assert.equal(test.accuracy, test.correct / test.total);
    assert.deepEqual(trainingConfigSchema.parse(config), config);
    const widths = [784, ...config.hiddenSizes, 10];
    const shapes = widths.slice(1).flatMap((fanOut, i) => [[widths[i]!, fanOut], [fanOut]]);
    assert.deepEqual([...weights.values()].map(({ shape }) => shape), shapes);
    assert.equal(weights.size, Object.keys(JSON.parse(takeApart(file).header)).length - 1);
    for (const { data } of weights.values()) assert.ok(data.every(Number.isFinite));
    const bytes = await written(checkpoint);
    assert.deepEqual(await written(await read(bytes)), bytes);
  },
};
