import assert from "node:assert/strict";
import { UsageError } from "../../src/errors.ts";
import {
  activationNames,
  findActivation,
  registerActivation,
  TUTORIAL_ACTIVATIONS,
} from "../../src/nn/activations.ts";
import { MLP } from "../../src/nn/mlp.ts";
import { sampleActivation } from "../../src/analysis/sampled_activation.ts";
import { grad } from "../../src/tensor/autodiff.ts";
import { negate } from "../../src/tensor/ops/arithmetic.ts";
import { broadcastTo, sum } from "../../src/tensor/ops/broadcast.ts";
import { ones, zeros } from "../../src/tensor/ops/create.ts";
import { dense } from "../../src/tensor/ops/dense.ts";
import { scope } from "../../src/tensor/scope.ts";
import { type Tensor, tensor, uint32Tensor } from "../../src/tensor/tensor.ts";
import { assertClose, ULP } from "../close.ts";
import { device } from "../device/device.ts";
import exact from "../golden/exact_activations.json" with { type: "json" };

Deno.test("the tutorial's activations come first, under its names", () => {
  assert.deepEqual(
    TUTORIAL_ACTIVATIONS.map((name) => findActivation(name).title),
    ["Sigmoid", "Tanh", "ReLU", "LeakyReLU", "ELU", "Swish"],
  );
  assert.deepEqual(activationNames().slice(0, 6), TUTORIAL_ACTIVATIONS);
});

Deno.test("a registered activation is found by its name", () => {
  registerActivation("mirror", negate, "Mirror");
  const { title, fused } = findActivation("mirror");
  assert.equal(title, "Mirror");
  assert.equal(fused, undefined);
  assert.equal(activationNames().at(-1), "mirror");
});

Deno.test("a script's activation may take a built-in one's place, once, with a note", () => {
  const notes: unknown[] = [];
  const warn = console.warn;
  console.warn = (note) => void notes.push(note);
  try {
    registerActivation("softsign", negate, "Mine");
  } finally {
    console.warn = warn;
  }
  assert.deepEqual(notes, ["The activation softsign is no longer the built-in one."]);
  assert.equal(findActivation("softsign").title, "Mine");
  assert.throws(() => registerActivation("softsign", negate), /named softsign already/);
});

Deno.test("unknown, taken and unfit names are refused, saying why", () => {
  assert.throws(() => findActivation("rellu"), (error: Error) => {
    assert.ok(error instanceof UsageError);
    assert.match(error.message, /no activation named "rellu"; there are sigmoid, tanh, relu/);
    return true;
  });
  registerActivation("taken", negate);
  assert.throws(() => registerActivation("taken", negate), /there is an activation named taken/);
  assert.throws(
    () => registerActivation("none", "relu" as unknown as typeof negate),
    /^UsageError: registerActivation: expected a function as apply, got "relu"$/,
  );
  assert.throws(
    () => registerActivation("none", negate, 5 as unknown as string),
    /^UsageError: registerActivation: expected a text as title, got 5$/,
  );
  for (const name of ["", "Mish", "a b", "../x", "__proto__", "x".repeat(33)]) {
    assert.throws(() => registerActivation(name, negate), /cannot name an activation/);
  }
});

Deno.test("an activation that gives no tensor of its argument's kind is named, whoever uses it", async () => {
  const wrong: [name: string, apply: (x: Tensor) => unknown, got: string][] = [
    ["scalar", (x) => sum(x), "Tensor float32 () on"],
    ["number", () => 3, "3"],
    ["nothing", () => undefined, "undefined"],
    ["async", (x) => Promise.resolve(x), "Promise {"],
    [
      "positions",
      (x) => uint32Tensor(x.device, new Array(x.size).fill(0), x.shape),
      "Tensor uint32 (",
    ],
    ["widened", (x) => broadcastTo(x, [1, ...x.shape]), "Tensor float32 (1, "],
  ];
  const { liveBuffers } = device.memory;
  for (const [name, apply, got] of wrong) {
    registerActivation(name, apply as (x: Tensor) => Tensor);
    const activation = findActivation(name);
    const refused = (error: Error) => {
      assert.ok(error instanceof UsageError);
      const start = `the activation ${name}: expected a float32 tensor of its argument's shape (`;
      assert.ok(error.message.startsWith(start), error.message);
      assert.ok(error.message.includes(`), got ${got}`), error.message);
      return true;
    };
    const network = new MLP({ activation, hiddenSizes: [3], inputSize: 4, classes: 2 });
    scope(() => {
      const parameters = network.init(device, 1);
      const images = ones(device, [5, 4]);
      assert.throws(() => network.apply(parameters, images), refused);
      assert.throws(() => network.applyWithLayers(parameters, images), refused);
    });
    await assert.rejects(sampleActivation(device, activation), refused);
  }
  assert.equal(device.memory.liveBuffers, liveBuffers);
});

Deno.test("a name is no activation, and where to find one is said", async () => {
  const name = "relu" as unknown as ReturnType<typeof findActivation>;
  await assert.rejects(
    sampleActivation(device, name),
    /^UsageError: sampleActivation: expected an activation, got "relu"; findActivation gives those/,
  );
});

const parameterized = Object.entries(exact.parameterized);
for (const [text, { y, dy }] of parameterized) {
  Deno.test(`${text} and its derivative have their exact values, alone and fused`, async () => {
    const { name, apply, fused } = findActivation(text);
    assert.equal(name, text);
    const results = scope(() => {
      const column = tensor(device, exact.x, [exact.x.length, 1]);
      const one = ones(device, [1, 1]), none = zeros(device, [1]);
      const layer = (x: Tensor) => dense(x, one, none, fused);
      const slope = (f: typeof apply) => grad((x: Tensor) => sum(f(x)))(column);
      return [apply(column), layer(column), slope(apply), slope(layer)];
    });
    const tolerance = { relative: 8 * ULP, absolute: 1e-6 };
    for (const [i, result] of results.entries()) {
      assertClose(await result.data(), i < 2 ? y : dy, tolerance, `result ${i}`);
      result.dispose();
    }
  });
}

Deno.test("an activation's text is canonical, and its title says what is not the default", () => {
  const found = ["elu:alpha=0.50", "elu:alpha=1", "leakyrelu:slope=.1", "celu:alpha=2"].map(
    (text) => {
      const { name, title } = findActivation(text);
      return [name, title];
    },
  );
  assert.deepEqual(found, [
    ["elu:alpha=0.5", "ELU (alpha = 0.5)"],
    ["elu", "ELU"],
    ["leakyrelu", "LeakyReLU"],
    ["celu:alpha=2", "CELU (alpha = 2)"],
  ]);
});

Deno.test("parameters that are unknown, missing or out of range are refused, with what is allowed", () => {
  const refused: [text: string, message: RegExp][] = [
    ["elu:beta=1", /^UsageError: activation elu: expected alpha=<a number from 0.01 to 100>/],
    ["elu:alpha=0", /expected alpha=<a number from 0.01 to 100> \(default: 1\), got "alpha=0"$/],
    ["leakyrelu:slope=2", /expected slope=<a number from -1 to 1>/],
    ["tanh:alpha=1", /^UsageError: activation tanh: expected no parameters, got "alpha=1"$/],
    ["rellu", /there are sigmoid, .*; did you mean relu\?$/],
  ];
  for (const [text, message] of refused) assert.throws(() => findActivation(text), message);
});
