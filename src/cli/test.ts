/** `test`: the accuracy of a trained model on the test images. */
import { FASHION_MNIST, imageCount } from "../data/datasets.ts";
import { Command } from "../dependencies.ts";
import { testWeights } from "../training/train.ts";
import { percent, printResult } from "./console.ts";
import { readModels } from "./models.ts";
import {
  activationOption,
  blasOption,
  checkpointsOption,
  dataOption,
  deviceOption,
  jsonOption,
  modelOption,
  quietOption,
  threadsOption,
} from "./options.ts";
import { loadData, onDevice } from "./workbench.ts";

export function testCommand() {
  const testImages = imageCount(FASHION_MNIST.test).toLocaleString("en");
  return new Command("test")
    .description(`Test a trained model on the ${testImages} test images.`)
    .addOption(activationOption().conflicts("model"))
    .addOption(modelOption())
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addOption(blasOption())
    .addOption(dataOption())
    .addOption(checkpointsOption())
    .addOption(jsonOption())
    .addOption(quietOption())
    .addHelpText(
      "after",
      `
Examples:
  test --act elu
  test --model checkpoints/${FASHION_MNIST.name}_elu.safetensors --json`,
    )
    .action(async ({ act, model, ...rest }) => {
      const [{ network, checkpoint }] = await readModels({ ...rest, act, model });
      const activation = network.activation.name;
      const dataset = await loadData(rest);
      const { accuracy, correct, total } = await onDevice(
        rest,
        `Testing ${activation}`,
        (device) => testWeights(network, checkpoint.weights, { device, dataset }),
      );
      printResult(
        rest,
        { activation, accuracy, correct, total },
        `${activation}: test accuracy ${percent(accuracy)} (${correct} of ${total})`,
      );
    });
}
