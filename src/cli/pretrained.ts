/** `pretrained`: the tutorial's own models. */
import { FASHION_MNIST } from "../data/datasets.ts";
import { Command } from "./dependencies.ts";
import { requireWritableFolder } from "../files/writable_folder.ts";
import { fetchPretrained } from "../pretrained/fetch_pretrained.ts";
import { pretrainedFolder, PUBLISHED_MODELS_URL } from "../pretrained/published_models.ts";
import { printResult } from "./console.ts";
import { activationOption, checkpointsOption, jsonOption, quietOption } from "./options.ts";
import { reportDownloads } from "./context.ts";

export function pretrainedCommand() {
  return new Command("pretrained")
    .description("Fetch the models that the tutorial published, and convert them to checkpoints.")
    .addOption(activationOption())
    .option("--base-url <url>", "where the published files are", PUBLISHED_MODELS_URL)
    .addOption(checkpointsOption())
    .addOption(jsonOption())
    .addOption(quietOption())
    .addHelpText(
      "after",
      `
Without --act it is all six. What already exists is not fetched again. The files are Python pickles;
they are read as inert data, and nothing in them is run.

Examples:
  pretrained
  test --model checkpoints/pretrained/${FASHION_MNIST.name}_relu.safetensors
  dead-neurons --model checkpoints/pretrained/${FASHION_MNIST.name}_relu.safetensors`,
    )
    .action(async ({ act, baseUrl, ...options }) => {
      await requireWritableFolder(pretrainedFolder(options.checkpoints));
      const models = await fetchPretrained({
        folder: options.checkpoints,
        baseUrl,
        activations: act === undefined ? undefined : [act],
        onProgress: reportDownloads(options),
      });
      const lines = models.map(({ path, fetched }) => fetched ? path : `${path} (was there)`);
      printResult(options, models, lines.join("\n"));
    });
}
