/** `figure-info`: how a figure was made, as its file says. */
import { LabError } from "../errors.ts";
import type { Provenance } from "../figures/provenance.ts";
import { command } from "./command.ts";
import { printResult } from "./console.ts";
import { resultOptions } from "./options.ts";
import { readWrittenFigure } from "./written_figures.ts";

export function figureInfoCommand() {
  return command(
    "figure-info",
    "Print how a figure was made: command, version, settings, seed, device.",
    [resultOptions()],
    `
Examples:
  figure-info figures/gradients_elu.png
  figure-info paper/curves.pdf --json`,
  )
    .argument("<file>", "a figure's PNG, SVG or PDF")
    .action(async (file, options) => {
      const provenance = await readWrittenFigure(file);
      if (provenance === undefined) throw new LabError(`there is no ${file}`);
      printResult(options, provenance, describe(provenance));
    });
}

/** For people: a line an entry, and one a setting. */
function describe({ settings = {}, ...entries }: Provenance): string {
  const width = Math.max(...Object.keys({ ...entries, ...settings }).map(({ length }) => length));
  const line = ([key, value]: [string, unknown]) =>
    `${key.padEnd(width)}  ${typeof value === "string" ? value : JSON.stringify(value)}`;
  return [...Object.entries(entries), ...Object.entries(settings)].map(line).join("\n");
}
