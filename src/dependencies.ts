/**
 * Every library the project stands on, at its exact version, in this one place: inline specifiers
 * resolve also when `mod.ts` is imported by URL, where no import map travels along.
 */
import { fileURLToPath } from "node:url";

// Validation of what people and files say.
export { z } from "npm:zod@4.6.7";

// The command line: arguments, completion by the shell, progress.
export {
  Command,
  CommanderError,
  InvalidArgumentError,
  Option,
} from "npm:@commander-js/extra-typings@15.1.0";
export { default as addCompletion } from "npm:@bomb.sh/tab@0.0.22/commander";
// @ts-types="npm:@types/cli-progress@3.11.6"
export { default as cliProgress } from "npm:cli-progress@3.12.0";

// Figures: scales, ticks, number formats, shapes.
// @ts-types="npm:@types/d3-array@3.2.2"
export { max, min, ticks, tickStep } from "npm:d3-array@3.2.5";
// @ts-types="npm:@types/d3-format@3.0.4"
export { format, precisionFixed } from "npm:d3-format@3.1.3";
// @ts-types="npm:@types/d3-scale@4.0.9"
export { scaleLinear, scaleLog } from "npm:d3-scale@4.0.3";
// @ts-types="npm:@types/d3-shape@3.2.0"
export { line, symbol, symbolCircle } from "npm:d3-shape@3.2.1";

// Figures: the canvas and its font, some 30 MB, fetched and loaded when first something is drawn;
// a specifier in a variable keeps them out of the module graph until then.
const CANVAS: string = "npm:@napi-rs/canvas@1.0.11";
const FONT: string = "npm:@fontsource/arimo@5.3.0";

/** Loads the drawing library. */
export function loadCanvas(): Promise<typeof import("npm:@napi-rs/canvas@1.0.11")> {
  return import(CANVAS);
}

/** Arimo, whose letters are as wide as Arial's, comes in parts; these are looked up in this order. */
export const FONT_SUBSETS = ["latin", "latin-ext", "greek", "cyrillic"] as const;

/** The parts of the font, and the paths of their files. */
export async function locateFont(): Promise<
  { subset: typeof FONT_SUBSETS[number]; path: string }[]
> {
  // Makes the package known, so that its files have a place.
  await import(`${FONT}/package.json`, { with: { type: "json" } });
  return FONT_SUBSETS.map((subset) => {
    const file = `${FONT}/files/arimo-${subset}-400-normal.woff2`;
    return { subset, path: fileURLToPath(import.meta.resolve(file)) };
  });
}
