/**
 * The step in TensorFlow.js, with its `wasm` or `webgpu` backend.
 *
 * The former has one thread: it starts more from `blob:` URLs, which Deno's `node:worker_threads`
 * refuses as Node's does.
 */
import { fileURLToPath } from "node:url";
import { BATCH, CLASSES, LEARNING_RATE, MOMENTUM } from "./problem.ts";
import { serve } from "./serve.ts";

const VERSION = "4.22.0";
// Variables are not in the module graph: users need no peers.
const PACKAGE: string = `npm:@tensorflow/tfjs@${VERSION}`;
const WASM: string = `npm:@tensorflow/tfjs-backend-wasm@${VERSION}`;
const WEBGPU: string = `npm:@tensorflow/tfjs-backend-webgpu@${VERSION}`;

const tf = await import(PACKAGE);

/** Registers and sets the backend. */
async function setBackend(name: string): Promise<void> {
  if (name === "wasm") {
    const { setWasmPaths } = await import(WASM);
    const module = import.meta.resolve(`${WASM}/dist/tfjs-backend-wasm.wasm`);
    setWasmPaths(fileURLToPath(new URL(".", module)));
  } else {
    await import(WEBGPU);
  }
  if (!await tf.setBackend(name)) throw new Error(`TensorFlow.js cannot use ${name}`);
}

await serve(async (problem, backend) => {
  await setBackend(backend);
  tf.enableProdMode(); // no checks of every operation's arguments
  const images = tf.tensor2d(problem.images, [BATCH, problem.layers[0]!.fanIn]);
  const targets = tf.oneHot(tf.tensor1d(problem.labels, "int32"), CLASSES);
  const layers = problem.layers.map(({ fanIn, fanOut, kernel, bias }) => ({
    kernel: tf.variable(tf.tensor2d(kernel, [fanIn, fanOut])),
    bias: tf.variable(tf.tensor1d(bias)),
  }));
  const optimiser = tf.train.momentum(LEARNING_RATE, MOMENTUM);

  const logits = () =>
    layers.reduce((x, { kernel, bias }, i) => {
      const activation = i + 1 < layers.length ? "relu" : "linear";
      return tf.fused.matMul({ a: x, b: kernel, bias, activation }); // as its dense layers do
    }, images);
  const meanLoss = () => tf.losses.softmaxCrossEntropy(targets, logits());

  return {
    description: `version ${VERSION}`,
    train: async (steps) => {
      for (let i = 1; i < steps; i++) optimiser.minimize(meanLoss);
      const loss = optimiser.minimize(meanLoss, true);
      const [value] = await loss.data(); // computed in order, so after all the updates
      loss.dispose();
      return value;
    },
  };
});
