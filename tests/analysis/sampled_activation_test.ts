import assert from "node:assert/strict";
import type { ActivationName } from "../../kernels/activations.ts";
import { sampleActivation } from "../../src/analysis/sampled_activation.ts";
import { findActivation, registerActivation } from "../../src/nn/activations.ts";
import { multiply } from "../../src/tensor/ops/arithmetic.ts";
import { assertClose } from "../close.ts";
import { device } from "../device/device.ts";
import { ACTIVATION, DERIVATIVE } from "../float64.ts";

for (const name of Object.keys(ACTIVATION) as ActivationName[]) {
  Deno.test(`${name} and its gradient from -5 to 5`, async () => {
    const curve = await sampleActivation(device, findActivation(name));
    assert.equal(curve.activation, name);
    assert.equal(curve.x.length, 1000);
    assert.deepEqual([curve.x[0], curve.x[999]], [-5, 5]);
    const tolerance = { relative: 1e-5, absolute: 1e-6 };
    assertClose(curve.y, curve.x.map(ACTIVATION[name]), tolerance, "y");
    assertClose(curve.dy, curve.x.map(DERIVATIVE[name]), tolerance, "dy");
  });
}

Deno.test("prelu is sampled with the slope that it begins with", async () => {
  const { x, y, dy } = await sampleActivation(device, findActivation("prelu:slope=0.5"));
  const tolerance = { relative: 1e-6, absolute: 1e-6 };
  assertClose(y, x.map((at) => at > 0 ? at : at / 2), tolerance, "y");
  assertClose(dy, x.map((at) => at > 0 ? 1 : 0.5), tolerance, "dy");
});

Deno.test("a user's activation is sampled as well", async () => {
  registerActivation("square", (x) => multiply(x, x), "x²");
  const { name, x, dy } = await sampleActivation(device, findActivation("square"));
  assert.equal(name, "x²");
  assertClose(dy, x.map((at) => 2 * at), { relative: 1e-6, absolute: 1e-6 });
});

Deno.test("the range is the caller's, of numbers that are finite in float32", async () => {
  const relu = findActivation("relu");
  const { x, y } = await sampleActivation(device, relu, { from: -8 });
  assert.deepEqual([x[0], x[999]], [-8, 5]);
  assert.deepEqual([y[0], y[999]], [0, 5]);
  for (const range of [{ from: 5 }, { from: 6 }, { to: NaN }, { to: 1e39 }, { from: -Infinity }]) {
    await assert.rejects(
      sampleActivation(device, relu, range),
      /^UsageError: sampleActivation: expected finite float32 numbers, from less than to, got from/,
    );
  }
});
