/** `test`: the accuracy of a trained model on the test images. */
import { Command } from "../dependencies.ts";
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
import { loadData, onDevice } from "./workbench.ts";

export function testCommand() {
  return new Command("test")
    .description("Test a trained model on the 10,000 test images.")
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
  test --model checkpoints/FashionMNIST_elu.safetensors --json`,
    )
    .action(async (options) => {
      const [{ path, network, checkpoint }] = await readModels(options);
      const activation = network.activation.name;
      const dataset = await loadData(options);
      const { accuracy, correct, total } = await onDevice(
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
