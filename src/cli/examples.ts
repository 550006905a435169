/** `examples`: what the images look like. */
import { exampleImages } from "../analysis/example_images.ts";
import type { LabeledImages } from "../data/dataset.ts";
import { FASHION_MNIST } from "../data/datasets.ts";
import { Command } from "./dependencies.ts";
import { examplesFigure } from "../figures/examples.ts";
import {
  type AnalysisResult,
  dpiOption,
  formatOption,
  outputOption,
  writeResult,
} from "./figure_output.ts";
import { dataOption, downloadOption, jsonOption, quietOption } from "./options.ts";
import { loadData } from "./context.ts";

const COUNT = 16;

export function examplesCommand() {
  return new Command("examples")
    .description("Draw the first 16 training images.")
    .addOption(formatOption())
    .addOption(dpiOption())
    .addOption(outputOption())
    .addOption(dataOption())
    .addOption(downloadOption())
    .addOption(jsonOption())
    .addOption(quietOption())
    .action(async (options) => {
      await writeResult(options, async () => drawExamples((await loadData(options)).train));
    });
}

/** The first images that train. */
export function drawExamples(train: LabeledImages): AnalysisResult {
  const { images, labels } = exampleImages(train, COUNT);
  const size = images.length / COUNT;
  const pictures = Array.from(labels, (_, i) => images.subarray(i * size, (i + 1) * size));
  return {
    document: pictures.map((pixels, i) => ({
      label: labels[i]!,
      className: FASHION_MNIST.classNames[labels[i]!]!,
      pixels: [...pixels],
    })),
    figures: { examples: examplesFigure(pictures) },
  };
}
