/** `pretrained`: the tutorial's own models. */
import { FASHION_MNIST } from "../data/datasets.ts";
import { removeIfUnused } from "../files/unused_folders.ts";
import { requireWritableFolder } from "../files/writable_folder.ts";
import { fetchPretrained } from "../pretrained/fetch_pretrained.ts";
import { pretrainedFolder, PUBLISHED_MODELS_URL } from "../pretrained/published_models.ts";
import { command, group } from "./command.ts";
import { printResult } from "./console.ts";
import { reportDownloads } from "./context.ts";
import { Option } from "./dependencies.ts";
import { activationsOption, CHECKPOINTS, checkpointsOption, resultOptions } from "./options.ts";

export function pretrainedCommand() {
  return command(
    "pretrained",
    "Fetch the models that the tutorial published, and convert them to checkpoints.",
    [
      group(
        "Model",
        activationsOption(),
        new Option("--base-url <url>", "where the published files are").default(
          PUBLISHED_MODELS_URL,
        ),
        checkpointsOption(`folder for the models (default: ${CHECKPOINTS})`),
      ),
      resultOptions(),
    ],
    `
What already exists is not fetched again. The files are Python pickles; they are
read as inert data, and nothing in them is run.

Examples:
  pretrained
  test --model checkpoints/pretrained/${FASHION_MNIST.name}_relu.safetensors
  dead-neurons --model checkpoints/pretrained/${FASHION_MNIST.name}_relu.safetensors`,
  )
    .action(async ({ act, baseUrl, checkpoints = CHECKPOINTS, ...options }) => {
      const folder = pretrainedFolder(checkpoints);
      using _unused = await removeIfUnused(folder);
      await requireWritableFolder(folder);
      const models = await fetchPretrained({
        folder: checkpoints,
        baseUrl,
        activations: act,
        onProgress: reportDownloads(options),
      });
      const lines = models.map(({ path, fetched }) => fetched ? path : `${path} (already there)`);
      printResult(options, models, lines.join("\n"));
    });
}
