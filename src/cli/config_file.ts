/** `--config`: settings out of a file, which is a configuration or holds one. */
import { readCheckpoint } from "../checkpoints/checkpoint.ts";
import { readRunCheckpoint } from "../checkpoints/run_checkpoint.ts";
import { parseStrictJson } from "../checkpoints/strict_json.ts";
import { LabError, UsageError } from "../errors.ts";
import { readText } from "../files/read_text.ts";
import { inspect } from "../printable.ts";
import { parseSettings, type TrainingConfig } from "../training/config.ts";

/** Ten times the longest record of a training. */
const MAX_JSON_BYTES = 2 ** 25;

/**
 * The settings in a file: a model or an unfinished run (`.safetensors`), or JSON, which is a
 * configuration, complete or not, or has one as its `config`.
 *
 * Throws `UsageError`, naming the option, the file and what is wrong.
 */
export async function readConfigFile(path: string): Promise<Partial<TrainingConfig>> {
  try {
    return await readConfig(path);
  } catch (error) {
    throw error instanceof LabError ? new UsageError(`--config: ${error.message}`) : error;
  }
}

async function readConfig(path: string): Promise<Partial<TrainingConfig>> {
  if (path.endsWith(".safetensors")) return await readConfigOfCheckpoint(path);
  const document = parseStrictJson(
    await readText(path, MAX_JSON_BYTES, toUsageError),
    path,
    toUsageError,
  );
  const fields = requireObject(document, path);
  if (!Object.hasOwn(fields, "config")) return parseSettings(fields, path);
  const subject = `the config in ${path}`;
  return parseSettings(requireObject(fields.config, subject), subject);
}

async function readConfigOfCheckpoint(path: string): Promise<TrainingConfig> {
  const read = path.endsWith(".unfinished.safetensors") ? readRunCheckpoint : readCheckpoint;
  const stored = await read(path);
  if (stored !== undefined) return stored.config;
  throw new UsageError(`there is no file ${inspect(path)}`);
}

function requireObject(value: unknown, subject: string): Readonly<Record<string, unknown>> {
  if (Array.isArray(value)) {
    throw new UsageError(
      `${subject} is a list of ${value.length}, expected the settings of one run; ` +
        "keep one of the list in a file of its own",
    );
  }
  if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  throw new UsageError(`${subject} is ${inspect(value)}, expected an object of settings`);
}

function toUsageError(problem: string): UsageError {
  return new UsageError(problem);
}
