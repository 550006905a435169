import assert from "node:assert/strict";
import { checkpointPath } from "../../src/checkpoints/checkpoint.ts";
import { modelName } from "../../src/checkpoints/paths.ts";
import { TUTORIAL_ACTIVATIONS } from "../../src/nn/activations.ts";
import { PretrainedError } from "../../src/pretrained/pretrained_error.ts";
import {
  pretrainedPath,
  PUBLISHED_MODELS,
  publishedCheckpoint,
  readPublishedConfig,
  readPublishedWeights,
} from "../../src/pretrained/published_models.ts";
import { parseTrainingConfig } from "../../src/training/config.ts";
import { modelConfig, modelPickle, weightsOf } from "./model.ts";

function config(json: string, activation = "relu") {
  return readPublishedConfig(new TextEncoder().encode(json), activation, "file");
}

function refused(action: () => unknown, expected: RegExp): void {
  assert.throws(action, (error) => {
    assert.ok(error instanceof PretrainedError, String(error));
    assert.match(error.message, /^file is not a valid published model: /);
    assert.match(error.message, expected);
    return true;
  });
}

Deno.test("there is a published model of each of the tutorial's activations", () => {
  assert.deepEqual(PUBLISHED_MODELS.map(({ activation }) => activation), TUTORIAL_ACTIVATIONS);
  for (const { sha256 } of PUBLISHED_MODELS) assert.match(sha256, /^[0-9a-f]{64}$/);
});

Deno.test("no converted model takes the place of one trained here", () => {
  assert.equal(pretrainedPath("some", "elu"), "some/pretrained/FashionMNIST_elu.safetensors");
  const trained = new Set(
    TUTORIAL_ACTIVATIONS.map((name) => checkpointPath("some", modelName(name))),
  );
  for (const name of TUTORIAL_ACTIVATIONS) assert.ok(!trained.has(pretrainedPath("some", name)));
});

Deno.test("a configuration becomes the tutorial's settings with the widths it says", () => {
  for (const activation of TUTORIAL_ACTIVATIONS) {
    const expected = parseTrainingConfig({ activation, hiddenSizes: [5, 4] });
    assert.deepEqual(config(modelConfig(activation, [5, 4]), activation), expected);
  }
  const noSlope = '{"act_fn":{"name":"leakyrelu"},"num_classes":10,"hidden_sizes":[4]}';
  assert.deepEqual(config(noSlope, "leakyrelu").hiddenSizes, [4]);
});

Deno.test("a configuration of another network is refused", () => {
  const change = (from: string, to: string, activation = "relu") => () =>
    config(modelConfig(activation, [4]).replace(from, to), activation);
  refused(() => config("<html>"), /the configuration is not valid JSON/);
  refused(
    () => config("[]"),
    /the configuration is \[\], expected an object of act_fn, num_classes/,
  );
  refused(() => config(modelConfig("tanh", [4])), /act_fn.name .* is "tanh", expected "relu"/);
  refused(change('"name"', '"alpha":0.1,"name"'), /act_fn .* has the unknown field "alpha"/);
  refused(change("0.1", "0.2", "leakyrelu"), /alpha .* is 0.2, expected 0.1, the only slope/);
  refused(change(":10", ":100"), /num_classes .* is 100, expected 10/);
  refused(change("[4]", "[0]"), /hidden_sizes\[0\] .* is 0, expected an integer from 1 to 16384/);
  refused(change("[4]", "4"), /hidden_sizes .* is 4, expected a list of 1 to 64 layer widths/);
  refused(change("{", '{"num_classes":10,'), /has the key "num_classes" twice/);
  refused(change("{", '{"__proto__":{},'), /has the unknown field "__proto__"/);
});

Deno.test("a pickle is held against its SHA-256 where one is known", () => {
  const bytes = modelPickle(weightsOf([4], 0));
  assert.equal(readPublishedWeights(bytes, undefined, "file").size, 4);
  const [{ sha256 }] = PUBLISHED_MODELS as [typeof PUBLISHED_MODELS[number]];
  refused(() => readPublishedWeights(bytes, sha256, "file"), new RegExp(`expected ${sha256};`));
});

Deno.test("a checkpoint says no more of a model than is published", () => {
  const settings = config(modelConfig("relu", [4]));
  const weights = readPublishedWeights(modelPickle(weightsOf([4], 0)), undefined, "file");
  assert.deepEqual(publishedCheckpoint(settings, weights, "file"), {
    config: settings,
    device: "published",
    history: [],
    best: null,
    test: null,
    stopped: "published",
    weights,
  });
});

Deno.test("weights that are not finite or not the configuration's are refused", () => {
  const settings = config(modelConfig("relu", [4]));
  const convert = (layers: ReturnType<typeof weightsOf>) => () =>
    publishedCheckpoint(
      settings,
      readPublishedWeights(modelPickle(layers), undefined, "file"),
      "file",
    );
  refused(
    convert(weightsOf([5], 0)),
    /Dense_0.kernel has the shape \[ 784, 5 \], expected \[ 784, 4/,
  );
  refused(
    convert(weightsOf([4, 4], 0)),
    /Dense_1.kernel has the shape \[ 4, 4 \], expected \[ 4, 10/,
  );
  refused(convert(weightsOf([4], 0).slice(0, 1)), /tensor Dense_1.kernel is missing/);
  const infinite = weightsOf([4], 0);
  infinite[1]!.bias.data[3] = Infinity;
  refused(convert(infinite), /Dense_1.bias has the value Infinity at position 3/);
});
