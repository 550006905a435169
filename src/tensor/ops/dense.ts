/** A dense layer with its activation in one kernel, and its gradient in three. */
import {
  type ActivationName,
  ACTIVATIONS,
  asFused,
  type FusedActivation,
} from "../../../kernels/activations.ts";
import { UsageError } from "../../errors.ts";
import { inspect } from "../../printable.ts";
import { requireFloat32, sameDevice } from "../operands.ts";
import { record, recordingTapes } from "../tape.ts";
import { formatShape, ShapeError } from "../shape.ts";
import { Tensor } from "../tensor.ts";
import { activate, prelu } from "./activations.ts";
import { add } from "./arithmetic.ts";
import { sumTo } from "./broadcast.ts";
import { matmul } from "./matmul.ts";

/**
 * activation(x · weights + bias): x is (batch, fan_in), weights (fan_in, fan_out), bias (fan_out).
 *
 * A `slope`, a tensor of one number, takes the place of leakyrelu's own, and has a gradient: that is
 * PReLU.
 *
 * Throws `ShapeError` when they do not fit, and `UsageError` for a wrong type, an activation that is
 * not fused, and a slope of another one than leakyrelu.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { dense, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const weights = tensor(device, [[1, -1], [2, -2]]), bias = tensor(device, [0.5, 0.5]);
 * const y = dense(tensor(device, [[1, 1]]), weights, bias, "relu");
 * assert.deepEqual(await y.array(), [[3.5, 0]]);
 * device.close();
 * ```
 */
export function dense(
  x: Tensor,
  weights: Tensor,
  bias: Tensor,
  activation: ActivationName | FusedActivation = "identity",
  slope?: Tensor,
): Tensor {
  const operands = { x, weights, bias, ...(slope && { slope }) };
  const inputs = Object.values(operands);
  const device = sameDevice("dense", requireFloat32("dense", operands));
  checkShapes(x, weights, bias);
  if (typeof activation === "string" && !Object.hasOwn(ACTIVATIONS, activation)) {
    throw new UsageError(
      `dense: expected ${Object.keys(ACTIVATIONS).join(", ")} as activation, got ${
        inspect(activation)
      }`,
    );
  }
  if (slope) checkSlope(slope, activation);
  if (recordingTapes(inputs) > 1) { // to be differentiated twice
    const preActivation = add(matmul(x, weights), bias);
    return slope ? prelu(preActivation, slope) : activate(activation, preActivation);
  }
  const [m, k, n] = [x.shape[0]!, x.shape[1]!, weights.shape[1]!];
  const preActivation = Tensor.allocate(device, [m, n]);
  const out = Tensor.allocate(device, [m, n]);
  device.run({
    op: "dense",
    x: x.buffer,
    weights: weights.buffer,
    bias: bias.buffer,
    activation,
    ...(slope && { slope: slope.buffer }),
    preActivation: preActivation.buffer,
    out: out.buffer,
    m,
    k,
    n,
  });
  return record("dense", inputs, out, (g) => {
    const { gradient, biasGradient } = denseActivationBackward(
      g,
      preActivation,
      activation,
      slope,
    );
    return [
      () => matmul(gradient, weights, { transposeB: true }),
      () => matmul(x, gradient, { transposeA: true }),
      () => biasGradient,
      ...(slope ? [() => slopeGradient(g, preActivation, slope)] : []),
    ];
  });
}

/** The gradient of activation's argument, and its sum over the batch. */
function denseActivationBackward(
  g: Tensor,
  preActivation: Tensor,
  activation: ActivationName | FusedActivation,
  slope?: Tensor,
): { gradient: Tensor; biasGradient: Tensor } {
  const [rows, columns] = g.shape as [number, number];
  const gradient = Tensor.allocate(g.device, g.shape);
  const biasGradient = Tensor.allocate(g.device, [columns]);
  g.device.run({
    op: "denseBackward",
    gradient: g.buffer,
    preActivation: preActivation.buffer,
    activation,
    ...(slope && { slope: slope.buffer }),
    out: gradient.buffer,
    biasGradient: biasGradient.buffer,
    rows,
    columns,
  });
  return { gradient, biasGradient };
}

/** leakyrelu by its slope, of which only the derivative is needed: x where x ≤ 0, else 0. */
const BY_SLOPE: FusedActivation = {
  name: "leakyrelu by its slope",
  value: (x, f) => f.multiply(x, f.ifAtMostZero(x, x, 0)),
  derivative: (x, f) => f.ifAtMostZero(x, x, 0),
};

/** The gradient of leakyrelu's slope: that of a bias, were the slope what the activation is a function of. */
function slopeGradient(g: Tensor, preActivation: Tensor, slope: Tensor): Tensor {
  return sumTo(denseActivationBackward(g, preActivation, BY_SLOPE).biasGradient, slope.shape);
}

function checkSlope(slope: Tensor, activation: ActivationName | FusedActivation): void {
  const { name, builtIn } = asFused(activation);
  if (builtIn?.name !== "leakyrelu") {
    throw new UsageError(`dense: expected leakyrelu as the activation with a slope, got ${name}`);
  }
  if (slope.size !== 1) {
    throw new ShapeError(`dense: expected slope to be one number, got ${formatShape(slope.shape)}`);
  }
}

function checkShapes(x: Tensor, weights: Tensor, bias: Tensor): void {
  const [fanIn, fanOut] = weights.shape;
  const fits = x.shape.length === 2 && weights.shape.length === 2 && bias.shape.length === 1 &&
    x.shape[1] === fanIn && bias.shape[0] === fanOut;
  if (!fits) {
    throw new ShapeError(
      `dense: input ${formatShape(x.shape)}, weights ${formatShape(weights.shape)} and bias ` +
        `${formatShape(bias.shape)} do not fit; they must be (batch, fan_in), (fan_in, fan_out) ` +
        "and (fan_out)",
    );
  }
}
