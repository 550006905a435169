/** Hostile settings: of people and scripts, of published models, and JSON of any kind. */
import assert from "node:assert/strict";
import { parseStrictJson } from "../../src/checkpoints/strict_json.ts";
import { LabError } from "../../src/errors.ts";
import { registerActivation } from "../../src/nn/activations.ts";
import { readPublishedConfig } from "../../src/pretrained/published_models.ts";
import { negate } from "../../src/tensor/ops/arithmetic.ts";
import {
  parseTrainingConfig,
  TRAINING_DEFAULTS,
  type TrainingConfig,
} from "../../src/training/config.ts";
import { fc } from "../dependencies.ts";
import { modelConfig } from "../pretrained/model.ts";
import { HOSTILE_NAMES } from "./hostile_names.ts";
import { jsonDamage } from "./json_damage.ts";
import { noise } from "./mutations.ts";
import type { Target } from "./run.ts";

registerActivation("a-b_c", negate);

const anyName = fc.oneof(fc.constantFrom(...HOSTILE_NAMES), fc.string());
const anything = fc.anything({
  key: anyName,
  maxDepth: 2,
  withBigInt: true,
  withDate: true,
  withNullPrototype: true,
  withSparseArray: true,
  withTypedArray: true,
});

/** A value that a field may have, or any other. */
function mostly<Value>(allowed: fc.Arbitrary<Value>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 30, arbitrary: allowed },
    { weight: 2, arbitrary: anything },
    { weight: 1, arbitrary: fc.constant({ length: { toString: 0, valueOf: 0 } }) },
  );
}

const seed = mostly(fc.nat(0xFFFFFFFF));
const epochs = mostly(fc.integer({ min: 1, max: 10_000 }));
const ownDataset = fc.record({
  name: mostly(fc.constantFrom("glyphs", "a.b-c_d")),
  rows: mostly(fc.integer({ min: 1, max: 2 ** 30 })),
  columns: mostly(fc.integer({ min: 1, max: 2 ** 30 })),
  classes: mostly(fc.integer({ min: 1, max: 256 })),
  images: mostly(fc.integer({ min: 60_000, max: 2 ** 30 })),
  sha256: mostly(fc.constant("0123456789abcdef".repeat(4))),
}, { noNullPrototype: true });
const settings = fc.record({
  activation: mostly(fc.constantFrom("relu", "elu", "a-b_c")),
  hiddenSizes: mostly(fc.array(fc.integer({ min: 1, max: 16_384 }), { minLength: 1 })),
  seed,
  splitSeed: seed,
  epochs,
  patience: epochs,
  batchSize: mostly(fc.integer({ min: 1, max: 16_384 })),
  learningRate: mostly(fc.double({ min: 1e-9, max: 1e9, noNaN: true })),
  momentum: mostly(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
  limit: mostly(fc.integer({ min: 1, max: 50_000 })),
  optimizer: mostly(fc.constantFrom("sgd", "nesterov", "adagrad")),
  weightDecay: mostly(fc.double({ min: 1e-9, max: 1e9, noNaN: true })),
  clipNorm: mostly(fc.double({ min: 1e-9, max: 1e9, noNaN: true })),
  schedule: mostly(fc.constantFrom("cosine", "step:every=3", "cosine:floor=0.5")),
  warmupSteps: mostly(fc.integer({ min: 1, max: 500 })),
  initializer: mostly(fc.constantFrom("zeros", "he_normal", "scaled:sigma_w=2")),
  dataset: mostly(fc.oneof(fc.constantFrom("FashionMNIST", "MNIST", "KMNIST"), ownDataset)),
  normalize: mostly(fc.constantFrom("tutorial", "standard")),
}, { requiredKeys: ["activation"] });
/** With one more field, which is an own one even if it is called __proto__. */
const extended = fc.tuple(settings, anyName, anything)
  .map(([given, key, value]) => Object.fromEntries([...Object.entries(given), [key, value]]));

export const trainingConfig: Target<unknown, TrainingConfig> = {
  name: "training configuration",
  inputs: fc.oneof(
    { weight: 6, arbitrary: settings },
    { weight: 2, arbitrary: extended },
    { weight: 1, arbitrary: anything },
  ),
  read: parseTrainingConfig,
  verify(config, input) {
    const given = Object.entries(input as object).filter(([field, value]) =>
      value !== undefined && !(value === 0 && /^(weightDecay|warmupSteps)$/.test(field))
    );
    assert.deepEqual(config, { ...TRAINING_DEFAULTS, ...Object.fromEntries(given) });
    assert.deepEqual(parseTrainingConfig(config), config);
  },
};

const published = fc.tuple(
  fc.constantFrom("leakyrelu", "relu"),
  fc.array(fc.integer({ min: 1, max: 16_384 }), { minLength: 1, maxLength: 4 }),
).map(([activation, hiddenSizes]) =>
  new TextEncoder().encode(modelConfig(activation, hiddenSizes))
);

const damagedPublished = fc.tuple(
  published,
  jsonDamage(['"alpha":0.1,', '"num_classes":10,', '{"a":1,']),
).map(([file, apply]) => apply(file));

export const publishedConfig: Target<Uint8Array, TrainingConfig> = {
  name: "published configuration",
  inputs: fc.oneof(
    { weight: 9, arbitrary: damagedPublished },
    { weight: 1, arbitrary: noise },
  ),
  read: (file) => readPublishedConfig(file, "leakyrelu", "FILE"),
  verify(config, file) {
    const written = JSON.parse(new TextDecoder().decode(file));
    const { hidden_sizes: hiddenSizes, act_fn: { alpha } } = written;
    assert.deepEqual(config, parseTrainingConfig({ activation: "leakyrelu", hiddenSizes }));
    const allowed = JSON.parse(modelConfig("leakyrelu", hiddenSizes));
    if (alpha === undefined) delete allowed.act_fn.alpha;
    assert.deepEqual(written, allowed);
  },
};

/** Objects whose keys come again, some of them written in another way. */
const repetitive = fc.array(
  fc.tuple(
    fc.constantFrom("a", "\\u0061", "b", "__proto__", "_\\u005fproto__"),
    fc.constantFrom("1", '"a"', '{"a":{"b":1}}', '[{"a":1},{"a":1}]'),
  ),
  { maxLength: 4 },
).map((entries) => `{${entries.map(([key, value]) => `"${key}" :${value}`)}}`);
const documents = fc.oneof(fc.object({ key: anyName, maxDepth: 3 }).map(JSON.stringify), repetitive)
  .map((text) => new TextEncoder().encode(text));

export const strictJson: Target<string, unknown> = {
  name: "strict JSON",
  inputs: fc.tuple(documents, jsonDamage([]))
    .map(([document, apply]) => new TextDecoder().decode(apply(document))),
  read: (text) => parseStrictJson(text, "FILE", (problem) => new LabError(problem)),
  /** Every key that is written is one that is there: none was lost to another of the same name. */
  verify(value, text) {
    const outsideStrings = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, "");
    assert.equal(keysWithin(value), outsideStrings.split(":").length - 1);
  },
};

/** How many keys all objects within a value have; counted without recursion, however deep. */
function keysWithin(value: unknown): number {
  let keys = 0;
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== "object" || next === null) continue;
    if (!Array.isArray(next)) keys += Object.keys(next).length;
    for (const item of Object.values(next)) open.push(item);
  }
  return keys;
}
