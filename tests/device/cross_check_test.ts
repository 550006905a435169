import assert from "node:assert/strict";
import type { ActivationName } from "../../kernels/activations.ts";
import { DeviceDataset } from "../../src/data/device_dataset.ts";
import { CpuDevice } from "../../src/device/cpu/cpu_device.ts";
import type { Device } from "../../src/device/device.ts";
import type { DeviceBuffer } from "../../src/device/memory.ts";
import type { Operation } from "../../src/device/operations.ts";
import { WebGpuDevice } from "../../src/device/webgpu/webgpu_device.ts";
import { findActivation } from "../../src/nn/activations.ts";
import { MLP } from "../../src/nn/mlp.ts";
import { disposeOptimizerState, Optimizer } from "../../src/nn/optimizer.ts";
import { scope } from "../../src/tensor/scope.ts";
import { uint32Tensor } from "../../src/tensor/tensor.ts";
import { trainStep } from "../../src/training/train_step.ts";
import { disposeWeights, downloadWeights } from "../../src/nn/parameters.ts";
import { assertClose, type Tolerance, ULP } from "../close.ts";
import { ACTIVATION, BINARY, UNARY } from "../float64.ts";
import { randomBytes, randomIntegers, randomNumbers } from "../random_numbers.ts";
import { asIntegers, evaluate } from "./device.ts";

/** The device that is everywhere, and the one that was there first. */
const cpu: Device = await CpuDevice.open({ blas: "none" });
const webgpu: Device = await WebGpuDevice.open();
globalThis.addEventListener("unload", () => {
  cpu.close();
  webgpu.close();
});

/** An operation on arrays, and how far the devices may differ in it; bits that are not numbers: not at all. */
interface Case {
  readonly name: string;
  readonly inputs: readonly (Float32Array | Uint32Array | Uint8Array)[];
  readonly outputs: readonly number[];
  readonly operation: (inputs: DeviceBuffer[], outputs: DeviceBuffer[]) => Operation;
  readonly tolerance?: Tolerance;
  readonly integers?: boolean;
}

const close: Tolerance = { relative: 16 * ULP, absolute: 2e-6 };

function keys<Name extends string>(record: Record<Name, unknown>): Name[] {
  return Object.keys(record) as Name[];
}

function* cases(): Generator<Case> {
  const view = (buffer: DeviceBuffer, strides: number[], offset = 0) => ({
    buffer,
    offset,
    strides,
  });
  for (const name of keys(UNARY)) {
    yield {
      name,
      inputs: [randomNumbers(1, 1031, name === "log" || name === "sqrt" ? 0.01 : -9, 9)],
      outputs: [1031],
      operation: ([x], [out]) => ({
        op: "unary",
        function: name,
        x: x!,
        out: out!,
        count: 1031,
      }),
    };
  }
  for (const name of keys(BINARY)) {
    yield {
      name: `${name}, broadcast and transposed`,
      inputs: [randomNumbers(2, 7 * 5), randomNumbers(3, 33, 0.5, 2)],
      outputs: [5 * 7 * 33],
      operation: ([a, b], [out]) => ({
        op: "binary",
        function: name,
        a: view(a!, [1, 5, 0]),
        b: view(b!, [0, 0, 1]),
        out: out!,
        shape: [5, 7, 33],
      }),
    };
  }
  yield {
    name: "select",
    inputs: [Float32Array.from({ length: 231 }, (_, i) => i % 3), randomNumbers(4, 231)],
    outputs: [231],
    operation: ([condition, a], [out]) => ({
      op: "select",
      condition: view(condition!, [33, 1]),
      a: view(a!, [33, 1]),
      b: -2.5,
      out: out!,
      shape: [7, 33],
    }),
  };
  yield {
    name: "copy",
    inputs: [randomNumbers(5, 7 * 33 + 2)],
    outputs: [33 * 7],
    operation: ([from], [to]) => ({
      op: "copy",
      from: view(from!, [1, 33], 2),
      to: view(to!, [7, 1]),
      shape: [33, 7],
    }),
  };
  for (const name of ["sum", "max", "min", "argmax"] as const) {
    for (const [outer, length, inner] of [[3, 20_003, 1], [5, 257, 33]] as const) {
      yield {
        name: `${name} of (${outer}, ${length}, ${inner})`,
        inputs: [randomNumbers(6, outer * length * inner)],
        outputs: [outer * inner],
        operation: ([x], [out]) => ({
          op: "reduce",
          function: name,
          x: x!,
          out: out!,
          outer,
          length,
          inner,
        }),
        tolerance: { relative: 16 * ULP, absolute: length * ULP },
        integers: name === "argmax",
      };
    }
  }
  for (const [transposeA, transposeB] of [[false, false], [true, false], [false, true]] as const) {
    const [m, k, n] = [65, 131, 77];
    yield {
      name: `matmul${transposeA ? ", a transposed" : ""}${transposeB ? ", b transposed" : ""}`,
      inputs: [randomNumbers(7, m * k), randomNumbers(8, k * n)],
      outputs: [m * n],
      operation: ([a, b], [out]) => ({
        op: "matmul",
        a: a!,
        b: b!,
        out: out!,
        m,
        k,
        n,
        transposeA,
        transposeB,
      }),
      tolerance: { relative: 0, absolute: 4 * k * ULP },
    };
  }
  for (const activation of keys<ActivationName>(ACTIVATION)) {
    const [m, k, n] = [33, 20, 29];
    yield {
      name: `dense with ${activation}`,
      inputs: [randomNumbers(9, m * k), randomNumbers(10, k * n), randomNumbers(11, n)],
      outputs: [m * n, m * n],
      operation: ([x, weights, bias], [preActivation, out]) => ({
        op: "dense",
        x: x!,
        weights: weights!,
        bias: bias!,
        activation,
        preActivation: preActivation!,
        out: out!,
        m,
        k,
        n,
      }),
      tolerance: { relative: 16 * ULP, absolute: 8 * k * ULP },
    };
    yield {
      name: `denseBackward with ${activation}`,
      inputs: [randomNumbers(12, m * n), randomNumbers(13, m * n, -6, 6)],
      outputs: [m * n, n],
      operation: ([gradient, preActivation], [out, biasGradient]) => ({
        op: "denseBackward",
        gradient: gradient!,
        preActivation: preActivation!,
        activation,
        out: out!,
        biasGradient: biasGradient!,
        rows: m,
        columns: n,
      }),
      tolerance: { relative: 16 * ULP, absolute: 2 * m * ULP },
    };
  }
  yield {
    name: "gatherBatch",
    inputs: [randomBytes(14, 20 * 49), randomIntegers(15, 20, 10), randomIntegers(16, 12, 20)],
    outputs: [7 * 49, 7],
    operation: ([pixels, labels, order], [images, batchLabels]) => ({
      op: "gatherBatch",
      pixels: pixels!,
      labels: labels!,
      order: order!,
      mean: 0.5,
      deviation: 0.5,
      first: 3,
      count: 7,
      size: 49,
      images: images!,
      batchLabels: batchLabels!,
    }),
    integers: true, // the division by 255 is rounded alike
  };
  const [rows, classes] = [257, 10];
  yield {
    name: "crossEntropy",
    inputs: [randomNumbers(17, rows * classes, -5, 5), randomIntegers(18, rows, classes)],
    outputs: [1, 1],
    operation: ([logits, labels], [loss, correct]) => ({
      op: "crossEntropy",
      logits: logits!,
      labels: labels!,
      loss: loss!,
      correct: correct!,
      rows,
      classes,
    }),
  };
  yield {
    name: "crossEntropyBackward",
    inputs: [
      randomNumbers(19, rows * classes, -5, 5),
      randomIntegers(20, rows, classes),
      Float32Array.of(0.7),
    ],
    outputs: [rows * classes],
    operation: ([logits, labels, lossGradient], [out]) => ({
      op: "crossEntropyBackward",
      logits: logits!,
      labels: labels!,
      lossGradient: lossGradient!,
      out: out!,
      rows,
      classes,
    }),
  };
  yield {
    name: "histogram",
    inputs: [randomNumbers(21, 5003, 0, 3), Float32Array.of(0, 0.25, 1, 1.5, 2.75)],
    outputs: [5],
    operation: ([x, lowerEdges], [counts]) => ({
      op: "histogram",
      x: x!,
      lowerEdges: lowerEdges!,
      counts: counts!,
      count: 5003,
      bins: 5,
    }),
    integers: true,
  };
}

for (const { name, inputs, outputs, operation, tolerance = close, integers } of cases()) {
  Deno.test(`both devices agree on ${name}`, async () => {
    const [ours, theirs] = [
      await evaluate(inputs, outputs, operation, cpu),
      await evaluate(inputs, outputs, operation, webgpu),
    ];
    ours.forEach((output, i) => {
      if (integers) assert.deepEqual(asIntegers(output), asIntegers(theirs[i]!));
      else assertClose(output, theirs[i]!, tolerance, `output ${i}`);
    });
  });
}

Deno.test("both devices agree on linearBinning, to the rounding of a value's place", async () => {
  const values = randomNumbers(27, 300, -1, 3);
  const grid = { count: 300, nodes: 50, unit: 1024, low: -1, high: 3 };
  const operation = ([x]: DeviceBuffer[], [weights]: DeviceBuffer[]): Operation => ({
    op: "linearBinning",
    x: x!,
    weights: weights!,
    ...grid,
  });
  const [ours] = await evaluate([values], [50], operation, cpu);
  const [theirs] = await evaluate([values], [50], operation, webgpu);
  const tieWeight = asIntegers(theirs!);
  asIntegers(ours!).forEach((weight, i) => {
    assert.ok(Math.abs(weight - tieWeight[i]!) <= 16, `node ${i}: ${weight} and ${tieWeight[i]}`);
  });
});

Deno.test("both devices agree on a momentum step", async () => {
  const count = 1031;
  const results = await Promise.all([cpu, webgpu].map(async (device) => {
    const [weights, velocity, gradient] = [22, 23, 24].map((seed) =>
      device.upload(randomNumbers(seed, count))
    ) as [DeviceBuffer, DeviceBuffer, DeviceBuffer];
    const parameters = [{ weights, gradient, slots: [velocity], count }];
    const constants = { learningRate: 0.1, momentum: 0.9, weightDecay: 0 };
    device.run({ op: "optimizerStep", rule: "momentum", constants, parameters });
    const read = async (buffer: DeviceBuffer) =>
      new Float32Array(await device.read(buffer, count * 4));
    return [await read(weights), await read(velocity)] as const;
  }));
  for (const i of [0, 1] as const) assertClose(results[0]![i], results[1]![i], close);
});

for (const activation of ["relu", "elu"]) {
  Deno.test(`both devices agree on 20 training steps with ${activation}`, async () => {
    const [ours, theirs] = [await trained(cpu, activation), await trained(webgpu, activation)];
    assertClose(ours.losses, theirs.losses, { relative: 1e-5 }, "loss");
    for (const [name, { data }] of ours.weights) {
      assertClose(data, theirs.weights.get(name)!.data, { relative: 1e-4, absolute: 1e-5 }, name);
    }
  });
}

/** The tutorial's network after 20 steps on random images. */
async function trained(device: Device, activation: string) {
  const [batch, count] = [256, 512];
  const labels = Uint8Array.from(randomIntegers(25, count, 10));
  const images = new DeviceDataset(device, { images: randomBytes(26, count * 784), labels, count });
  const network = new MLP({ activation: findActivation(activation) });
  const parameters = network.init(device, 42);
  const optimizer = new Optimizer("momentum", { learningRate: 0.01, momentum: 0.9 });
  const state = optimizer.init(parameters);
  using order = uint32Tensor(device, [...labels.keys()]);
  const losses: number[] = [];
  for (let step = 0; step < 20; step++) {
    const { loss, correct } = scope(() =>
      trainStep(
        { network, optimizer },
        parameters,
        state,
        images.batch(order, step % 2 * batch, batch),
      )
    );
    losses.push(await loss.item());
    loss.dispose();
    correct.dispose();
  }
  const weights = await downloadWeights(parameters);
  images.dispose();
  disposeOptimizerState(state);
  disposeWeights(parameters);
  return { losses, weights };
}
