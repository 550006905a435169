import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Checkpoint,
  checkpointPath,
  readCheckpoint,
  writeCheckpoint,
} from "../../src/checkpoints/checkpoint.ts";
import { modelName } from "../../src/checkpoints/paths.ts";
import type { HostTensor } from "../../src/checkpoints/safetensors.ts";
import { UsageError } from "../../src/errors.ts";
import { initialParameters } from "../../src/nn/initial_parameters.ts";
import { type EpochRecord, parseTrainingConfig } from "../../src/training/config.ts";
import { networkOf } from "../../src/training/method.ts";
import type { ActivationProbe, RunProbes } from "../../src/training/probes.ts";
import { fc } from "../dependencies.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { forge, takeApart } from "./forge.ts";
import { refusal } from "./refusal.ts";
import { sampleCheckpoint } from "./sample_checkpoint.ts";
import { sampleProbes } from "./sample_probes.ts";

function changed(change: Partial<Checkpoint>): Checkpoint {
  return { ...sampleCheckpoint(), ...change };
}

function withWeights(change: (weights: Map<string, HostTensor>) => void): Checkpoint {
  const weights = new Map(sampleCheckpoint().weights);
  change(weights);
  return changed({ weights });
}

async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a checkpoint has the model's name, which is its activation's where none is given", () => {
  assert.equal(checkpointPath("some/folder", "my-elu_0.1"), "some/folder/my-elu_0.1.safetensors");
  assert.equal(
    checkpointPath("some/folder", modelName("elu")),
    "some/folder/FashionMNIST_elu.safetensors",
  );
});

Deno.test("no name of a model leads out of the folder, and no activation's does", () => {
  const paths = [
    "../../x",
    "a/b",
    "..\\x",
    "/etc/passwd",
    "C:x",
    "x\0",
    "x\n",
    "",
    ".",
    "..",
    ".x",
  ];
  for (const name of [...paths, "é", "x y", "x".repeat(129)]) {
    assert.throws(() => checkpointPath("some/folder", name), UsageError, name);
  }
});

Deno.test("what a file's name is better without becomes a dash in an activation's model's name", () => {
  const names = {
    "elu:alpha=0.5": "elu-alpha-0.5",
    "leakyrelu:slope=-0.2": "leakyrelu-slope--0.2",
    "x * sigmoid(1.7 * x)": "x-sigmoid-1.7-x-3a6dad01",
    "x * x": "x-x-41818d02",
    "x + x": "x-x-a9d7d905",
    "../../x": "..-..-x-9bdbf20b",
    "C:\\x": "C-x-5358b306",
    ["x".repeat(1000)]: `${"x".repeat(71)}-c3efa690`,
  };
  for (const [activation, name] of Object.entries(names)) {
    const path = checkpointPath("some/folder", modelName(activation));
    assert.equal(path, `some/folder/FashionMNIST_${name}.safetensors`);
  }
  for (const activation of ["", "x\0", "x\n", "é", "x".repeat(1001)]) {
    assert.throws(() => modelName(activation), UsageError, activation);
  }
});

Deno.test("no file of a model is another model's, also where case does not count", () => {
  for (const name of ["x.unfinished", "X.UNFINISHED", "x.lock", "x.safetensors"]) {
    assert.throws(
      () => checkpointPath("some/folder", name),
      /^UsageError: the model's name is .*, expected a name of at most 128 of A-Z.*nor ending in/,
    );
  }
  for (const name of ["x.unfinished.y", "unfinished", "lock", "-x", "x."]) {
    assert.equal(checkpointPath("some/folder", name), `some/folder/${name}.safetensors`);
  }
});

Deno.test("what is written is read, and the same checkpoint gives the same bytes", () =>
  inFolder(async (folder) => {
    const hiddenSizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });
    const seed = fc.nat(0xFFFFFFFF);
    const property = fc.asyncProperty(hiddenSizes, seed, fc.nat(9), async (sizes, seed, epochs) => {
      const checkpoint = sampleCheckpoint(sizes, seed, epochs);
      const path = checkpointPath(join(folder, "new", "folders"), "FashionMNIST_elu");
      await writeCheckpoint(path, checkpoint);
      const first = await Deno.readFile(path);
      assert.deepEqual(await readCheckpoint(path), checkpoint);

      const { weights, ...record } = checkpoint;
      const reordered = Object.fromEntries(Object.entries(record).reverse()) as typeof record;
      await writeCheckpoint(path, { ...reordered, weights: new Map([...weights].reverse()) });
      assert.deepEqual(await Deno.readFile(path), first);
    });
    await fc.assert(property, { numRuns: 30 });
  }));

Deno.test("a model with no test or best epoch, or limited to some images, is kept as well", () =>
  inFolder(async (folder) => {
    const { config } = sampleCheckpoint();
    const checkpoint = changed({ best: null, test: null, config: { ...config, limit: 100 } });
    await writeCheckpoint(join(folder, "model"), checkpoint);
    assert.deepEqual(await readCheckpoint(join(folder, "model")), checkpoint);
  }));

Deno.test("probes are kept with a model, and no others than its history's", () =>
  inFolder(async (folder) => {
    const path = join(folder, "model");
    const probes = sampleProbes(2, [2, 1]);
    await writeCheckpoint(path, changed({ probes }));
    assert.deepEqual(await readCheckpoint(path), changed({ probes }));
    const { best } = sampleCheckpoint();
    const kept = { ...probes, keep: "best" as const };
    const [start, ...later] = probes.epochs;
    await writeCheckpoint(
      path,
      changed({ probes: { ...kept, epochs: [start!, later[best!.epoch - 1]!] } }),
    );
    const refused = async (change: Partial<RunProbes>, expected: RegExp) => {
      const checkpoint = changed({ probes: { ...probes, ...change } });
      assert.match(await refusal(writeCheckpoint(path, checkpoint)), expected);
    };
    await refused({ epochs: later }, /its probes are of the epochs 1,2, expected 0,1,2$/);
    await refused({ epochs: [] }, /its probes are of the epochs none, expected 0,1,2$/);
    await refused({ keep: "best" }, /of the epochs 0,1,2, expected 0,[12]$/);
    await refused(
      { edges: { ...probes.edges, values: [0, 1] } },
      /the probe of Layer 1 - LeakyReLU .* after epoch 0 has 98 counts, expected 3, by its edges/,
    );
    await refused(
      { edges: { ...probes.edges, gradients: [1, 0] } },
      /the edges of the gradients of its probes do not increase/,
    );
    const [first, second] = start!.activations;
    const withLayers = (...activations: ActivationProbe[]) => (
      { epochs: [start!, { ...later[0]!, activations }, later[1]!] }
    );
    await refused(withLayers(first!), /probe after epoch 1 is of other layers than the start's/);
    for (const dead of [[0, 2], [1, 0]]) {
      await refused(
        withLayers({ ...first!, dead }, second!),
        /after epoch 1 has dead neurons that are not some of 2, in order/,
      );
    }
    await refused(
      { edges: { ...probes.edges, gradients: [0] } },
      /the probe of Layer 1 - LeakyReLU .* after epoch 0 has 82 counts, expected 2, by its edges/,
    );
  }));

Deno.test("an unfit checkpoint is not written", () =>
  inFolder(async (folder) => {
    const path = join(folder, "model");
    const refused = async (checkpoint: Checkpoint, expected: RegExp) => {
      const message = await refusal(writeCheckpoint(path, checkpoint));
      assert.ok(message.startsWith(`cannot write ${path}: `), message);
      assert.match(message, expected);
    };
    const { config, history, best } = sampleCheckpoint();
    const nan = { shape: [1], data: Float32Array.of(NaN) };
    await refused(
      withWeights((weights) => weights.set("Dense_1.bias", nan)),
      /tensor Dense_1.bias has the value NaN at position 0/,
    );
    await refused(withWeights((weights) => weights.delete("Dense_2.bias")), /Dense_2.bias is miss/);
    await refused(changed({ config: { ...config, epochs: 0 } }), /config.epochs .* is 0, expected/);
    await refused(
      changed({ history: [{ ...history[0]!, loss: NaN }] }),
      /history\[0\].loss of the checkpoint is NaN, expected a finite number/,
    );
    await refused(
      changed({ best: { ...best!, validationAccuracy: 0 } }),
      /: its best epoch is \d, with the validation accuracy 0, but by its history/,
    );
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  }));

Deno.test("the models that come with the project are read", async () => {
  const models = new URL("../../checkpoints/", import.meta.url);
  for await (const { name } of Deno.readDir(models)) {
    if (!name.endsWith(".safetensors")) continue;
    const { history, best, test } = await readCheckpoint(fileURLToPath(new URL(name, models)));
    assert.ok(history.length > 0 && best && test, name);
  }
});

Deno.test("a place that cannot be written to is named", () =>
  inFolder(async (folder) => {
    const file = join(folder, "file");
    await Deno.writeTextFile(file, "");
    for (const path of [join(file, "model"), join(file, "deeper", "model"), folder]) {
      const message = await refusal(writeCheckpoint(path, sampleCheckpoint()));
      assert.ok(message.startsWith(`cannot write ${path}: `), message);
      assert.match(message, /\(os error \d+\).*; a (file|folder) .*; choose another (place|name)$/);
    }
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["file"]);
  }));

Deno.test({
  name: "a place that may not be read or written is named",
  permissions: { read: false, write: false },
  async fn() {
    assert.match(await refusal(readCheckpoint("model")), /^cannot read model: .*read access/);
    assert.match(
      await refusal(writeCheckpoint("folder/model", sampleCheckpoint())),
      /^cannot write folder\/model: .*write access/,
    );
  },
});

Deno.test("what is not there, not a file or too large is refused before it is read", () =>
  inFolder(async (folder) => {
    const missing = checkpointPath(folder, "FashionMNIST_elu");
    assert.equal(
      await refusal(readCheckpoint(missing)),
      `there is no checkpoint ${missing}; name another file`,
    );
    assert.match(
      await refusal(readCheckpoint(folder)),
      /is not a checkpoint: it is a folder, expected a regular file; choose a .safetensors file/,
    );
    assert.match(await refusal(readCheckpoint("/dev/zero")), /it is a pipe or a device, expected/);

    const large = join(folder, "large");
    await Deno.writeFile(large, new Uint8Array());
    await Deno.truncate(large, 2 ** 30 + 1); // sparse: takes no room
    const message = await refusal(readCheckpoint(large));
    assert.match(message, /large is not a checkpoint: it has 1073741825 bytes, expected at most/);
    assert.match(await refusal(readCheckpoint(join(large, "x"))), /^cannot read .*large\/x: /);
  }));

Deno.test("a file that is not a checkpoint of ours is refused", () =>
  inFolder(async (folder) => {
    const path = join(folder, "model");
    await writeCheckpoint(path, sampleCheckpoint());
    const { header, data } = takeApart(await Deno.readFile(path));
    const fields = JSON.parse(header);
    const metadata = fields.__metadata__.activation_lab;
    const refused = async (bytes: Uint8Array, expected: RegExp) => {
      await Deno.writeFile(path, bytes);
      const message = await refusal(readCheckpoint(path));
      assert.match(message, /model is not a (valid )?checkpoint: /);
      assert.match(message, expected);
    };
    const refusedFields = (change: Record<string, unknown>, expected: RegExp) =>
      refused(forge(JSON.stringify({ ...fields, ...change }), data), expected);
    const refusedMetadata = (text: string, expected: RegExp) =>
      refusedFields({ __metadata__: { activation_lab: text } }, expected);
    const refusedChange = (change: Record<string, unknown>, expected: RegExp) =>
      refusedMetadata(JSON.stringify({ ...JSON.parse(metadata), ...change }), expected);

    await refused(new TextEncoder().encode("not a checkpoint at all"), /its header claims/);
    await refusedFields({ __metadata__: {} }, /it has no metadata activation_lab/);
    await refusedMetadata("{", /metadata activation_lab is not valid JSON/);
    await refusedMetadata("3", /metadata activation_lab is 3, expected an object of formatVersion/);
    await refusedMetadata(
      metadata.replace('"stopped"', '"config":{},"stopped"'),
      /metadata activation_lab has the key "config" twice/,
    );
    await refusedMetadata(
      JSON.stringify({ formatVersion: 2, whatever: 1 }),
      /formatVersion of .* is 2, expected 1, the only version known/,
    );
    await refusedChange({ formatVersion: undefined }, /formatVersion of .* is missing/);
    await refusedChange({ version: 1 }, /version of .* is 1, expected a text/);
    await refusedChange({ inputSize: 785 }, /inputSize of .* is 785, expected 784/);
    await refusedChange({ classes: 11 }, /classes of .* is 11, expected 10/);
    await refusedChange({ device: 3 }, /device of .* is 3, expected a text/);
    await refusedChange({ history: [{}] }, /history\[0\].epoch of .* is missing, expected an int/);
    await refusedChange({ best: 3 }, /best of .* is 3, expected an object of epoch/);
    await refusedChange({ best: undefined }, /best of .* is missing/);
    await refusedChange(
      { test: { accuracy: 2, correct: 1, total: 1 } },
      /test.accuracy of .* is 2/,
    );
    const record: Checkpoint = JSON.parse(metadata);
    const [first, second] = record.history as [EpochRecord, EpochRecord];
    await refusedChange({ history: [second, first] }, /: its epoch 2 stands where 1 must/);
    await refusedChange({ history: [first, first] }, /: its epoch 1 stands where 2 must/);
    await refusedChange(
      { config: { ...record.config, epochs: 1 } },
      /: it has 2 epochs, expected at most 1/,
    );
    const best = record.best!;
    const other = best.epoch === 1 ? second : first;
    for (
      const [epoch, validationAccuracy] of [
        [3, best.validationAccuracy],
        [best.epoch, best.validationAccuracy / 2],
        [other.epoch, other.validationAccuracy],
      ]
    ) {
      await refusedChange(
        { best: { epoch, validationAccuracy } },
        new RegExp(
          `: its best epoch is ${epoch}, with the validation accuracy ${validationAccuracy}, ` +
            `but by its history ${best.epoch}, with the validation accuracy ${best.validationAccuracy}`,
        ),
      );
    }
    await refusedChange({ history: [] }, /: its best epoch is \d, .*, but by its history none/);
    await refusedChange(
      { test: { accuracy: 1, correct: 10, total: 5 } },
      /: its test accuracy is 1, but 10 of 5 images were correct/,
    );
    await refusedChange(
      { test: { accuracy: 0.5, correct: 2, total: 5 } },
      /is 0.5, but 2 of 5 imag/,
    );
    await refusedChange({ test: { accuracy: 0, correct: 0, total: 0 } }, /is 0, but 0 of 0 images/);
    await refusedChange({ more: 1 }, /has the unknown field "more"/);
    const { config } = sampleCheckpoint();
    await refusedChange({ config: { ...config, seed: undefined } }, /config.seed of .* is missing/);
    await refusedChange(
      { config: { ...config, hiddenSizes: [2] } },
      /tensor Dense_1.kernel has the shape \[ 2, 1 \], expected \[ 2, 10 \]/,
    );
    await refusedChange(
      { config: { ...config, hiddenSizes: [2, 1, 1] } },
      /tensor Dense_2.kernel has the shape \[ 1, 10 \], expected \[ 1, 1 \]/,
    );
    const entry = fields["Dense_2.bias"];
    await refusedFields({ "Dense_2.bias": { ...entry, shape: [5, 2] } }, /shape \[ 5, 2 \]/);
    await refusedFields(
      { "Dense_2.bias": undefined, "Dense_9.bias": entry },
      /tensor Dense_2.bias is missing/,
    );
    const end = data.length;
    const extra = { dtype: "F32", shape: [0], data_offsets: [end, end] };
    await refusedFields({ Other: extra }, /"Other" belongs to no weight of the network/);
    for (const value of [NaN, Infinity, -Infinity]) {
      const poisoned = data.slice();
      new DataView(poisoned.buffer).setFloat32(end - 8, value, true);
      await refused(forge(header, poisoned), /Dense_2.bias has the value -?\w+ at position 8/);
    }
  }));

Deno.test("a model's learned slopes are in its file, and it needs them", async () => {
  const sample = sampleCheckpoint();
  const config = parseTrainingConfig({ ...sample.config, activation: "prelu" });
  const weights = initialParameters(networkOf(config).specs, 1);
  assert.deepEqual(weights.get("Activation_0.slope"), { shape: [1], data: Float32Array.of(0.25) });
  await inTemporaryFolder(async (folder) => {
    const path = join(folder, "model.safetensors");
    await writeCheckpoint(path, { ...sample, config, weights });
    const read = await readCheckpoint(path);
    assert.deepEqual(read.weights, weights);
    weights.delete("Activation_1.slope");
    await assert.rejects(
      writeCheckpoint(path, { ...sample, config, weights }),
      /tensor Activation_1.slope is missing/,
    );
  });
});
