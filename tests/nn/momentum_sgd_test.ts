import assert from "node:assert/strict";
import type { MlpParameters } from "../../src/nn/mlp.ts";
import { MomentumSgd } from "../../src/nn/momentum_sgd.ts";
import { ones } from "../../src/tensor/ops/create.ts";
import { scope } from "../../src/tensor/scope.ts";
import { disposeWeights } from "../../src/training/weights.ts";
import { device, openAnother } from "../device/device.ts";

const options = { learningRate: 0.1, momentum: 0.5 };

/** A layer of ones. */
function layer(fanIn: number, fanOut: number, on = device): MlpParameters {
  return { Dense_0: { kernel: ones(on, [fanIn, fanOut]), bias: ones(on, [fanOut]) } };
}

Deno.test("gradients and parameters unlike the velocity are refused, and nothing is changed", async () => {
  const parameters = layer(2, 3);
  const optimiser = new MomentumSgd(parameters, options);
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
      [layer(1, 3), good, /^ShapeError: update: expected the shape \(2, 3\) of parameters.Dense_0/],
      [parameters, {}, /^UsageError: update: expected Dense_0 in gradients, got \{\}$/],
      [parameters, { ...good, Dense_1: good.Dense_0 }, /in gradients, got Dense_0, Dense_1$/],
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
        () => optimiser.update(weights as MlpParameters, gradients as MlpParameters),
        message,
      );
    }
  });
  assert.deepEqual(await parameters.Dense_0!.kernel.array(), [[1, 1, 1], [1, 1, 1]]);
  assert.deepEqual(await optimiser.velocity.Dense_0!.bias.array(), [0, 0, 0]);
  disposeWeights(foreign);
  other.close();
  optimiser.dispose();
  disposeWeights(parameters);
});

Deno.test("a velocity unlike the parameters, and parameters that are none, are refused", () => {
  scope(() => {
    assert.throws(
      () => new MomentumSgd(layer(2, 3), options, layer(3, 3)),
      /^ShapeError: MomentumSgd: expected the shape \(2, 3\) of velocity.Dense_0.kernel, got \(3, 3\)$/,
    );
    for (const none of [{}, undefined, new Map([["Dense_0", 1]])]) {
      assert.throws(
        () => new MomentumSgd(none as unknown as MlpParameters, options),
        /^UsageError: MomentumSgd: expected layers in parameters, got /,
      );
    }
  });
});

Deno.test("options that float32 makes none of are refused, naming option and value", () => {
  scope(() => {
    const parameters = layer(2, 3);
    for (const learningRate of [0, -1, NaN, Infinity, 2 ** -150, "1" as unknown as number]) {
      assert.throws(
        () => new MomentumSgd(parameters, { ...options, learningRate }),
        /MomentumSgd: expected a number above 0, also when rounded to float32 as learningRate, got/,
      );
    }
    for (const momentum of [-0.1, 1, NaN, 1 - 2 ** -25, undefined as unknown as number]) {
      assert.throws(
        () => new MomentumSgd(parameters, { ...options, momentum }),
        /MomentumSgd: expected a number from 0 to below 1, also .* as momentum, got /,
      );
    }
    new MomentumSgd(parameters, { learningRate: 2 ** -149, momentum: 1 - 2 ** -24 });
  });
});
