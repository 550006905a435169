/** `test`: the accuracy of trained models on the test images. */
import { FASHION_MNIST } from "../data/datasets.ts";
import { percent } from "../printable.ts";
import { testWeights } from "../training/train.ts";
import { command } from "./command.ts";
import { oneOrAll, printResult } from "./console.ts";
import { loadData, withDevice } from "./context.ts";
import { readModels } from "./models.ts";
import {
  computeOptions,
  dataOptions,
  datasetOptions,
  modelOptions,
  resultOptions,
} from "./options.ts";

export function testCommand() {
  return command(
    "test",
    "Test trained models on the test images.",
    [modelOptions(), datasetOptions("trained"), dataOptions(), computeOptions(), resultOptions()],
    `
Examples:
  test --act elu
  test --model checkpoints/${FASHION_MNIST.name}_elu.safetensors --json`,
  )
    .action(async (options) => {
      const models = await readModels(options);
      const dataset = await loadData(options, models.map(({ checkpoint }) => checkpoint.config));
      const names = models.map(({ network }) => network.activation.name);
      const results = await withDevice(options, `Testing ${names.join(", ")}`, async (device) => {
        const results = [];
        for (const { path, network, checkpoint } of models) {
          const tested = await testWeights(network, checkpoint.weights, { device, dataset });
          results.push({ activation: network.activation.name, source: path, ...tested });
        }
        return results;
      });
      const lines = results.map(({ activation, accuracy, correct, total }) =>
        `${activation}: test accuracy ${percent(accuracy)} (${correct} of ${total})`
      );
      printResult(options, oneOrAll(results), lines.join("\n"));
    });
}
