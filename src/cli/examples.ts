/** `examples`: what the images look like. */
import { exampleImages } from "../analysis/example_images.ts";
import type { LabeledImages } from "../data/dataset.ts";
import { FASHION_MNIST } from "../data/datasets.ts";
import { examplesFigure } from "../figures/examples.ts";
import { command } from "./command.ts";
import { loadData } from "./context.ts";
import { type AnalysisResult, writeResult } from "./figure_output.ts";
import { dataOptions, figureOptions } from "./options.ts";

const COUNT = 16;

export function examplesCommand() {
  return command(
    "examples",
    "Draw the first 16 training images.",
    [dataOptions(), ...figureOptions()],
  )
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
