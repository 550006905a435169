/** `test`: the accuracy of a trained model on the test images. */
import { FASHION_MNIST, imageCount } from "../data/datasets.ts";
import { Command } from "./dependencies.ts";
import { testWeights } from "../training/train.ts";
import { percent, printResult } from "./console.ts";
import { readModels } from "./models.ts";
import {
  activationOption,
  blasOption,
  dataOption,
  deviceOption,
  downloadOption,
  jsonOption,
  modelOption,
  modelsOption,
  nameOption,
  quietOption,
  threadsOption,
} from "./options.ts";
import { loadData, withDevice } from "./context.ts";

export function testCommand() {
  const testImages = imageCount(FASHION_MNIST.test).toLocaleString("en");
  return new Command("test")
    .description(`Test a trained model on the ${testImages} test images.`)
    .addOption(activationOption().conflicts("model"))
    .addOption(nameOption())
    .addOption(modelOption())
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addOption(blasOption())
    .addOption(dataOption())
    .addOption(downloadOption())
    .addOption(modelsOption())
    .addOption(jsonOption())
    .addOption(quietOption())
    .addHelpText(
      "after",
      `
Examples:
  test --act elu
  test --model checkpoints/${FASHION_MNIST.name}_elu.safetensors --json`,
    )
    .action(async (options) => {
      const [{ path, network, checkpoint }] = await readModels(options);
      const activation = network.activation.name;
      const dataset = await loadData(options);
      const { accuracy, correct, total } = await withDevice(
        options,
        `Testing ${activation}`,
        (device) => testWeights(network, checkpoint.weights, { device, dataset }),
      );
      printResult(
        options,
        { activation, source: path, accuracy, correct, total },
        `${activation}: test accuracy ${percent(accuracy)} (${correct} of ${total})`,
      );
    });
}
