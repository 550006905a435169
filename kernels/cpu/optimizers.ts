/** One step of an optimiser, in place. */
import { GRAIN, storeSome } from "./elements";
import { madd } from "./math";
import { ARGUMENTS, launch, parts } from "./team";

@unmanaged
class Step {
  weights: usize;
  gradient: usize;
  velocity: usize;
  count: u32;
  learningRate: f32;
  momentum: f32;
}

/** velocity = gradient + momentum · velocity, weights -= learningRate · velocity. */
export function optimizer_momentum(
  weights: usize,
  gradient: usize,
  velocity: usize,
  count: u32,
  learningRate: f32,
  momentum: f32,
): void {
  const given = changetype<Step>(ARGUMENTS);
  given.weights = weights;
  given.gradient = gradient;
  given.velocity = velocity;
  given.count = count;
  given.learningRate = learningRate;
  given.momentum = momentum;
  launch(parts(count, GRAIN), descend);
}

function descend(task: u32): void {
  const given = changetype<Step>(ARGUMENTS);
  const weights = given.weights, gradient = given.gradient, velocity = given.velocity;
  const momentum = f32x4.splat(given.momentum), rate = f32x4.splat(-given.learningRate);
  const end = min(given.count, (task + 1) * GRAIN);
  for (let i = task * GRAIN; i < end; i += 4) {
    const at = usize(i) << 2, left = end - i;
    const step = madd(momentum, v128.load(velocity + at), v128.load(gradient + at));
    storeSome(velocity + at, step, left);
    storeSome(weights + at, madd(rate, step, v128.load(weights + at)), left);
  }
}
