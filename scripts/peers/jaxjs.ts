/**
 * The step in jax-js, on its `wasm` or `webgpu` device, compiled as a whole by `jit`.
 *
 * Its functions use up the arrays they are given; `ref` keeps one for another use.
 */
import { BATCH, CLASSES, LEARNING_RATE, MOMENTUM } from "./problem.ts";
import { serve } from "./serve.ts";

const VERSION = "0.1.25";
const PACKAGE: string = `npm:@jax-js/jax@${VERSION}`; // not in the module graph: users need no peers
const jax = await import(PACKAGE);
const { nn, numpy: np } = jax;

// deno-lint-ignore no-explicit-any -- the package's types are as far away as the package
type JaxArray = any;

/** Logits, the weights being kernel and bias of each layer in turn. */
function apply(weights: readonly JaxArray[], images: JaxArray): JaxArray {
  let x = images;
  for (let i = 0; i < weights.length; i += 2) {
    const output = np.dot(x, weights[i]).add(weights[i + 1]);
    x = i + 2 < weights.length ? nn.relu(output) : output;
  }
  return x;
}

function meanLoss(weights: readonly JaxArray[], images: JaxArray, targets: JaxArray): JaxArray {
  return nn.logSoftmax(apply(weights, images)).mul(targets).sum().mul(-1 / BATCH);
}

const lossAndGradients = jax.valueAndGrad(meanLoss);

const step = jax.jit(
  (weights: JaxArray[], velocity: JaxArray[], images: JaxArray, targets: JaxArray) => {
    const [loss, gradients] = lossAndGradients(jax.tree.ref(weights), images, targets);
    const faster = velocity.map((v, i) => v.mul(MOMENTUM).add(gradients[i]));
    const updated = weights.map((w, i) => w.sub(faster[i].ref.mul(LEARNING_RATE)));
    return [updated, faster, loss];
  },
);

await serve(async (problem, device) => {
  if (!(await jax.init(device)).includes(device)) throw new Error(`jax-js finds no ${device}`);
  jax.defaultDevice(device);
  const images = np.array(problem.images).reshape([BATCH, -1]);
  const targets = nn.oneHot(np.array(problem.labels, { dtype: np.int32 }), CLASSES);
  let weights = problem.layers.flatMap(({ fanIn, fanOut, kernel, bias }) => [
    np.array(kernel).reshape([fanIn, fanOut]),
    np.array(bias),
  ]);
  let velocity = weights.map((w) => np.zerosLike(w.ref));

  return {
    description: `version ${VERSION}`,
    train: async (steps) => {
      let loss: JaxArray;
      for (let i = 0; i < steps; i++) {
        loss?.dispose();
        [weights, velocity, loss] = step(weights, velocity, images.ref, targets.ref);
      }
      await jax.blockUntilReady(weights);
      return (await loss.data())[0];
    },
  };
});
