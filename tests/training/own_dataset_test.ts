import assert from "node:assert/strict";
import { join } from "node:path";
import { deadNeurons } from "../../src/analysis/dead_neurons.ts";
import { exampleBatch, exampleImages } from "../../src/analysis/example_images.ts";
import { gradientFlow } from "../../src/analysis/gradient_flow.ts";
import { readCheckpoint, writeCheckpoint } from "../../src/checkpoints/checkpoint.ts";
import { loadModel } from "../../src/checkpoints/load_model.ts";
import { modelName } from "../../src/checkpoints/paths.ts";
import { checkStateFits } from "../../src/checkpoints/run_checkpoint_format.ts";
import { readRunCheckpoint, writeRunCheckpoint } from "../../src/checkpoints/run_checkpoint.ts";
import { DeviceDataset } from "../../src/data/device_dataset.ts";
import { loadDataset } from "../../src/data/load.ts";
import { datasetInfo } from "../../src/data/settings.ts";
import { trainingSplit } from "../../src/data/split.ts";
import { disposeWeights } from "../../src/nn/parameters.ts";
import { parseTrainingConfig } from "../../src/training/config.ts";
import { networkOf } from "../../src/training/method.ts";
import type { RunState } from "../../src/training/run_state.ts";
import { testWeights, train } from "../../src/training/train.ts";
import { CLASSES, COLUMNS, ROWS, TEST, TRAIN, writeGlyphs } from "../data/glyphs.ts";
import { device } from "../device/device.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const SIZE = ROWS * COLUMNS;
const small = { activation: "relu", hiddenSizes: [6, 5], batchSize: 10, learningRate: 0.1 };

Deno.test("a data set of one's own is trained on, kept, tested and looked at like any", () =>
  inTemporaryFolder(async (folder) => {
    const dataset = await loadDataset(await writeGlyphs(join(folder, "glyphs")), {
      normalize: "standard",
    });
    const config = parseTrainingConfig({ ...small, epochs: 3, ...dataset.settings });
    checkStateFits(config);
    const { checkpoint } = await train({ device, dataset, config });
    assert.ok(checkpoint!.test!.accuracy > 0.9, `${checkpoint!.test!.accuracy}`);
    assert.equal(checkpoint!.test!.total, TEST);
    assert.deepEqual(checkpoint!.weights.get("Dense_0.kernel")!.shape, [SIZE, 6]);
    assert.deepEqual(checkpoint!.weights.get("Dense_2.bias")!.shape, [CLASSES]);

    const name = modelName("relu", datasetInfo(config).name);
    assert.equal(name, "glyphs_relu");
    const path = join(folder, `${name}.safetensors`);
    await writeCheckpoint(path, checkpoint!);
    assert.deepEqual(await readCheckpoint(path), checkpoint);

    const { network, parameters, record } = await loadModel(path, device);
    assert.deepEqual(network.sizes, [SIZE, 6, 5, CLASSES]);
    const images = new DeviceDataset(device, dataset.train);
    const positions = trainingSplit(TRAIN, config.splitSeed).train;
    assert.equal(positions.length, 100);
    const layers = await deadNeurons(network, parameters, images, positions);
    assert.deepEqual(layers.map(({ width }) => width), [6, 5]);
    images.dispose();

    const examples = exampleImages(dataset.train, 16);
    assert.deepEqual([examples.count, examples.images.length], [16, 16 * SIZE]);
    const batch = exampleBatch(device, dataset.train);
    const numbers = await batch.images.data();
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    assert.ok(Math.abs(mean) < 0.05, `${mean}`);
    const flow = await gradientFlow(network, parameters, batch);
    assert.equal(flow.layers.length, 3);
    for (const tensor of [batch.images, batch.labels]) tensor.dispose();

    const options = { device, dataset, config: record.config };
    const { accuracy } = await testWeights(network, checkpoint!.weights, options);
    assert.equal(accuracy, checkpoint!.test!.accuracy);
    disposeWeights(parameters);
  }));

Deno.test("a run on a data set of one's own resumes where the folder was moved, and on no other", () =>
  inTemporaryFolder(async (folder) => {
    const dataset = await loadDataset(await writeGlyphs(join(folder, "glyphs")));
    const config = parseTrainingConfig({ ...small, epochs: 2, ...dataset.settings });
    const states: RunState[] = [];
    const onState = (state: RunState) => void states.push(state);
    const { checkpoint } = await train({ device, dataset, config, onState });

    const path = join(folder, "run.safetensors");
    await writeRunCheckpoint(path, states[0]!);
    const resumeFrom = await readRunCheckpoint(path);
    assert.equal(resumeFrom!.history.length, 1);
    await Deno.rename(join(folder, "glyphs"), join(folder, "moved"));
    const moved = await loadDataset(join(folder, "moved"));
    const again = { ...config, ...moved.settings };
    const resumed = await train({ device, dataset: moved, config: again, resumeFrom });
    assert.deepEqual(resumed.checkpoint!.weights, checkpoint!.weights);

    const other = await loadDataset(
      await writeGlyphs(join(folder, "other"), { "classes.txt": "a\nb\nc\nd" }),
    );
    const refused = (options: Partial<Parameters<typeof train>[0]>, message: RegExp) =>
      assert.rejects(
        train({ device, dataset, config, onEpoch: () => assert.fail("trained first"), ...options }),
        { name: "UsageError", message },
      );
    await refused(
      { dataset: other },
      /^dataset: expected glyphs \(9 × 7, 3 classes, SHA-256 \w{12}…\), which the settings are for, got other \(9 × 7, 4 classes/,
    );
    await refused(
      { dataset: other, config: { ...config, ...other.settings }, resumeFrom },
      /^the unfinished run cannot go on: it was begun with dataset glyphs \(.*\) \(asked for: other \(/,
    );
    await refused(
      { config: parseTrainingConfig(small) },
      /^dataset: expected FashionMNIST, which the settings are for, got glyphs \(9 × 7/,
    );
    await refused(
      { config: { ...config, normalize: "standard" } },
      /expected glyphs \(.*\) with normalize standard, which .* got glyphs \([^)]*\); load that/,
    );
  }));

Deno.test("a model is refused on another data set of the same sizes, both named", async () => {
  const images = { count: 2, images: new Uint8Array(2 * 784), labels: Uint8Array.of(0, 1) };
  const dataset = {
    train: images,
    test: images,
    source: "made up",
    settings: { dataset: "KMNIST" },
  } as const;
  const config = parseTrainingConfig({ ...small, dataset: "MNIST" });
  const expected =
    /^UsageError: dataset: expected MNIST, which the settings are for, got KMNIST; load/;
  const network = networkOf(config);
  await assert.rejects(testWeights(network, new Map(), { device, dataset, config }), expected);
});
