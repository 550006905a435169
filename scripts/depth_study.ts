/**
 * How do gradients fare on their way through a deep network? For each activation, the norm of every
 * layer's weight gradient in untrained networks of growing depth, in one figure.
 *
 *   deno run -A scripts/depth_study.ts [--depths 5,10,20,50] [--width 64] [--output depth_study.png]
 */
import { parseArgs } from "node:util";
import {
  abs,
  concat,
  crossEntropy,
  DeviceDataset,
  divide,
  findActivation,
  lineFigure,
  loadFashionMNIST,
  max,
  maximum,
  MLP,
  multiply,
  openDevice,
  type Parameters,
  randomSplit,
  reshape,
  scope,
  sqrt,
  square,
  sum,
  type Tensor,
  TUTORIAL_ACTIVATIONS,
  uint32Tensor,
  valueAndGrad,
} from "../mod.ts";

const { values } = parseArgs({
  options: {
    depths: { type: "string", default: "5,10,20,50" },
    width: { type: "string", default: "64" },
    output: { type: "string", default: "depth_study.png" },
  },
});
const depths = values.depths.split(",").map(Number);
const deepest = Math.max(...depths);

const device = await openDevice();
const { train } = await loadFashionMNIST();
const images = new DeviceDataset(device, train);
const order = uint32Tensor(device, randomSplit(60_000, 50_000, 42).train.subarray(0, 256));

/** The L2 norm, (1); scaled by the largest number, whose square might be too small for float32. */
function norm(x: Tensor): Tensor {
  const scale = maximum(max(abs(x)), 1e-38);
  return reshape(multiply(scale, sqrt(sum(square(divide(x, scale))))), [1]);
}

/** The L2 norm of each weight gradient, from the first layer to the last. */
async function gradientNorms(activation: string, depth: number): Promise<number[]> {
  const hiddenSizes = new Array<number>(depth).fill(Number(values.width));
  const network = new MLP({ activation: findActivation(activation), hiddenSizes });
  const norms = scope(() => {
    const batch = images.batch(order, 0, 256);
    const loss = (p: Parameters): Tensor =>
      crossEntropy(network.apply(p, batch.images), batch.labels).loss;
    const [, gradients] = valueAndGrad(loss)(network.init(device, 42));
    const kernels = Object.keys(gradients).filter((name) => name.endsWith(".kernel"));
    return concat(kernels.map((name) => norm(gradients[name]!)));
  });
  const numbers = await norms.data();
  norms.dispose();
  return [...numbers];
}

const series = [];
for (const activation of TUTORIAL_ACTIVATIONS) {
  for (const depth of depths) {
    const norms = await gradientNorms(activation, depth);
    const [first, last] = [norms[0]!, norms.at(-1)!];
    console.log(
      `${activation.padEnd(10)} ${String(depth).padStart(3)} layers: ` +
        `gradient norm ${first.toExponential(1)} in the first, ${
          last.toExponential(1)
        } in the last`,
    );
    if (depth !== deepest) continue;
    // A logarithmic axis has no place for a gradient that vanished altogether.
    const layers = norms.flatMap((norm, layer) => norm > 0 ? [{ layer, norm }] : []);
    series.push({
      name: findActivation(activation).title,
      x: layers.map(({ layer }) => layer),
      y: layers.map(({ norm }) => norm),
    });
  }
}
const figure = lineFigure({
  title: `Gradients of an untrained network of ${deepest} layers`,
  xLabel: "Layer",
  yLabel: "Norm of the weight gradient",
  series,
  logY: true,
});
await figure.save(values.output);
console.log(values.output);
device.close();
