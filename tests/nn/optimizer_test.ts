import assert from "node:assert/strict";
import type { OptimizerName } from "../../kernels/optimizers.ts";
import { clipByGlobalNorm } from "../../src/nn/clip.ts";
import { disposeOptimizerState, Optimizer } from "../../src/nn/optimizer.ts";
import { disposeWeights, type Parameters } from "../../src/nn/parameters.ts";
import { ones } from "../../src/tensor/ops/create.ts";
import { scope } from "../../src/tensor/scope.ts";
import { tensor } from "../../src/tensor/tensor.ts";
import { assertClose } from "../close.ts";
import { device, openAnother } from "../device/device.ts";
import golden from "../golden/optimizers.json" with { type: "json" };

Deno.test("a step changes what has a gradient, at the factor of the learning rate", async () => {
  const before = device.memory.liveBuffers;
  const optimizer = new Optimizer("momentum", { learningRate: 0.5, momentum: 0.5 });
  const parameters = { a: tensor(device, [[8, 8]]), b: tensor(device, [8]) };
  const state = optimizer.init(parameters);
  assert.deepEqual(optimizer.slots, ["velocity"]);
  assert.deepEqual(state.slots.velocity!.a!.shape, [1, 2]);

  const gradients = { a: tensor(device, [[1, -2]]) };
  optimizer.update(parameters, gradients, state);
  optimizer.update(parameters, gradients, state, 2);
  assert.equal(state.step, 2);
  assert.deepEqual(await state.slots.velocity!.a!.array(), [[1.5, -3]]);
  assert.deepEqual(await parameters.a.array(), [[8 - 0.5 - 1.5, 8 + 1 + 3]]);
  assert.deepEqual(await parameters.b.array(), [8]);

  for (const tensors of [parameters, gradients]) disposeWeights(tensors);
  disposeOptimizerState(state);
  assert.equal(device.memory.liveBuffers, before);
});

/** A layer of ones. */
function layer(fanIn: number, fanOut: number, on = device): Parameters {
  return { "Dense_0.kernel": ones(on, [fanIn, fanOut]), "Dense_0.bias": ones(on, [fanOut]) };
}

Deno.test("gradients, parameters and a state unlike each other are refused, and nothing is changed", async () => {
  const optimizer = new Optimizer("momentum", { learningRate: 0.1, momentum: 0.5 });
  const parameters = layer(2, 3);
  const state = optimizer.init(parameters);
  const other = await openAnother();
  const foreign = layer(2, 3, other);
  const disposed = layer(2, 3);
  disposeWeights(disposed);
  scope(() => {
    const good = layer(2, 3);
    const cases: [parameters: unknown, gradients: unknown, message: RegExp][] = [
      [
        parameters,
        layer(3, 2),
        /^ShapeError: update: expected the shape \(2, 3\) of gradients.Dens/,
      ],
      [parameters, layer(6, 1), /of gradients.Dense_0.kernel, got \(6, 1\)$/],
      [
        layer(1, 3),
        layer(1, 3),
        /^ShapeError: update: expected the shape \(1, 3\) of velocity.Dense_0.kernel, got \(2, 3\)$/,
      ],
      [parameters, {}, /^UsageError: update: expected tensors by name in gradients, got \{\}$/],
      [
        parameters,
        { ...good, "Dense_1.bias": good["Dense_0.bias"] },
        /in gradients, got Dense_1.bias as well$/,
      ],
      [
        { ...parameters, "Dense_1.bias": good["Dense_0.bias"] },
        { ...good, "Dense_1.bias": good["Dense_0.bias"] },
        /^UsageError: update: expected Dense_1.bias in velocity, got none of this name$/,
      ],
      [undefined, good, /^UsageError: update: expected tensors by name in parameters, got undef/],
      [parameters, disposed, /^DeviceError: .* is used after it was disposed/],
      [
        parameters,
        foreign,
        /parameters.* is on .* and gradients.Dense_0.kernel on .*; make both on/,
      ],
      [foreign, foreign, /parameters.* is on .* and velocity.* on .*; make both/],
    ];
    for (const [weights, gradients, message] of cases) {
      assert.throws(
        () => optimizer.update(weights as Parameters, gradients as Parameters, state),
        message,
      );
    }
  });
  for (const factor of [NaN, -1, Infinity, 1e39, "1" as unknown as number]) {
    assert.throws(
      () => optimizer.update(parameters, parameters, state, factor),
      /^UsageError: update: expected a number from 0 on that float32 has as factor, got /,
    );
  }
  assert.equal(state.step, 0);
  assert.deepEqual(await parameters["Dense_0.kernel"]!.array(), [[1, 1, 1], [1, 1, 1]]);
  assert.deepEqual(await state.slots.velocity!["Dense_0.bias"]!.array(), [0, 0, 0]);
  disposeWeights(foreign);
  other.close();
  disposeOptimizerState(state);
  disposeWeights(parameters);
});

Deno.test("what are no parameters have no state", () => {
  const optimizer = new Optimizer("sgd", { learningRate: 0.1 });
  for (const none of [{}, undefined, new Map([["Dense_0.kernel", 1]])]) {
    assert.throws(
      () => optimizer.init(none as unknown as Parameters),
      /^UsageError: init: expected tensors by name in parameters, got /,
    );
  }
});

Deno.test("rules that there are not, and settings that float32 makes none of, are refused", () => {
  const [learningRate, momentum] = [0.1, 0.5];
  for (const wrong of [0, -1, NaN, Infinity, 2 ** -150, "1" as unknown as number]) {
    const expected =
      /^UsageError: Optimizer: expected a number above 0, also when .* as learningRate, got/;
    assert.throws(() => new Optimizer("momentum", { learningRate: wrong, momentum }), expected);
    assert.throws(() => new Optimizer("sgd", { learningRate: wrong }), expected);
  }
  for (const wrong of [-0.1, 1, NaN, 1 - 2 ** -25, undefined as unknown as number]) {
    assert.throws(
      () => new Optimizer("momentum", { learningRate, momentum: wrong }),
      /Optimizer: expected a number from 0 to below 1, also .* as momentum, got /,
    );
  }
  new Optimizer("momentum", { learningRate: 2 ** -149, momentum: 1 - 2 ** -24 });
  assert.throws(
    () => new Optimizer("sgd", { momentum } as Record<string, number>),
    /^UsageError: Optimizer: expected the settings learningRate, weightDecay of sgd, got "momentum"$/,
  );
  for (const wrong of [-0.1, NaN, Infinity, 1e39]) {
    assert.throws(
      () => new Optimizer("adamw", { weightDecay: wrong }),
      /Optimizer: expected a number from 0 on that float32 has as weightDecay, got /,
    );
  }
  for (const setting of ["beta1", "beta2"]) {
    assert.throws(
      () => new Optimizer("adam", { [setting]: 1 }),
      /expected a number from 0 to below 1/,
    );
  }
  assert.throws(
    () => new Optimizer("rmsprop", { alpha: 1 }),
    /a number from 0 to below 1.* as alpha/,
  );
  assert.throws(
    () => new Optimizer("adagrad", { epsilon: 0 }),
    /a number above 0.* as epsilon, got 0/,
  );
  assert.throws(
    () => new Optimizer("toString" as "sgd", { learningRate }),
    /^UsageError: there is no optimizer named "toString"; there are momentum, sgd, nesterov, rms/,
  );
});

/** The rule of each golden optimiser. */
const RULES: Record<string, OptimizerName> = {
  sgd: "sgd",
  sgd_l2: "sgd",
  sgd_momentum: "momentum",
  sgd_momentum_l2: "momentum",
  sgd_nesterov: "nesterov",
  rmsprop: "rmsprop",
  adagrad: "adagrad",
  adam: "adam",
  adamw: "adamw",
  sgd_momentum_clip: "momentum",
  adam_clip: "adam",
};

/** The golden names of settings. */
const SETTINGS: Record<string, string> = {
  lr: "learningRate",
  weight_decay: "weightDecay",
  b1: "beta1",
  b2: "beta2",
  eps: "epsilon",
};

for (const [name, rule] of Object.entries(RULES)) {
  Deno.test(`twenty steps of ${name} are torch's`, async () => {
    const { hyper, params } = golden.optimisers[name as keyof typeof golden.optimisers];
    const settings = Object.fromEntries(
      Object.entries(hyper)
        .filter(([key]) => key !== "max_norm" && key !== "initial_accumulator") // adagrad's 0
        .map(([key, value]) => [SETTINGS[key] ?? key, value]),
    );
    const optimizer = new Optimizer(rule, settings);
    const named = (arrays: Record<string, number[]>): Parameters =>
      Object.fromEntries(
        Object.entries(golden.shapes).map(([name, shape]) => [
          name,
          tensor(device, Float32Array.from(arrays[name]!), shape),
        ]),
      );
    const parameters = named(golden.start);
    const state = optimizer.init(parameters);
    for (const [i, arrays] of golden.gradients.entries()) {
      scope(() => {
        const gradients = named(arrays);
        const clipped = "max_norm" in hyper
          ? clipByGlobalNorm(gradients, hyper.max_norm)
          : gradients;
        optimizer.update(parameters, clipped, state);
      });
      const expected = Object.entries(params).find(([steps]) => Number(steps) === i + 1)?.[1];
      if (expected === undefined) continue;
      for (const [name, values] of Object.entries(expected)) {
        const near = { relative: 0, absolute: 1e-5 };
        assertClose(await parameters[name]!.data(), values, near, `${name} after ${i + 1} steps`);
      }
    }
    disposeWeights(parameters);
    disposeOptimizerState(state);
  });
}
