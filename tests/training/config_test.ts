import assert from "node:assert/strict";
import { UsageError } from "../../src/errors.ts";
import { registerActivation } from "../../src/nn/activations.ts";
import { negate } from "../../src/tensor/ops/arithmetic.ts";
import {
  describeDifferences,
  epochRecordSchema,
  parseTrainingConfig,
  TRAINING_DEFAULTS,
  trainingConfigSchema,
} from "../../src/training/config.ts";

function refusal(settings: unknown): string {
  try {
    parseTrainingConfig(settings);
  } catch (error) {
    assert.ok(error instanceof UsageError, String(error));
    assert.doesNotMatch(error.message, /\n/);
    assert.ok(error.message.length < 500);
    return error.message.replace(" of the training configuration", "");
  }
  assert.fail(`accepted: ${Deno.inspect(settings)}`);
}

Deno.test("parseTrainingConfig completes settings with the tutorial's", () => {
  const expected = {
    activation: "relu",
    hiddenSizes: [512, 256, 256, 128],
    seed: 42,
    splitSeed: 42,
    epochs: 50,
    patience: 7,
    batchSize: 256,
    learningRate: 0.01,
    momentum: 0.9,
  };
  const config = parseTrainingConfig({ activation: "relu" });
  assert.deepEqual(config, expected);
  assert.deepEqual(parseTrainingConfig({ activation: "relu", seed: undefined }), expected);
  config.hiddenSizes.push(1);
  assert.deepEqual(parseTrainingConfig({ activation: "relu" }), expected);
});

Deno.test("what goes without saying is left out, and texts are canonical", () => {
  const plain = parseTrainingConfig({ activation: "relu" });
  assert.deepEqual(
    parseTrainingConfig({
      activation: "relu",
      optimizer: "momentum",
      weightDecay: 0,
      clipNorm: undefined,
      schedule: "constant",
      warmupSteps: 0,
      initializer: "tutorial",
    }),
    plain,
  );
  const { schedule, initializer } = parseTrainingConfig({
    activation: "relu",
    schedule: "step:gamma=.10,every=20",
    initializer: "scaled:sigma_b=0,sigma_w=1.50",
  });
  assert.deepEqual([schedule, initializer], ["step:every=20", "scaled:sigma_w=1.5"]);
});

Deno.test("the learning rate that is not given is the optimiser's", () => {
  for (
    const [optimizer, learningRate] of [
      ["sgd", 0.01],
      ["momentum", 0.01],
      ["nesterov", 0.01],
      ["adagrad", 0.01],
      ["rmsprop", 0.001],
      ["adam", 0.001],
      ["adamw", 0.001],
    ] as const
  ) {
    const settings = { activation: "relu", optimizer };
    assert.equal(parseTrainingConfig(settings).learningRate, learningRate, optimizer);
    assert.equal(parseTrainingConfig({ ...settings, learningRate: 0.5 }).learningRate, 0.5);
  }
});

/** A data set of one's own. */
const own = {
  name: "my.glyphs-2",
  rows: 1,
  columns: 2 ** 30,
  classes: 256,
  images: 12,
  sha256: "0123456789abcdef".repeat(4),
};

Deno.test("parseTrainingConfig takes the first and the last of each range", () => {
  const activation = "my_own-activation2";
  const names = ["a", "a".repeat(32)];
  for (const name of [activation, ...names]) registerActivation(name, negate);
  const ranges = {
    activation: names,
    hiddenSizes: [[1], Array(64).fill(16384)],
    seed: [0, 2 ** 32 - 1],
    splitSeed: [0, 2 ** 32 - 1],
    epochs: [1, 10000],
    patience: [1, 10000],
    batchSize: [1, 16384],
    learningRate: [2 ** -149, Number.MAX_VALUE],
    momentum: [0, 1 - 2 ** -24],
    limit: [1, 50000],
    optimizer: ["nesterov"],
    weightDecay: [Number.MIN_VALUE, 3e38],
    clipNorm: [2 ** -149, 3e38],
    schedule: ["step", "cosine:floor=0.1"],
    warmupSteps: [1, 5e8],
    initializer: ["zeros", "scaled:sigma_w=1.33,sigma_b=0.22"],
    dataset: ["FashionMNIST", "MNIST", "KMNIST", own],
    normalize: ["tutorial", "standard"],
  };
  for (const [name, values] of Object.entries(ranges)) {
    for (const value of values) {
      const config = parseTrainingConfig({ activation, [name]: value });
      assert.deepEqual(config, { ...TRAINING_DEFAULTS, activation, [name]: value });
    }
  }
});

Deno.test("parseTrainingConfig refuses in one line: field, value, what is allowed", () => {
  const cases: [Record<string, unknown>, string][] = [
    [{ activation: "ReLU" }, 'there is no activation named "ReLU"; there are sigmoid, '],
    [{ activation: "a".repeat(1001) }, "expected a text of 1 to 1000 printable ASCII characters"],
    [{ activation: "relu\n" }, 'activation is "relu\\n", expected a text'],
    [{ activation: undefined }, "activation is missing, expected a text"],
    [{ hiddenSizes: [] }, "hiddenSizes is [], expected a list of 1 to 64 layer widths"],
    [{ hiddenSizes: Array(65).fill(1) }, "expected a list of 1 to 64 layer widths"],
    [{ hiddenSizes: 512 }, "hiddenSizes is 512, expected a list of 1 to 64 layer widths"],
    [
      { hiddenSizes: { length: { toString: 0, valueOf: 0 } } },
      "hiddenSizes is { length: { toString: 0, valueOf: 0 } }, expected a list of 1 to 64 layer widths",
    ],
    [{ hiddenSizes: [8, 0] }, "hiddenSizes[1] is 0, expected an integer from 1 to 16384"],
    [{ hiddenSizes: [16385] }, "hiddenSizes[0] is 16385, expected an integer from 1 to 16384"],
    [{ seed: -1 }, "seed is -1, expected an integer from 0 to 4294967295"],
    [{ seed: 2 ** 32 }, "seed is 4294967296, expected an integer from 0 to 4294967295"],
    [{ splitSeed: 1.5 }, "splitSeed is 1.5, expected an integer from 0 to 4294967295"],
    [{ epochs: 0 }, "epochs is 0, expected an integer from 1 to 10000"],
    [{ epochs: 10001 }, "epochs is 10001, expected an integer from 1 to 10000"],
    [{ epochs: "3" }, 'epochs is "3", expected an integer from 1 to 10000'],
    [{ patience: NaN }, "patience is NaN, expected an integer from 1 to 10000"],
    [{ batchSize: 0 }, "batchSize is 0, expected an integer from 1 to 16384"],
    [{ batchSize: 16385 }, "batchSize is 16385, expected an integer from 1 to 16384"],
    [{ activation: "gelo" }, 'no activation named "gelo"; there are sigmoid, tanh, relu, leaky'],
    [{ learningRate: 0 }, "learningRate is 0, expected a number above 0"],
    [
      { learningRate: 2 ** -150 },
      "learningRate is 7.006492321624085e-46, expected a number above 0, also when rounded to float32",
    ],
    [{ learningRate: Infinity }, "learningRate is Infinity, expected a number above 0"],
    [{ learningRate: null }, "learningRate is null, expected a number above 0"],
    [{ momentum: 1 }, "momentum is 1, expected a number from 0 to below 1"],
    [
      { momentum: 1 - 2 ** -25 },
      "momentum is 0.9999999701976776, expected a number from 0 to below 1, also when rounded to float32",
    ],
    [{ momentum: -0.1 }, "momentum is -0.1, expected a number from 0 to below 1"],
    [
      { optimizer: "adm" },
      'no optimizer named "adm"; there are momentum, sgd, nesterov, rmsprop, adagrad, adam, adamw; ' +
      "did you mean adam?",
    ],
    [{ optimizer: "adam:beta1=0.5" }, 'optimizer adam: expected no parameters, got "beta1=0.5"'],
    [{ optimizer: 5 }, "optimizer is 5, expected one of momentum, sgd, nesterov"],
    [{ optimizer: { toString: 0 } }, "optimizer is { toString: 0 }, expected one of momentum"],
    [
      { optimizer: "adam", momentum: 0.5 },
      "momentum is 0.5, but the optimizer adam has none; leave it out",
    ],
    [{ weightDecay: -1 }, "weightDecay is -1, expected a number from 0 on that float32 has"],
    [{ weightDecay: 1e39 }, "weightDecay is 1e+39, expected a number from 0 on that float32 has"],
    [{ clipNorm: 0 }, "clipNorm is 0, expected a number above 0"],
    [{ schedule: "cosin" }, 'no schedule named "cosin"; there are constant, step, cosine; did you'],
    [{ schedule: null }, "schedule is null, expected the name of a schedule"],
    [{ warmupSteps: -1 }, "warmupSteps is -1, expected an integer from 0 to 500000000"],
    [{ warmupSteps: 1.5 }, "warmupSteps is 1.5, expected an integer from 0 to 500000000"],
    [{ initializer: "scaled" }, "initializer scaled: expected sigma_w=<a number above 0"],
    [{ initializer: [] }, "initializer is [], expected the name of an initializer"],
    [
      { activation: "elu", initializer: "he_normal:gain=torch" },
      'there is no torch gain for an activation named "elu"; there are identity, sigmoid, tanh',
    ],
    [{ limit: 0 }, "limit is 0, expected an integer of at least 1"],
    [{ limit: 50001 }, "limit is 50001, expected an integer from 1 to 50000"],
    [{ limit: 11, dataset: own }, "limit is 11, expected an integer from 1 to 10"],
    [
      { dataset: "mnist" },
      'dataset is "mnist", expected FashionMNIST, MNIST, KMNIST or what a fol',
    ],
    [
      { dataset: { ...own, classes: 257 } },
      "dataset.classes is 257, expected an integer from 1 to",
    ],
    [
      { dataset: { ...own, name: "../x" } },
      'dataset.name is "../x", expected a name of at most 64',
    ],
    [{ dataset: { ...own, sha256: "0" } }, 'dataset.sha256 is "0", expected a SHA-256 in hex'],
    [
      { dataset: { ...own, images: undefined } },
      "expected FashionMNIST, MNIST, KMNIST or what a fo",
    ],
    [{ activationSha256: "0" }, 'activationSha256 is "0", expected a SHA-256 in hex'],
    [{ normalize: "mean" }, 'normalize is "mean", expected tutorial or standard'],
    [
      { lr: 1 },
      'has the unknown field "lr", expected an object of activation, activationSha256, hid',
    ],
    [{ epoch: 1 }, ", normalize; did you mean epochs?"],
    [JSON.parse('{"__proto__": 1}'), 'unknown field "__proto__"'],
  ];
  for (const [settings, expected] of cases) {
    const message = refusal({ activation: "relu", ...settings });
    assert.ok(message.includes(expected), message);
  }
  for (const settings of [undefined, null, 3, {}]) {
    assert.match(refusal(settings), /activation is missing/);
  }
  assert.match(refusal("relu"), /unknown field|activation is missing/);
});

Deno.test("a stored configuration is complete: nothing is filled in", () => {
  assert.ok(trainingConfigSchema.safeParse(parseTrainingConfig({ activation: "elu" })).success);
  const { seed: _, ...partial } = parseTrainingConfig({ activation: "elu" });
  assert.ok(!trainingConfigSchema.safeParse(partial).success);
});

Deno.test("an epoch's record has finite numbers, and accuracies from 0 to 1", () => {
  const epoch = { epoch: 1, loss: 2.3, trainAccuracy: 0, validationAccuracy: 1, seconds: 0.5 };
  assert.deepEqual(epochRecordSchema.parse(epoch), epoch);
  const wrong = [
    { epoch: 0 },
    { loss: NaN },
    { loss: Infinity },
    { trainAccuracy: 1.1 },
    { trainAccuracy: NaN },
    { validationAccuracy: -0.1 },
    { seconds: -1 },
    { more: 1 },
  ];
  for (const change of wrong) {
    assert.ok(!epochRecordSchema.safeParse({ ...epoch, ...change }).success, Deno.inspect(change));
  }
});

Deno.test("settings differ by data set and normalisation as they are, however they are said", () => {
  const config = parseTrainingConfig({ activation: "relu" });
  const differences = (made: object, asked: object) =>
    describeDifferences({ ...config, ...made }, { ...config, ...asked });
  assert.deepEqual(differences({}, { dataset: "FashionMNIST", normalize: "tutorial" }), []);
  assert.deepEqual(differences({ dataset: own }, { dataset: { ...own, name: "moved" } }), []);
  assert.deepEqual(differences({}, { dataset: "MNIST", seed: 1 }), [
    "dataset FashionMNIST (asked for: MNIST)",
    "seed 42 (asked for: 1)",
  ]);
  assert.deepEqual(differences({ schedule: "cosine", limit: 9 }, { optimizer: "sgd" }), [
    'schedule "cosine" (asked for: "constant")',
    "limit 9 (asked for: none)",
    'optimizer "momentum" (asked for: "sgd")',
  ]);
  assert.deepEqual(differences({ normalize: "standard" }, {}), [
    "normalize standard (asked for: tutorial)",
  ]);
  for (const change of [{ sha256: "f".repeat(64) }, { classes: 255 }]) {
    const [difference, ...more] = differences({ dataset: own }, { dataset: { ...own, ...change } });
    assert.deepEqual(more, []);
    assert.match(
      difference!,
      /^dataset my\.glyphs-2 \(1 × 1073741824, 256 classes, SHA-256 0123456789ab…\) \(asked for: my\.glyphs-2 \(/,
    );
  }
});
