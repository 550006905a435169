/** What figures' files are called: what they show, and what of it is not the default. */
import { basename } from "node:path";
import { fileStem } from "../checkpoints/paths.ts";
import { FASHION_MNIST } from "../data/datasets.ts";
import type { FigureSettings } from "../figures/look.ts";
import { BUILT_IN_ACTIVATIONS, TUTORIAL_ACTIVATIONS } from "../nn/activations.ts";
import { EVERY } from "./activation_list.ts";

/** The name of a figure of several activations or models, which the tutorial's six need not tell. */
export function listFigureName(figure: string, names: readonly string[]): string {
  if (names.join() === TUTORIAL_ACTIVATIONS.join()) return figure;
  if (names.join() === BUILT_IN_ACTIVATIONS.join()) return `${figure}_${EVERY}`;
  return `${figure}_${fileStem(names.join("_"))}`;
}

/** What of a figure's look is not the default. */
export function lookLabels({ style, palette, width, fontSize }: FigureSettings): string[] {
  return [
    ...style === undefined || style === "tutorial" ? [] : [style],
    ...palette === undefined || palette === "deep" ? [] : [palette],
    ...width === undefined ? [] : [width.replace(" ", "")],
    ...fontSize === undefined ? [] : [`${fontSize}pt`],
  ];
}

/** What tells a trained model apart: its file's name, without what all have by default. */
export function modelLabel(path: string): string {
  return basename(path, ".safetensors").replace(`${FASHION_MNIST.name}_`, "");
}

/** Ten layers of 64 are "10x64", ten of different widths "10x". */
export function widthsLabel(widths: readonly number[]): string {
  const [first] = widths;
  return `${widths.length}x${widths.every((width) => width === first) ? first : ""}`;
}
