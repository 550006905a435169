/** How the results of an analysis leave a command: as figures in files, and as words or JSON. */
import { join } from "node:path";
import type { Figure } from "../figures/figure.ts";
import type { PaletteName } from "../figures/palette.ts";
import { plot } from "../figures/plot.ts";
import type { StyleName } from "../figures/theme.ts";
import "../files/provide.ts";
import { removeIfUnused } from "../files/unused_folders.ts";
import { requireWritableFolder } from "../files/writable_folder.ts";
import { activationNames } from "../nn/activations.ts";
import { log, oneOrAll, type OutputOptions, printResult } from "./console.ts";
import { lookLabels } from "./figure_names.ts";
import { requireReplaceable } from "./written_figures.ts";

/** What an analysis gives: its data, and figures of them by name. */
export interface AnalysisResult {
  /** What --json prints. */
  readonly document: unknown;
  readonly figures: Readonly<Record<string, Figure>>;
  /** For people, where figures alone say too little. */
  readonly text?: string;
}

/** What the options of figures ask for, and who asks. */
export interface FigureOutput extends OutputOptions {
  readonly format?: readonly string[] | undefined;
  readonly dpi: number;
  readonly width?: string | undefined;
  readonly fontSize?: number | undefined;
  readonly style?: StyleName | undefined;
  readonly palette?: PaletteName | undefined;
  readonly editable?: true | undefined;
  readonly output?: string | undefined;
  readonly overwrite?: true | undefined;
  /** The whole command, for the figures to tell. */
  readonly commandLine?: string | undefined;
}

/**
 * Draws, writes the figures, each in all formats, and prints the result: the document with --json,
 * where figures are written only if --format or --output asks for them; else, the text if there is
 * one, and where the figures are.
 *
 * Throws `LabError` where figures can't be written, before anything is computed for them, and
 * `UsageError`, before any is written, where one of other settings would be lost.
 */
export async function writeResult(
  options: FigureOutput,
  draw: () => Promise<AnalysisResult> | AnalysisResult,
): Promise<void> {
  const { json, dpi, editable = false, output = "figures", overwrite } = options;
  const { width, fontSize, style, palette, commandLine: command } = options;
  const formats = formatsOf(options);
  using _unused = await removeIfUnused(output);
  if (formats.length > 0) await requireWritableFolder(output);
  const { document, figures, text } = await draw();
  const files = Object.entries(figures).flatMap(([name, drawn]) => {
    const figure = drawn.with({ width, fontSize, style, palette });
    const stem = [name, ...lookLabels(options)].join("_");
    return formats.map((format) => ({
      path: join(output, `${stem}.${format}`),
      figure: figure.withProvenance({
        ...command !== undefined && { command },
        settings: {
          ...drawn.provenance.settings,
          ...format === "png" && { dpi },
          ...format === "svg" && editable && { editable },
        },
      }),
    }));
  });
  if (!overwrite) {
    for (const { path, figure } of files) await requireReplaceable(path, figure);
  }
  for (const { path, figure } of files) await figure.save(path, { dpi, editable });
  const paths = files.map(({ path }) => path);
  if (json && paths.length > 0) log(options, `Figures: ${paths.join(", ")}`);
  printResult(options, document, [...text ? [text] : [], ...paths].join("\n"));
}

/**
 * Throws `UsageError` where not even the smallest axes with names have room on a page of the asked
 * width, before anything is computed for them.
 */
export async function requireRoom(options: FigureOutput): Promise<void> {
  if (formatsOf(options).every((format) => ["csv", "json"].includes(format))) return;
  const { width, fontSize, style } = options;
  const axis = { label: "x", domain: [0, 1], integer: true } as const;
  await plot({ x: axis, y: axis, marks: [] }).with({ width, fontSize, style }).page();
}

function formatsOf({ format, json, output }: FigureOutput): readonly string[] {
  return format ?? (json && !output ? [] : ["png"]);
}

/** Several results as one: their documents in a list, their figures together. */
export function mergeResults(results: readonly AnalysisResult[]): AnalysisResult {
  return {
    document: oneOrAll(results.map(({ document }) => document)),
    figures: Object.assign({}, ...results.map(({ figures }) => figures)),
    text: results.flatMap(({ text }) => text ?? []).join("\n"),
  };
}

/** An activation's colour in all figures, as an index into the palette: C0 for the first. */
export function colorOf(activation: string): number {
  const names = activationNames();
  const position = names.indexOf(activation);
  return position < 0 ? names.length : position;
}
