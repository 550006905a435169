/** The training step that is compared, and the file that gives every program the same start. */
import { findActivation } from "../../src/nn/activations.ts";
import { initialParameters } from "../../src/nn/initial_parameters.ts";
import { MLP } from "../../src/nn/mlp.ts";
import { foldIn, prngKey, randomBits, uniform } from "../../src/random/threefry.ts";

export const BATCH = 256;
export const LEARNING_RATE = 0.01;
export const MOMENTUM = 0.9;
export const CLASSES = 10;

const SIZES = [784, 512, 256, 256, 128, CLASSES];
const SEED = 42;

/** A dense layer and its initial weights. */
export interface Layer {
  readonly fanIn: number;
  readonly fanOut: number;
  /** (fanIn, fanOut), row-major. */
  readonly kernel: Float32Array<ArrayBuffer>;
  /** (fanOut). */
  readonly bias: Float32Array<ArrayBuffer>;
}

/** A batch to learn by heart, and the network that shall. */
export interface Problem {
  /** (BATCH, 784), from -1 to 1. */
  readonly images: Float32Array<ArrayBuffer>;
  /** (BATCH), classes from 0. */
  readonly labels: Int32Array<ArrayBuffer>;
  readonly layers: readonly Layer[];
}

/** Writes the problem as float32: images, labels, then each layer's kernel and bias. */
export async function writeProblem(path: string): Promise<void> {
  const key = prngKey(SEED);
  const labels = randomBits(foldIn(key, 1), BATCH).map((bits) => bits % CLASSES);
  const hiddenSizes = SIZES.slice(1, -1);
  const { specs } = new MLP({ activation: findActivation("relu"), hiddenSizes });
  const arrays = [
    uniform(foldIn(key, 0), BATCH * SIZES[0]!, -1, 1),
    Float32Array.from(labels),
    ...initialParameters(specs, SEED).values().map(({ data }) => data),
  ];
  await Deno.writeFile(path, new Blob(arrays).stream());
}

/** Reads what `writeProblem` wrote. */
export async function readProblem(path: string): Promise<Problem> {
  const numbers = new Float32Array((await Deno.readFile(path)).buffer);
  let end = 0;
  const take = (count: number) => numbers.slice(end, end += count);
  return {
    images: take(BATCH * SIZES[0]!),
    labels: Int32Array.from(take(BATCH)),
    layers: shapes().map(({ fanIn, fanOut }) => ({
      fanIn,
      fanOut,
      kernel: take(fanIn * fanOut),
      bias: take(fanOut),
    })),
  };
}

function shapes(): { fanIn: number; fanOut: number }[] {
  return SIZES.slice(1).map((fanOut, i) => ({ fanIn: SIZES[i]!, fanOut }));
}
