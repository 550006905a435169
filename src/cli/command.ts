/** Commands made of groups of options, from which the types of their values follow. */
import { LabError, UsageError } from "../errors.ts";
import { suggestion } from "../nearest.ts";
import { inspect } from "../printable.ts";
import { parseActivations } from "./activation_list.ts";
import { shellWords } from "./command_line.ts";
import { Command, type InferOptions, InvalidArgumentError, type Option } from "./dependencies.ts";

// deno-lint-ignore no-explicit-any
type AnyOption = Option<any, any, any, any, any, any>;

/** The value of an option under its name, as commander infers it. */
type Value<One> = One extends
  Option<infer Usage, infer Preset, infer Default, infer Coerce, infer Mandatory, infer Choices>
  ? InferOptions<unknown, Usage, Default, Coerce, Mandatory, Preset, Choices>
  : never;

/** The values of all: of a union of them, the intersection. */
type Values<Any> = (Any extends unknown ? (value: Value<Any>) => void : never) extends
  (value: infer All) => void ? All : never;

/** Options under one heading of a command's help. */
export function group<Options extends AnyOption[]>(heading: string, ...options: Options): Options {
  for (const option of options) inDialect(option).helpGroup(`${heading}:`);
  return options;
}

/** A command with these groups of options, and what its help says besides; it has no action yet. */
export function command<const Groups extends readonly (readonly AnyOption[])[]>(
  name: string,
  description: string,
  groups: Groups,
  help = "",
): Command<[], Values<Groups[number][number]> & Record<never, never>> {
  const made = new Command(name).description(description).addHelpText("after", help);
  made.optionsGroup("Output:"); // of --help, which it gets besides
  for (const option of groups.flat()) made.addOption(option);
  return made as never;
}

/** Has a value that an option refuses reported as all errors are, with the option's name. */
function inDialect(option: AnyOption): AnyOption {
  const { parseArg, long, argChoices = [] } = option;
  if (parseArg === undefined) return option;
  return option.argParser((text, previous) => {
    try {
      return parseArg(text, previous);
    } catch (error) {
      if (error instanceof LabError) throw new UsageError(`${long}: ${error.message}`);
      if (!(error instanceof InvalidArgumentError)) throw error;
      const expected = error.message.replace(/^Allowed choices are (.*)\.$/, "expected one of $1");
      throw new UsageError(
        `${long}: ${expected}, got ${inspect(text)}${suggestion(text, argChoices)}`,
      );
    }
  });
}

/** More choices than these would fill lines; the description says what matters of them. */
const MAX_CHOICES = 8;

/**
 * What help says of an option: its choices, unless the description names each, as "(best)", and its
 * default, as they are written.
 */
export function describeOption(option: AnyOption): string {
  const { description, argChoices = [], defaultValue, defaultValueDescription } = option;
  const byDefault = defaultValueDescription ?? defaultValue;
  const areNamed = argChoices.every((choice) => description.includes(`(${choice})`));
  const notes = [
    ...areNamed || argChoices.length > MAX_CHOICES ? [] : [argChoices.join(", ")],
    ...byDefault === undefined ? [] : [`default: ${byDefault}`],
  ];
  return notes.length === 0 ? description : `${description} (${notes.join("; ")})`;
}

/** What commander refuses, as one line, with what may have been meant by an option there is not. */
export function describeRefusal(text: string, options: readonly { long?: string }[]): string {
  const [, flag] = /unknown option '(--.*)'\n$/.exec(text) ?? [];
  const isMeant = ({ long = "" }) => flag && (flag.startsWith(long) || long.startsWith(flag));
  const meant = options.find(isMeant)?.long;
  return text
    .replace(/'\n$/, meant ? `'; did you mean ${meant}?\n` : "'\n")
    .replace(/\n\(Did you mean (.*)\?\)/, "; did you mean $1?")
    .replace(/\. Expected (.*) but got (.*)\.\n$/, "; expected $1, got $2\n")
    .replace(
      /option '(--\S+) <(.*)>' argument missing/,
      (_, long, value) => `${long}: expected ${withArticle(value)}, got nothing`,
    )
    .replace(
      /too many arguments .*: (.*)/,
      (refusal, words) => refusal + meantActivations(words, options),
    );
}

/** What an option takes, of which help has the bare word: "a number", "widths". */
function withArticle(value: string): string {
  if (/^[nx]$/.test(value)) return "a number";
  if (value.endsWith("s")) return value;
  return `${/^[aeiou]/.test(value) ? "an" : "a"} ${value}`;
}

/** The option that arguments are for which are activations, as a question; nothing for others. */
function meantActivations(words: string, options: readonly { long?: string }[]): string {
  if (!options.some(({ long }) => long === "--act")) return "";
  try {
    const list = words.replaceAll(", ", ",");
    parseActivations(list);
    return `; did you mean --act ${shellWords([list])}?`;
  } catch (error) {
    if (error instanceof LabError) return "";
    throw error;
  }
}
