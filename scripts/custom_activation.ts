/**
 * An activation of one's own beside the tutorial's six: Serf, x · erf(softplus(x)) (Nag and
 * Bhattacharyya, 2021), composed of tensor operations, drawn, and trained as they are.
 *
 *   deno run -A scripts/custom_activation.ts [--epochs 3] [--limit 10000] [--hidden 512,256,256,128]
 *     [--output FOLDER]
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  activationsFigure,
  curvesFigure,
  erf,
  findActivation,
  loadFashionMNIST,
  multiply,
  openDevice,
  parseTrainingConfig,
  registerActivation,
  sampleActivation,
  softplus,
  train,
  TUTORIAL_ACTIVATIONS,
} from "../mod.ts";

const { values } = parseArgs({
  options: {
    epochs: { type: "string", default: "3" },
    limit: { type: "string", default: "10000" },
    hidden: { type: "string", default: "512,256,256,128" },
    output: { type: "string", default: "." },
  },
});

registerActivation("serf", (x) => multiply(x, erf(softplus(x))), "Serf");

const device = await openDevice();
const activations = [...TUTORIAL_ACTIVATIONS, "serf"].map(findActivation);
const samples = await Promise.all(activations.map((f) => sampleActivation(device, f)));
await activationsFigure(samples).save(join(values.output, "activations.png"));

const dataset = await loadFashionMNIST();
const models = [];
for (const [color, { name, title }] of activations.entries()) {
  const config = parseTrainingConfig({
    activation: name,
    hiddenSizes: values.hidden.split(",").map(Number),
    epochs: Number(values.epochs),
    limit: Number(values.limit),
  });
  const { history, checkpoint } = await train({ device, dataset, config });
  console.log(`${title.padEnd(10)} ${(100 * (checkpoint?.test?.accuracy ?? 0)).toFixed(2)} %`);
  models.push({
    name: title,
    color,
    training: history.map(({ trainAccuracy }) => trainAccuracy),
    validation: history.map(({ validationAccuracy }) => validationAccuracy),
  });
}
await curvesFigure(models).save(join(values.output, "curves.png"));
device.close();
