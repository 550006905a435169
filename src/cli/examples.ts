/** `examples`: what the images look like. */
import { exampleImages } from "../analysis/example_images.ts";
import { fileStem } from "../checkpoints/paths.ts";
import type { LoadedDataset } from "../data/dataset.ts";
import { examplesFigure } from "../figures/examples.ts";
import { command } from "./command.ts";
import { loadData } from "./context.ts";
import { type AnalysisResult, writeResult } from "./figure_output.ts";
import { dataOptions, datasetOptions, figureOptions } from "./options.ts";

const COUNT = 16;

export function examplesCommand() {
  return command(
    "examples",
    "Draw the first 16 training images.",
    [datasetOptions(), dataOptions(), ...figureOptions()],
    `
Examples:
  examples
  examples --dataset kmnist --format svg`,
  )
    .action(async (options) => {
      await writeResult(options, async () => drawExamples(await loadData(options)));
    });
}

/** The first images that train, or all if they are fewer. */
export function drawExamples(
  { train, name, columns, classNames, settings }: LoadedDataset,
): AnalysisResult {
  const { count, images, labels } = exampleImages(train, COUNT);
  const size = images.length / count;
  const pictures = Array.from(labels, (_, i) => images.subarray(i * size, (i + 1) * size));
  const figure = examplesFigure(pictures, name, columns).withProvenance({
    title: `The first ${count} training images of ${name}`,
    settings: { dataset: settings.dataset ?? name },
  });
  return {
    document: pictures.map((pixels, i) => ({
      label: labels[i]!,
      className: classNames[labels[i]!]!,
      pixels: [...pixels],
    })),
    figures: {
      [settings.dataset === undefined ? "examples" : `examples_${fileStem(name)}`]: figure,
    },
  };
}
