/**
 * An activation of one's own beside the tutorial's six: Serf, x · erf(softplus(x)) (Nag and
 * Bhattacharyya, 2021), composed of tensor operations, trained as they are, and drawn.
 *
 *   deno run -A scripts/custom_activation.ts [--epochs 3] [--limit 10000] [--hidden 512,256,256,128]
 *     [--output figures]
 */
import { join } from "node:path";
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
import { runExample } from "./run_example.ts";

registerActivation("serf", (x) => multiply(x, erf(softplus(x))), "Serf");

await runExample(
  "Trains the tutorial's six activations, and Serf as one of one's own, and draws them.",
  { epochs: 3, limit: 10_000, hidden: [512, 256, 256, 128], output: "figures" },
  async ({ epochs, limit, hidden, output }) => {
    const activations = [...TUTORIAL_ACTIVATIONS, "serf"].map(findActivation);
    const configs = activations.map(({ name }) =>
      parseTrainingConfig({ activation: name, hiddenSizes: hidden, epochs, limit })
    );
    const dataset = await loadFashionMNIST();
    const device = await openDevice();
    const models = [];
    for (const [color, config] of configs.entries()) {
      const { title } = activations[color]!;
      const { history, checkpoint } = await train({ device, dataset, config });
      console.log(`${title.padEnd(10)} ${(100 * (checkpoint?.test?.accuracy ?? 0)).toFixed(2)} %`);
      models.push({
        name: title,
        color,
        training: history.map(({ trainAccuracy }) => trainAccuracy),
        validation: history.map(({ validationAccuracy }) => validationAccuracy),
      });
    }
    const samples = await Promise.all(activations.map((f) => sampleActivation(device, f)));
    device.close();
    const figures = { activations: activationsFigure(samples), curves: curvesFigure(models) };
    for (const [name, figure] of Object.entries(figures)) {
      const path = join(output, `${name}.png`);
      await figure.save(path);
      console.log(path);
    }
  },
);
