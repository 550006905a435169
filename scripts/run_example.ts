/** How an example script reads its options, and ends where something is wrong: in one line. */
import { parseArgs } from "node:util";
import { LabError, UsageError } from "../mod.ts";
import { suggestion } from "../src/nearest.ts";

/** The value of an option; lists are written with commas. */
type Value = string | number | readonly string[] | readonly number[];

/** Options of which any value of the same kind may be given. */
type Given<Options> = {
  readonly [Name in keyof Options]: Options[Name] extends number ? number
    : Options[Name] extends string ? string
    : Options[Name] extends readonly number[] ? readonly number[]
    : readonly string[];
};

/**
 * Runs `body` with the options of the command line, whose names, kinds and default values are those of
 * `defaults`; with --help, prints them below what the example is `about`. What a person can mend ends
 * the script with one line, and the exit code of the commands: 2 for a usage error, 1 for others.
 */
export async function runExample<Options extends Readonly<Record<string, Value>>>(
  about: string,
  defaults: Options,
  body: (options: Given<Options>) => Promise<void>,
): Promise<void> {
  try {
    const options = readOptions(defaults);
    if (options !== undefined) return await body(options as Given<Options>);
    const lines = Object.entries(defaults).map(([name, value]) => `  --${name} ${value}`);
    console.log([about, "", "Options, with their defaults:", ...lines].join("\n"));
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    console.error(`error: ${error.message}`);
    Deno.exit(error instanceof UsageError ? 2 : 1);
  }
}

/** All options; undefined where help is wanted. Throws `UsageError` for those that cannot be read. */
function readOptions(
  defaults: Readonly<Record<string, Value>>,
): Record<string, Value> | undefined {
  const names = Object.keys(defaults);
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  const { values, positionals } = parseArgs({ args: Deno.args, options, strict: false });
  if (values.help || values.h) return undefined;
  const given = Object.entries(values).map(([name, text]) => {
    const byDefault = names.includes(name) ? defaults[name] : undefined;
    if (byDefault === undefined) {
      const flags = names.map((known) => `--${known}`);
      throw new UsageError(`unknown option '--${name}'${suggestion(`--${name}`, flags)}`);
    }
    if (typeof text !== "string") throw new UsageError(`--${name}: expected a value, got nothing`);
    return [name, valueOf(name, text, byDefault)] as const;
  });
  if (positionals.length > 0) {
    throw new UsageError(`expected options only, which --help lists, got ${positionals[0]}`);
  }
  return { ...defaults, ...Object.fromEntries(given) };
}

/** The value that a text is, of the kind that the default has. */
function valueOf(name: string, text: string, byDefault: Value): Value {
  if (typeof byDefault === "string") return text;
  if (typeof byDefault === "object") {
    return text.split(",").map((entry) => valueOf(name, entry, byDefault[0]!)) as Value;
  }
  const number = text.trim() === "" ? NaN : Number(text);
  if (Number.isFinite(number)) return number;
  throw new UsageError(`--${name}: expected a number, got ${JSON.stringify(text)}`);
}
