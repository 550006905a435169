/**
 * How sensitive is each activation to the learning rate? Trains a small network with each of both,
 * and draws the validation accuracy over the learning rate.
 *
 *   deno run -A scripts/learning_rates.ts [--act relu,tanh] [--rates 0.001,0.01,0.1,1]
 *     [--epochs 2] [--limit 10000] [--hidden 128,64] [--output learning_rates.png]
 */
import { parseArgs } from "node:util";
import {
  findActivation,
  lineFigure,
  loadFashionMNIST,
  openDevice,
  parseTrainingConfig,
  train,
  TUTORIAL_ACTIVATIONS,
} from "../mod.ts";

const { values } = parseArgs({
  options: {
    act: { type: "string", default: TUTORIAL_ACTIVATIONS.join() },
    rates: { type: "string", default: "0.001,0.003,0.01,0.03,0.1,0.3,1" },
    epochs: { type: "string", default: "2" },
    limit: { type: "string", default: "10000" },
    hidden: { type: "string", default: "128,64" },
    output: { type: "string", default: "learning_rates.png" },
  },
});
const rates = values.rates.split(",").map(Number);

const device = await openDevice();
const dataset = await loadFashionMNIST();
const series = [];
for (const activation of values.act.split(",")) {
  const accuracies: number[] = [];
  for (const learningRate of rates) {
    const config = parseTrainingConfig({
      activation,
      learningRate,
      hiddenSizes: values.hidden.split(",").map(Number),
      epochs: Number(values.epochs),
      limit: Number(values.limit),
    });
    const { outcome, checkpoint } = await train({ device, dataset, config });
    const accuracy = checkpoint?.best.validationAccuracy ?? 0.1; // chance, for a run that exploded
    accuracies.push(accuracy);
    console.log(
      `${activation.padEnd(10)} ${String(learningRate).padEnd(6)} ` +
        `${(100 * accuracy).toFixed(2)} %${outcome === "diverged" ? "  (diverged)" : ""}`,
    );
  }
  series.push({ name: findActivation(activation).title, x: rates, y: accuracies });
}
const figure = lineFigure({
  title: "Validation accuracy by learning rate",
  xLabel: "Learning rate",
  yLabel: "Validation accuracy",
  series,
  logX: true,
});
await figure.save(values.output);
console.log(values.output);
device.close();
