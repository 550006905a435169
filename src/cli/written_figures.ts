/** Figures that are in files already: how they were made, and whether others may take their place. */
import { LabError, UsageError } from "../errors.ts";
import type { Provenance } from "../figures/provenance.ts";
import { readProvenance } from "../figures/read_provenance.ts";
import { readRegularFile } from "../files/read_file.ts";
import { explainSystemError } from "../files/system_error.ts";
import { inspect } from "../printable.ts";

/** No figure is larger. */
const MAX_FIGURE_BYTES = 2 ** 28;

/**
 * How the figure in the file at `path` was made; undefined if there is none. Throws `LabError`, naming
 * it, for a file that does not say it, and for one that cannot be read.
 */
export async function readWrittenFigure(path: string): Promise<Provenance | undefined> {
  try {
    const fail = (problem: string) => new LabError(`${path} ${problem}`);
    const bytes = await readRegularFile(path, MAX_FIGURE_BYTES, fail);
    return bytes && readProvenance(bytes, path);
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw new LabError(`cannot read ${path}: ${explainSystemError(error)}`);
  }
}

/**
 * Throws `UsageError` where a figure of this provenance may not take the place of what is at `path`:
 * a figure of other settings, or something that does not say what it is.
 */
export async function requireReplaceable(path: string, asked: Provenance): Promise<void> {
  const problem = await findProblem(path, asked);
  if (problem === undefined) return;
  throw new UsageError(
    `${problem}; replace it with --overwrite, or choose another folder with --output`,
  );
}

async function findProblem(path: string, asked: Provenance): Promise<string | undefined> {
  try {
    const made = await readWrittenFigure(path);
    const differences = made ? describeDifferences(settingsOf(made), settingsOf(asked)) : [];
    if (differences.length === 0) return undefined;
    return `${path} is a figure of other settings: ${differences.join(", ")}`;
  } catch (error) {
    if (error instanceof LabError) return error.message;
    throw error;
  }
}

type Settings = Readonly<Record<string, unknown>>;

function settingsOf({ settings, seed }: Provenance): Settings {
  return { ...settings, seed };
}

/** "seed 0, not 7", setting by setting. */
function describeDifferences(made: Settings, asked: Settings): string[] {
  return Object.keys({ ...made, ...asked }).flatMap((name) => {
    const [had, wanted] = [made[name], asked[name]];
    if (JSON.stringify(had) === JSON.stringify(wanted)) return [];
    return [`${name} ${describe(had)}, not ${describe(wanted)}`];
  });
}

function describe(setting: unknown): string {
  return setting === undefined ? "unset" : inspect(setting);
}
