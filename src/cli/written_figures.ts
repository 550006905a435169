/** Figures that are in files already: how they were made, and whether others may take their place. */
import { LabError, UsageError } from "../errors.ts";
import type { Figure } from "../figures/figure.ts";
import type { Provenance } from "../figures/provenance.ts";
import { readProvenance } from "../figures/read_provenance.ts";
import { readRegularFile } from "../files/read_file.ts";
import { explainSystemError } from "../files/system_error.ts";
import { inspect, versus } from "../printable.ts";

/** No figure is larger. */
const MAX_FIGURE_BYTES = 2 ** 28;

/**
 * How the figure in the file at `path` was made; undefined if there is none. Throws `LabError`, naming
 * it, for a file that does not say it, and for one that cannot be read.
 */
export async function readWrittenFigure(path: string): Promise<Provenance | undefined> {
  const bytes = await readWritten(path);
  return bytes && readProvenance(bytes, path);
}

async function readWritten(path: string): Promise<Uint8Array | undefined> {
  try {
    const fail = (problem: string) => new LabError(`${path} ${problem}`);
    return await readRegularFile(path, MAX_FIGURE_BYTES, fail);
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw new LabError(`cannot read ${path}: ${explainSystemError(error)}`);
  }
}

/**
 * Throws `UsageError` where a figure, or its numbers, may not take the place of what is at `path`: a
 * figure of other settings, other numbers, or something that does not say what it is; `LabError` where
 * that cannot be read.
 */
export async function requireReplaceable(path: string, figure: Figure): Promise<void> {
  const problem = await describeLoss(path, figure);
  if (problem === undefined) return;
  throw new UsageError(
    `${problem}; replace it with --overwrite, or choose another folder with --output`,
  );
}

/**
 * What would be lost if the figure, or its numbers, took the place of what is at `path`; undefined if
 * nothing would. Throws `LabError` where that cannot be read.
 */
export async function describeLoss(path: string, figure: Figure): Promise<string | undefined> {
  const written = await readWritten(path);
  if (written === undefined) return undefined;
  const numbers = numbersFor(path, figure);
  if (numbers !== undefined) {
    return new TextDecoder().decode(written) === numbers ? undefined : `${path} has other numbers`;
  }
  try {
    const made = readProvenance(written, path);
    const differences = describeDifferences(settingsOf(made), settingsOf(figure.provenance));
    if (differences.length === 0) return undefined;
    return `${path} is a figure of other settings: ${differences.join("; ")}`;
  } catch (error) {
    if (error instanceof LabError) return error.message;
    throw error;
  }
}

/** What a table's file is to hold; undefined for a picture's. */
function numbersFor(path: string, figure: Figure): string | undefined {
  if (path.endsWith(".csv")) return figure.toCsv();
  if (path.endsWith(".json")) return figure.toJson();
}

type Settings = Readonly<Record<string, unknown>>;

function settingsOf({ settings, seed }: Provenance): Settings {
  return { ...settings, seed };
}

/** "seed 0 (asked for: 7)", setting by setting. */
function describeDifferences(made: Settings, asked: Settings): string[] {
  return Object.keys({ ...made, ...asked }).flatMap((name) => {
    const [had, wanted] = [made[name], asked[name]];
    if (JSON.stringify(had) === JSON.stringify(wanted)) return [];
    return [`${name} ${versus(describe(had), describe(wanted))}`];
  });
}

function describe(setting: unknown): string | undefined {
  return setting === undefined ? undefined : inspect(setting);
}
