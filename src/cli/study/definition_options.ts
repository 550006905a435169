/** The options that define a study: one value of a setting is fixed, and several are a factor. */
import { basename } from "node:path";
import { loadActivationFile } from "../../checkpoints/activation_file.ts";
import { fileStem } from "../../checkpoints/paths.ts";
import { UsageError } from "../../errors.ts";
import type { TrainingConfig } from "../../training/config.ts";
import { inspect } from "../../printable.ts";
import { checkDataset } from "../../training/data_settings.ts";
import { defineStudy, MAX_NAME_LENGTH, MAX_RUNS } from "../../study/definition.ts";
import { SETTINGS } from "../../study/fields.ts";
import { readDefinition } from "../../study/folder.ts";
import { expandSeeds, MAX_VALUES } from "../../study/ranges.ts";
import type { Setting, Study } from "../../study/study.ts";
import { StudyError } from "../../study/study_error.ts";
import { ALL, EVERY, splitList } from "../activation_list.ts";
import { group } from "../command.ts";
import { readConfigFile } from "../config_file.ts";
import type { OutputOptions } from "../console.ts";
import { type DataOptions, nameToLoad } from "../context.ts";
import { InvalidArgumentError, Option } from "../dependencies.ts";
import { activationFilesOption, activationsOption, hiddenOption } from "../options.ts";
import { SETTING_FLAGS } from "../setting_flags.ts";
import { chooseImages } from "../training_settings.ts";

/** Options for a study that no file defines. */
export function definitionOptions() {
  return group(
    "Study",
    activationsOption(
      `activation functions; ${ALL}: the tutorial's six, ${EVERY}: all built-in ones`,
    ),
    activationFilesOption(),
    new Option(
      "--config <file>",
      "settings to begin with, which other options override: any file that train takes",
    ),
    values("--depth <list>", "numbers of hidden layers, each as wide as --width says", "depth"),
    values("--width <list>", "widths of the hidden layers of --depth", "width"),
    hiddenOption(),
    values("--init <list>", "initial weights", "initializer"),
    values("--lr <list>", "learning rates", "learningRate"),
    values("--momentum <list>", "momenta", "momentum"),
    values("--optimizer <list>", "how gradients change the weights", "optimizer"),
    values("--weight-decay <list>", "weight decays", "weightDecay"),
    values("--clip <list>", "largest norms of all gradients together", "clipNorm"),
    values("--batch-size <list>", "images per step", "batchSize"),
    values("--schedule <list>", "schedules of the learning rate", "schedule"),
    values("--warmup <list>", "numbers of warm-up steps", "warmupSteps"),
    values("--epochs <list>", "most epochs to train for (default: 50)", "epochs"),
    values(
      "--patience <list>",
      "stop after so many epochs without a better one (default: 7)",
      "patience",
    ),
    values("--limit <list>", "train on so many of the training images only", "limit"),
    values("--split-seed <list>", "seeds of the validation split (default: 42)", "splitSeed"),
    new Option("--seeds <seeds>", "their number, or which: 20 is 0..19; 3,5,8").argParser(seeds),
    new Option("--vary-split", "have the seeds split the images as well"),
    new Option("--name <name>", "what the study is called (default: as its file or its factors)"),
    new Option("--yes", `run a study of more than ${MAX_RUNS} runs`),
  );
}

/** The setting that an option says, of whose values one is fixed and several are a factor. */
const SETTING_OF = {
  ...{ act: "activation", depth: "depth", width: "width" } as const,
  ...SETTING_FLAGS, // but for --seed, which is --seeds
};

/** What these options, and those of the data set, say. */
export interface DefinitionOptions extends
  OutputOptions,
  DataOptions,
  Readonly<
    { [Flag in Exclude<keyof typeof SETTING_OF, "hidden">]?: readonly Setting[] | undefined }
  > {
  readonly actFile?: readonly string[] | undefined;
  readonly config?: string | undefined;
  /** The one value of the setting. */
  readonly hidden?: readonly number[] | undefined;
  readonly seeds?: readonly number[] | undefined;
  readonly varySplit?: true | undefined;
  readonly name?: string | undefined;
  readonly yes?: true | undefined;
}

/** A study with a name. */
export type NamedStudy = Study & { readonly name: string };

/**
 * The study of a file, or, without one, of the options; its images are those of --dataset, if that is
 * given. Throws `UsageError` for options besides a file, and as `defineStudy` does.
 */
export async function definedStudy(
  file: string | undefined,
  options: DefinitionOptions,
): Promise<NamedStudy> {
  const maxRuns = options.yes ? Infinity : MAX_RUNS;
  if (file === undefined) return await studyOf(options, maxRuns);
  const besides = Object.keys(SETTING_OF).concat("config", "seeds", "varySplit")
    .find((flag) => options[flag as keyof typeof options] !== undefined);
  if (besides !== undefined) {
    const flag = besides.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new UsageError(`expected ${file} or --${flag}, got both; the file says all`);
  }
  const study = await readDefinition(file, maxRuns);
  if (study === undefined) throw new StudyError(`there is no ${file}; name a study's JSON file`);
  for (const field of ["dataset", "normalize"] as const) {
    if (options[field] === undefined || typeof study.fixed[field] !== "string") continue;
    throw new UsageError(`expected ${field} in ${file} or as --${field}, got both`);
  }
  // A file says what a data set of one's own is, but not where.
  if (options.dataset === undefined) nameToLoad(study.fixed, `${file} is for`);
  const { normalize = study.fixed.normalize } = options;
  const { settings: data } = await chooseImages({ ...options, normalize }, {});
  if (study.fixed.dataset !== undefined) checkDataset(study.fixed, { settings: data });
  const name = options.name ?? study.name ?? fileStem(basename(file).replace(/\.json$/, ""));
  return withName(
    defineStudy({ ...study, name, fixed: { ...data, ...study.fixed } }, maxRuns),
    name,
  );
}

async function studyOf(options: DefinitionOptions, maxRuns: number): Promise<NamedStudy> {
  const { config, hidden, seeds, varySplit } = options;
  const file = config === undefined ? {} : await readConfigFile(config);
  const named = [...options.act ?? [], ...await namesOf(options.actFile)];
  const act = named.length > 0 ? [...new Set(named)] : [file.activation ?? []].flat();
  if (act.length === 0 || seeds === undefined) {
    throw new UsageError(
      "expected a study; name its file, or say at least --act and --seeds, as in " +
        "--act relu,tanh --seeds 20",
    );
  }
  const lists = { ...options, act, hidden: hidden && [hidden] };
  const given = Object.entries(SETTING_OF).flatMap(([option, field]) => {
    const values: readonly Setting[] | undefined = lists[option as keyof typeof SETTING_OF];
    return values === undefined ? [] : [[field, values] as const];
  });
  const isFactor = ([field, values]: readonly [string, readonly Setting[]]) =>
    field === "activation" || values.length > 1;
  const factors = Object.fromEntries(given.filter(isFactor));
  const fixed = given.filter((each) => !isFactor(each)).map(([field, [value]]) => [field, value]);
  const images = await chooseImages(options, file);
  const { name = Object.keys(factors).join("-").slice(0, MAX_NAME_LENGTH) } = options;
  const study = defineStudy({
    name,
    fixed: {
      ...settingsLeft(file, new Set(given.map(([field]) => field)), varySplit),
      ...Object.fromEntries(fixed),
      ...images.settings,
    },
    factors,
    seeds,
    ...varySplit && { varySplit },
  }, maxRuns);
  return withName(study, name);
}

/** The activations of these files. */
async function namesOf(files: readonly string[] = []): Promise<string[]> {
  const names: string[] = [];
  for (const file of files) names.push((await loadActivationFile(file)).name);
  return names;
}

function withName(study: Study, name: string): NamedStudy {
  return { ...study, name };
}

/** The settings of the file of --config that the study has for all runs. */
function settingsLeft(
  {
    activation: _,
    activationSha256: _follows,
    seed: _own,
    dataset: _set,
    normalize: _rule,
    ...file
  }: Partial<TrainingConfig>,
  given: ReadonlySet<string>,
  varySplit = false,
): Partial<TrainingConfig> {
  const isTaken = (field: string) =>
    given.has(field) || field === "hiddenSizes" && given.has("depth") ||
    field === "splitSeed" && varySplit;
  return Object.fromEntries(Object.entries(file).filter(([field]) => !isTaken(field)));
}

/** A list of values of a setting. */
function values<Usage extends string>(usage: Usage, description: string, field: string) {
  return new Option(usage, description).argParser((text): Setting[] =>
    splitList(text).map((entry) => {
      const value = entry === "" || Number.isNaN(Number(entry)) ? entry : Number(entry);
      const { success, data, error } = SETTINGS[field]!.safeParse(value);
      if (success) return data as Setting;
      throw new UsageError(`one value is ${inspect(entry)}, expected ${error.issues[0]!.message}`);
    })
  );
}

/** How many seeds, from 0 on, or a range or a list of them. */
function seeds(text: string): number[] {
  const entries = text.split(",");
  const list = entries.length > 1
    ? entries.map((entry) => /^\d+$/.test(entry) ? Number(entry) : NaN)
    : expandSeeds(/^\d+$/.test(text) ? `0..${Number(text) - 1}` : text);
  if (Array.isArray(list) && list.every((seed) => seed <= 0xFFFFFFFF)) return list;
  throw new InvalidArgumentError(
    `expected a number of seeds up to ${MAX_VALUES}, a range such as 0..19, or a list such as 3,5,8`,
  );
}
