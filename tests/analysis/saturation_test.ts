import assert from "node:assert/strict";
import { saturated } from "../../src/analysis/saturation.ts";
import { findActivation } from "../../src/nn/activations.ts";
import { tensor } from "../../src/tensor/tensor.ts";
import { device } from "../device/device.ts";

const cases: Record<string, [x: number[], saturated: number[]]> = {
  sigmoid: [[-1e30, -4.7, -4.5, 0, 4.5, 4.7, 1e30], [1, 1, 0, 0, 0, 1, 1]],
  tanh: [[-3.1, -2.9, 2.9, 3.1], [1, 0, 0, 1]],
  relu: [[-1, 0, 1], [1, 1, 0]],
  leakyrelu: [[-1e30, 0, 1e30], [0, 0, 0]],
  elu: [[-4.7, -4.5, 100], [1, 0, 0]],
  celu: [[-4.7, -4.5, 100], [1, 0, 0]],
  "celu:alpha=2": [[-9.3, -9.1, 100], [1, 0, 0]],
  swish: [[-6.3, -6.2, -1.28, 0, 100], [1, 0, 1, 0, 0]],
  softplus: [[-4.7, -4.5, 100], [1, 0, 0]],
  identity: [[-1e30, 0, 1e30], [0, 0, 0]],
  logsigmoid: [[-100, 4.5, 4.7], [0, 0, 1]],
  gelu: [[-3.1, -2.8, -0.75, 100], [1, 0, 1, 0]],
  mish: [[-6.5, -6, -1.19, 100], [1, 0, 1, 0]],
  selu: [[-5.2, -5.1, 100], [1, 0, 0]],
  softsign: [[-9.1, -8.9, 8.9, 9.1], [1, 0, 0, 1]],
  hardtanh: [[-1, -0.9, 0.9, 1], [1, 0, 0, 1]],
  relu6: [[0, 5.9, 6], [1, 0, 1]],
  hardsigmoid: [[-3, -2.9, 2.9, 3], [1, 0, 0, 1]],
  hardswish: [[-3, -2.9, -1.5, 3], [1, 0, 1, 0]],
};

for (const [name, [x, expected]] of Object.entries(cases)) {
  Deno.test(`${name} is saturated where hardly any gradient passes`, async () => {
    using places = tensor(device, x);
    using found = saturated(findActivation(name), places);
    assert.deepEqual(await found.array(), expected);
  });
}
