/** `test`: the accuracy of a trained model on the test images. */
import { Command } from "../dependencies.ts";
import { loadFashionMNIST } from "../data/fashion_mnist.ts";
import { openDevice } from "../device/open.ts";
import { UsageError } from "../errors.ts";
import { findActivation } from "../nn/activations.ts";
import { MLP } from "../nn/mlp.ts";
import { checkpointPath, readCheckpoint } from "../training/checkpoint.ts";
import { testWeights } from "../training/train.ts";
import { percent, printResult, say } from "./console.ts";
import {
  activationOption,
  checkpointsOption,
  dataOption,
  deviceOption,
  jsonOption,
  quietOption,
} from "./options.ts";
import { downloadProgress } from "./running.ts";

export function testCommand() {
  return new Command("test")
    .description("Test a trained model on the 10,000 test images.")
    .addOption(activationOption().conflicts("model"))
    .option("--model <file>", "checkpoint file, instead of --act")
    .addOption(deviceOption())
    .addOption(dataOption())
    .addOption(checkpointsOption())
    .addOption(jsonOption())
    .addOption(quietOption())
    .addHelpText(
      "after",
      `
Examples:
  test --act elu
  test --model checkpoints/FashionMNIST_elu.safetensors --json`,
    )
    .action(async ({ act, model, ...rest }) => {
      if (act === undefined && model === undefined) {
        throw new UsageError("name a model to test, with --act NAME or --model FILE");
      }
      const { config, weights } = await readCheckpoint(
        model ?? checkpointPath(rest.checkpoints, act!),
      );
      const activation = findActivation(config.activation);
      const dataset = await loadFashionMNIST({
        dataDir: rest.data,
        onProgress: downloadProgress(rest),
      });
      const device = await openDevice(rest.device);
      try {
        const { name, software } = device.info;
        say(rest, `Testing ${activation.name} on ${name}${software ? " (in software)" : ""}`);
        const network = new MLP({ activation, hiddenSizes: config.hiddenSizes });
        const result = await testWeights(network, weights, { device, dataset });
        const { accuracy, correct, total } = result;
        printResult(
          rest,
          { activation: activation.name, accuracy, correct, total },
          `${activation.name}: test accuracy ${percent(accuracy)} (${correct} of ${total})`,
        );
      } finally {
        device.close();
      }
    });
}
