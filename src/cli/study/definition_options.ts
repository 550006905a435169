/** The options that define a study: one value of a setting is fixed, and several are a factor. */
import { basename } from "node:path";
import { fileStem } from "../../checkpoints/paths.ts";
import { type DataSettings, dataSettings } from "../../data/settings.ts";
import { FASHION_MNIST, findDataset } from "../../data/datasets.ts";
import { UsageError } from "../../errors.ts";
import { checkDataset } from "../../training/data_settings.ts";
import { defineStudy, MAX_NAME_LENGTH, MAX_RUNS } from "../../study/definition.ts";
import { SETTINGS } from "../../study/fields.ts";
import { readDefinition } from "../../study/folder.ts";
import { expandSeeds, MAX_VALUES } from "../../study/ranges.ts";
import type { Setting, Study } from "../../study/study.ts";
import { StudyError } from "../../study/study_error.ts";
import { ALL, EVERY, splitList } from "../activation_list.ts";
import { group } from "../command.ts";
import { type DataOptions, loadData } from "../context.ts";
import type { OutputOptions } from "../console.ts";
import { InvalidArgumentError, Option } from "../dependencies.ts";
import { activationsOption, epochsOption, hiddenOption, setting } from "../options.ts";

/** Options for a study that no file defines. */
export function definitionOptions() {
  return group(
    "Study",
    activationsOption(`activation functions; ${ALL}: the tutorial's six, ${EVERY}: all`),
    values("--depth <list>", "numbers of hidden layers, each as wide as --width says", "depth"),
    values("--width <list>", "widths of the hidden layers of --depth", "width"),
    hiddenOption(),
    values("--init <list>", "initial weights", "initializer"),
    values("--lr <list>", "learning rates", "learningRate"),
    values("--momentum <list>", "momenta", "momentum"),
    values("--optimizer <list>", "how gradients change the weights", "optimizer"),
    values("--weight-decay <list>", "weight decays", "weightDecay"),
    values("--batch-size <list>", "images per step", "batchSize"),
    values("--schedule <list>", "of the learning rate", "schedule"),
    epochsOption(),
    setting("--patience <n>", "stop after so many epochs without a better one", "patience"),
    setting("--limit <n>", "train on the first n training images only", "limit"),
    new Option("--seeds <seeds>", "their number, or which: 20 is 0..19; 3,5,8").argParser(seeds),
    new Option("--vary-split", "have the seeds split the images as well"),
    new Option("--name <name>", "what the study is called (default: as its file or its factors)"),
    new Option("--yes", `run a study of more than ${MAX_RUNS} runs`),
  );
}

/** What these options, and those of the data set, say. */
export interface DefinitionOptions {
  readonly act?: readonly string[] | undefined;
  readonly depth?: readonly Setting[] | undefined;
  readonly width?: readonly Setting[] | undefined;
  readonly hidden?: readonly number[] | undefined;
  readonly init?: readonly Setting[] | undefined;
  readonly lr?: readonly Setting[] | undefined;
  readonly momentum?: readonly Setting[] | undefined;
  readonly optimizer?: readonly Setting[] | undefined;
  readonly weightDecay?: readonly Setting[] | undefined;
  readonly batchSize?: readonly Setting[] | undefined;
  readonly schedule?: readonly Setting[] | undefined;
  readonly epochs?: number | undefined;
  readonly patience?: number | undefined;
  readonly limit?: number | undefined;
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
  options: DefinitionOptions & DataOptions & OutputOptions,
): Promise<NamedStudy> {
  const maxRuns = options.yes ? Infinity : MAX_RUNS;
  const data = await dataOf(options);
  if (file === undefined) return studyOf(options, data, maxRuns);
  const { name: _, yes: _yes, ...flags } = options;
  const besides = Object.keys(SETTING_OF).concat("hidden", "seeds", "varySplit")
    .find((flag) => flags[flag as keyof typeof flags] !== undefined);
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
  if (study.fixed.dataset !== undefined) checkDataset(study.fixed, { settings: data });
  const name = options.name ?? study.name ?? fileStem(basename(file).replace(/\.json$/, ""));
  return named(defineStudy({ ...study, name, fixed: { ...data, ...study.fixed } }, maxRuns), name);
}

/** The field that an option sets. */
const SETTING_OF = {
  act: "activation",
  depth: "depth",
  width: "width",
  init: "initializer",
  lr: "learningRate",
  momentum: "momentum",
  optimizer: "optimizer",
  weightDecay: "weightDecay",
  batchSize: "batchSize",
  schedule: "schedule",
  epochs: "epochs",
  patience: "patience",
  limit: "limit",
} as const;

function studyOf(options: DefinitionOptions, data: DataSettings, maxRuns: number): NamedStudy {
  const { hidden, seeds, varySplit } = options;
  if (options.act === undefined || seeds === undefined) {
    throw new UsageError(
      "expected a study; name its file, or say at least --act and --seeds, as in " +
        "--act relu,tanh --seeds 20",
    );
  }
  const given = Object.entries(SETTING_OF).flatMap(([option, field]) => {
    const value: Setting | readonly Setting[] | undefined =
      options[option as keyof typeof SETTING_OF];
    return value === undefined ? [] : [[field, Array.isArray(value) ? value : [value]] as const];
  });
  const isFactor = ([field, values]: readonly [string, readonly Setting[]]) =>
    field === "activation" || values.length > 1;
  const factors = Object.fromEntries(given.filter(isFactor));
  const fixed = given.filter((each) => !isFactor(each)).map(([field, [value]]) => [field, value]);
  const { name = Object.keys(factors).join("-").slice(0, MAX_NAME_LENGTH) } = options;
  const study = defineStudy({
    name,
    fixed: { ...Object.fromEntries(fixed), ...hidden && { hiddenSizes: hidden }, ...data },
    factors,
    seeds,
    ...varySplit && { varySplit },
  }, maxRuns);
  return named(study, name);
}

function named(study: Study, name: string): NamedStudy {
  return { ...study, name };
}

/** What --dataset and --normalize say; of a folder that takes a look at its files. */
async function dataOf(options: DataOptions & OutputOptions): Promise<DataSettings> {
  const { dataset, normalize } = options;
  if (dataset === undefined && normalize === undefined) return {};
  const known = findDataset(dataset ?? FASHION_MNIST.name);
  if (known === undefined) return (await loadData(options)).settings;
  return dataSettings(known, normalize ?? "tutorial");
}

/** A list of values of a setting. */
function values<Usage extends string>(usage: Usage, description: string, field: string) {
  return new Option(usage, description).argParser((text): Setting[] =>
    splitList(text).map((entry) => {
      const value = entry === "" || Number.isNaN(Number(entry)) ? entry : Number(entry);
      const { success, data, error } = SETTINGS[field]!.safeParse(value);
      if (success) return data as Setting;
      throw new InvalidArgumentError(`expected ${error.issues[0]!.message} in each place`);
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
