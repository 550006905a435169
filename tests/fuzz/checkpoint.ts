/** Hostile checkpoints: sound safetensors files or not, of a network or not. */
import assert from "node:assert/strict";
import { type Checkpoint, readCheckpoint, writeCheckpoint } from "../../src/training/checkpoint.ts";
import { parseTrainingConfig } from "../../src/training/config.ts";
import { fc } from "../dependencies.ts";
import { forge, takeApart } from "../training/forge.ts";
import { sampleCheckpoint } from "../training/sample_checkpoint.ts";
import { jsonDamage } from "./json_damage.ts";
import { damage, damaged } from "./mutations.ts";
import type { Target } from "./run.ts";

const TOKENS = ['"epochs":', '"formatVersion":2,', '"Dense_0.kernel":', '"hiddenSizes":[16384],'];
const FLOATS = ["\0\0\x80\x7f", "\0\0\x80\xff", "\0\0\xc0\x7f", "\xff\xff\x7f\x7f", "\x01\0\0\0"];

/** Runs `body` with a path for a file, which is gone afterwards. */
async function withPath<Result>(body: (path: string) => Promise<Result>): Promise<Result> {
  const path = await Deno.makeTempFile();
  try {
    return await body(path);
  } finally {
    await Deno.remove(path);
  }
}

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
    [sampleCheckpoint([1]), sampleCheckpoint([1, 2], 1, 0), sampleCheckpoint([1, 1, 1], 2, 9)]
      .map(written),
  ),
);
const reheaded = fc.tuple(files, jsonDamage(TOKENS)).map(([file, apply]) => {
  const { header, data } = takeApart(file);
  return forge(apply(new TextEncoder().encode(header)), data);
});
/** The record of the training damaged, and the file around it sound. */
const rerecorded = fc.tuple(files, jsonDamage(TOKENS)).map(([file, apply]) => {
  const { header, data } = takeApart(file);
  const fields = JSON.parse(header);
  const record = apply(new TextEncoder().encode(fields.__metadata__.activation_lab));
  fields.__metadata__ = { activation_lab: new TextDecoder().decode(record) };
  return forge(JSON.stringify(fields), data);
});
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
const reweighted = fc.tuple(files, damage(FLOATS)).map(([file, apply]) => {
  const { header, data } = takeApart(file);
  return forge(header, apply(data).slice(0, data.length));
});

export const checkpoint: Target<Uint8Array, Checkpoint> = {
  name: "checkpoint",
  inputs: fc.oneof(damaged(files, TOKENS), reheaded, rerecorded, redescribed, reweighted),
  read,
  async verify(checkpoint, file) {
    const { config, weights } = checkpoint;
    assert.deepEqual(parseTrainingConfig(config), config);
    const widths = [784, ...config.hiddenSizes, 10];
    const shapes = widths.slice(1).flatMap((fanOut, i) => [[widths[i]!, fanOut], [fanOut]]);
    assert.deepEqual([...weights.values()].map(({ shape }) => shape), shapes);
    assert.equal(weights.size, Object.keys(JSON.parse(takeApart(file).header)).length - 1);
    for (const { data } of weights.values()) assert.ok(data.every(Number.isFinite));
    const bytes = await written(checkpoint);
    assert.deepEqual(await written(await read(bytes)), bytes);
  },
};
