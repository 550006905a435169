/** How the results of an analysis leave a command: as figures in files, and as words or JSON. */
import { join } from "node:path";
import { InvalidArgumentError, Option } from "./dependencies.ts";
import type { Figure } from "../figures/figure.ts";
import { activationNames } from "../nn/activations.ts";
import { requireWritableFolder } from "../files/writable_folder.ts";
import { saveFigure } from "../report/save_figure.ts";
import { log, type OutputOptions, printResult } from "./console.ts";

const FORMATS = ["png", "svg", "pdf"];

/** What an analysis gives: its data, and figures of them by name. */
export interface AnalysisResult {
  /** What --json prints. */
  readonly document: unknown;
  readonly figures: Readonly<Record<string, Figure>>;
  /** For people, where figures alone say too little. */
  readonly text?: string;
}

/** What --format, --dpi and --output ask for. */
export interface FigureOutput extends OutputOptions {
  readonly format: readonly string[];
  readonly dpi: number;
  readonly output: string;
}

/** --format, the kinds of files. */
export function formatOption() {
  return new Option("--format <list>", `figures as any of ${FORMATS.join()}`)
    .argParser(formats)
    .default(["png"], "png");
}

/** --dpi, how fine PNGs are. */
export function dpiOption() {
  return new Option("--dpi <n>", "dots per inch of PNGs").argParser(dotsPerInch).default(150);
}

/** --output, where figures go. */
export function outputOption() {
  return new Option("--output <folder>", "folder for the figures").default("figures");
}

/**
 * Draws, writes the figures, each in all formats, and prints the result: the document with --json;
 * else, the text if there is one, and where the figures are.
 *
 * Throws `LabError` where figures can't be written, before anything is computed for them.
 */
export async function writeResult(
  output: FigureOutput,
  draw: () => Promise<AnalysisResult> | AnalysisResult,
): Promise<void> {
  await requireWritableFolder(output.output);
  const { document, figures, text } = await draw();
  const paths: string[] = [];
  for (const [name, figure] of Object.entries(figures)) {
    for (const format of output.format) {
      const path = join(output.output, `${name}.${format}`);
      await saveFigure(figure, path, output.dpi);
      paths.push(path);
    }
  }
  if (output.json) log(output, `Figures: ${paths.join(", ")}`);
  printResult(output, document, [...text ? [text] : [], ...paths].join("\n"));
}

/** Drawings as one: their documents in a list, their figures side by side. */
export function merge(drawings: readonly AnalysisResult[]): AnalysisResult {
  return {
    document: drawings.map(({ document }) => document),
    figures: Object.assign({}, ...drawings.map(({ figures }) => figures)),
  };
}

/** An activation's colour in all figures, as an index into the palette: C0 for the first. */
export function colorOf(activation: string): number {
  return activationNames().indexOf(activation);
}

function formats(text: string): string[] {
  const list = text.split(",").map((format) => format.trim());
  const unknown = list.find((format) => !FORMATS.includes(format));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`Expected a list of ${FORMATS.join(", ")}.`);
  }
  return [...new Set(list)];
}

function dotsPerInch(text: string): number {
  const dpi = text.trim() === "" ? NaN : Number(text);
  if (!(dpi >= 10 && dpi <= 1200)) {
    throw new InvalidArgumentError("Expected a number from 10 to 1200.");
  }
  return dpi;
}
