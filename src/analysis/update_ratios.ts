/** How far a step of an optimiser would move the weights, for how large they are. */
import { clipByGlobalNorm } from "../nn/clip.ts";
import type { OptimizerState } from "../nn/optimizer.ts";
import type { Parameters } from "../nn/parameters.ts";
import { divide, multiply, square, subtract } from "../tensor/ops/arithmetic.ts";
import { broadcastTo, sum } from "../tensor/ops/broadcast.ts";
import { less, where } from "../tensor/ops/compare.ts";
import { abs, sqrt } from "../tensor/ops/math.ts";
import { max } from "../tensor/ops/reductions.ts";
import { scope } from "../tensor/scope.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { SMALLEST_NORMAL } from "./summary.ts";
import type { Method } from "../training/train_step.ts";

/**
 * For each parameter of more than one dimension, which biases have not, the norm of the update that the
 * optimiser would make next with these gradients, divided by the norm of the parameter. The step is made
 * with copies.
 */
export function updateRatios(
  { optimizer, clipNorm, schedule = () => 1 }: Method,
  parameters: Parameters,
  { step, slots }: OptimizerState,
  gradients: Parameters,
): Parameters {
  return scope(() => {
    const clipped = clipNorm === undefined ? gradients : clipByGlobalNorm(gradients, clipNorm);
    const names = Object.keys(gradients).filter((name) => gradients[name]!.shape.length > 1);
    if (names.length === 0) return {};
    const chosen = (from: Parameters, take = (tensor: Tensor) => tensor) =>
      Object.fromEntries(names.map((name) => [name, take(from[name]!)]));
    const moved = chosen(parameters, copy);
    const copiedSlots = Object.entries(slots).map(([slot, kept]) => [slot, chosen(kept, copy)]);
    const state = { step, slots: Object.fromEntries(copiedSlots) };
    optimizer.update(moved, chosen(clipped), state, schedule(step));
    return Object.fromEntries(names.map((name) => {
      const before = parameters[name]!;
      return [name, divide(norm(subtract(moved[name]!, before)), norm(before))];
    }));
  });
}

function copy(x: Tensor): Tensor {
  return broadcastTo(x, x.shape);
}

/** The root of the sum of squares, of numbers divided by the largest so that none is lost. */
function norm(x: Tensor): Tensor {
  return scope(() => {
    const largest = max(abs(x));
    const scale = where(less(largest, SMALLEST_NORMAL), 1, largest);
    return multiply(sqrt(sum(square(divide(x, scale)))), scale);
  });
}
