/** The options of the commands, each declared once, in the groups that --help shows. */
import { type OptimizerName, OPTIMIZERS } from "../../kernels/optimizers.ts";
import { modelNameSchema } from "../checkpoints/paths.ts";
import { DATASETS, FASHION_MNIST } from "../data/datasets.ts";
import { NORMALIZATION_RULES } from "../data/settings.ts";
import { BLAS_CHOICES, MAX_THREADS } from "../device/cpu/cpu_device.ts";
import { DEVICE_CHOICES } from "../device/open.ts";
import { DEFAULT_DPI } from "../figures/figure.ts";
import { MAX_TEXT, parseWidth } from "../figures/look.ts";
import { type PaletteName, PALETTES } from "../figures/palette.ts";
import { MIN_TEXT, type StyleName, STYLES } from "../figures/theme.ts";
import { activationNames } from "../nn/activations.ts";
import { findInitializers, initializerNames } from "../nn/initializers.ts";
import { findSchedule } from "../nn/schedules.ts";
import {
  MAX_DEPTH,
  MAX_WIDTH,
  TRAINING_DEFAULTS,
  trainingConfigSchema,
} from "../training/config.ts";
import { ALL, EVERY, parseActivations, splitList } from "./activation_list.ts";
import { group } from "./command.ts";
import { InvalidArgumentError, Option } from "./dependencies.ts";

/** Where the user's models are, unless --checkpoints says otherwise. */
export const CHECKPOINTS = "checkpoints";

/** Pictures, and the numbers in them. */
const FORMATS = ["png", "svg", "pdf", "csv", "json"];

/** Where to compute; on how many threads unless told. */
export function computeOptions(threads = "one per core") {
  return group(
    "Compute",
    new Option("--device <device>", "where to compute")
      .choices(DEVICE_CHOICES)
      .default("auto" as const),
    new Option("--threads <n>", `threads of the CPU (default: ${threads})`)
      .argParser(countUpTo(MAX_THREADS)),
    new Option(
      "--blas <choice>",
      "BLAS library for the CPU's matrix products: the machine's, if it has one, or none",
    )
      .choices(BLAS_CHOICES)
      .default("auto" as const),
  );
}

/** Which images, and as which numbers; of a trained model both are known. */
export function datasetOptions(trained?: "trained") {
  const byDefault = (value: string) => trained === undefined ? value : `the model's, or ${value}`;
  return group(
    "Data",
    datasetOption(byDefault(FASHION_MNIST.name)),
    new Option(
      "--normalize <rule>",
      "pixels by the tutorial's rule, or by the data set's own mean and deviation",
    )
      .choices(NORMALIZATION_RULES)
      .default(undefined, byDefault("tutorial")),
  );
}

/** Where the images are. */
export function dataOptions() {
  return group(
    "Data",
    new Option(
      "--data <folder>",
      "folder of a published data set's files (default: data/, for FashionMNIST also " +
        "/usr/share/datasets/fashion-mnist, else a download)",
    ),
    new Option("--download", "download files missing from the folder given by --data"),
  );
}

/** Which images train, and which validate; a trained model knows. */
export function splitOptions(trained?: "trained") {
  const { splitSeed } = TRAINING_DEFAULTS;
  const byDefault = trained === undefined ? splitSeed : `the model's, or ${splitSeed}`;
  return group(
    "Data",
    setting("--split-seed <n>", "seed of the validation split", "splitSeed", byDefault),
  );
}

/** Which trained models to read. */
export function modelOptions() {
  return group(
    "Model",
    activationsOption(),
    activationFileOption(),
    nameOption().conflicts("model"),
    new Option("--model <file>", "checkpoint file, instead of --name"),
    checkpointsOption(
      `the only folder to read models from (default: ${CHECKPOINTS}, then the project's own models)`,
    ),
  );
}

/** What an untrained network is. */
export function untrainedOptions(seed: number) {
  return group(
    "Untrained network",
    hiddenOption(),
    initOption(),
    setting("--seed <n>", "seed of its weights", "seed", seed),
  );
}

/** Which model to train. */
export function newModelOptions() {
  return group(
    "Model",
    activationsOption(
      `activation functions, such as relu,elu:alpha=0.5, or a formula, such as "x * sigmoid(x)"; ` +
        `${ALL}: the tutorial's six; ${EVERY}: all built-in ones, which activations --help lists`,
    ),
    activationFileOption(),
    nameOption(),
    hiddenOption(),
    new Option("--depth <n>", "number of hidden layers, each as wide as --width says")
      .argParser(countUpTo(MAX_DEPTH))
      .conflicts("hidden"),
    new Option("--width <n>", "width of the hidden layers of --depth")
      .argParser(countUpTo(MAX_WIDTH))
      .conflicts("hidden"),
    initOption(),
    setting("--seed <n>", "seed of the initial weights and the batch order", "seed"),
    checkpointsOption(`folder for the trained models (default: ${CHECKPOINTS})`),
  );
}

/** How to train it. */
export function trainingOptions() {
  return group(
    "Training",
    new Option(
      "--config <file>",
      "settings to begin with, which other options override: a model, an unfinished run, what " +
        "--json printed, or JSON of your own",
    ),
    epochsOption(),
    setting("--patience <n>", "stop after so many epochs without a better one", "patience"),
    setting("--batch-size <n>", "images per step", "batchSize"),
    setting(
      "--lr <number>",
      "learning rate",
      "learningRate",
      "0.01; of rmsprop, adam and adamw 0.001",
    ),
    setting("--momentum <number>", "momentum", "momentum"),
    new Option("--optimizer <name>", "how gradients change the weights")
      .choices(Object.keys(OPTIMIZERS) as OptimizerName[])
      .default(undefined, "momentum"),
    setting("--weight-decay <number>", "weight decay (default: 0)", "weightDecay"),
    setting(
      "--clip <number>",
      "largest norm of all gradients together; longer ones are scaled down (default: none)",
      "clipNorm",
    ),
    text(
      "--schedule <text>",
      "schedule of the learning rate: constant, step:every=10,gamma=0.1, cosine:floor=0.01 and such " +
        "(default: constant)",
      findSchedule,
    ),
    setting(
      "--warmup <n>",
      "steps in which the learning rate rises, before the schedule (default: 0)",
      "warmupSteps",
    ),
    setting("--limit <n>", "train on the first n training images only", "limit"),
    new Option(
      "--probe [epochs]",
      "record what happens inside the network: at the start and in the best epoch (best), or in " +
        "every epoch (all)",
    )
      .choices(["best", "all"] as const)
      .preset("best" as const),
    saveEveryOption("the run"),
    new Option("--resume", "continue an unfinished run").conflicts("overwrite"),
    new Option(
      "--overwrite",
      "train from scratch where a model or an unfinished run already exists",
    ),
  );
}

/** How figures leave, and results beside them. */
export function figureOptions() {
  const figures = group(
    "Figures",
    new Option("--format <list>", `formats of the figures: any of ${FORMATS.join()} (default: png)`)
      .argParser(formats),
    new Option("--dpi <n>", "dots per inch of PNGs")
      .argParser(number("a number from 10 to 1200", (n) => n >= 10 && n <= 1200))
      .default(DEFAULT_DPI),
    text(
      "--width <length>",
      "their width: column (3.25in), page (6.75in), or 1in to 40in, such as 16cm " +
        "(default: as the panels need)",
      parseWidth,
    ),
    new Option(
      "--font-size <n>",
      "points of their text, 6 to 72 (default: 9 at a given width, else 12)",
    )
      .argParser(number("a number from 6 to 72", (n) => n >= MIN_TEXT && n <= MAX_TEXT)),
    new Option("--style <name>", "as in the tutorial, for print, or for a screen far away")
      .choices(Object.keys(STYLES) as StyleName[])
      .default("tutorial" as const),
    new Option("--palette <name>", "their colours")
      .choices(Object.keys(PALETTES) as PaletteName[])
      .default("deep" as const),
    new Option("--editable", "texts of SVGs as texts, which a program can edit, not as outlines"),
    outputOption("for the figures (default: figures)"),
    new Option("--overwrite", "replace figures of other settings"),
  );
  return [figures, resultOptions(", and figures only with --format or --output")] as const;
}

/** How results leave. */
export function resultOptions(more = "") {
  return group(
    "Output",
    new Option("--json", `print the result as one JSON document${more}`),
    new Option("--quiet", "print no progress and no messages, only results and errors"),
  );
}

/** What it takes to draw what a network does with images. */
export function drawingOptions() {
  return [datasetOptions("trained"), dataOptions(), computeOptions(), ...figureOptions()] as const;
}

/** --act, activations by name. */
export function activationsOption(
  description = `activation functions, such as relu,elu (default: ${ALL}, the tutorial's six)`,
) {
  return new Option("--act <list>", description)
    .choices([...activationNames(), ALL, EVERY]) // completed by the shell; the parser has its own say
    .argParser(parseActivations);
}

/** --dataset, by name or folder. */
export function datasetOption(byDefault: string) {
  const names = Object.values(DATASETS).map(({ name }) => name).join(", ");
  return new Option("--dataset <name>", `${names}, or a folder of IDX files`)
    .default(undefined, byDefault);
}

/** --act-file, the file of one of one's own: `main.ts` loads it, and has --act name it. */
export function activationFileOption() {
  return new Option(
    "--act-file <file>",
    "module whose default export is an activation: a formula, or a function of tensors",
  ).conflicts("act");
}

/** --act-file, once for each of a study's activations that came from files: `main.ts` loads them. */
export function activationFilesOption() {
  return new Option("--act-file <file>", "module of an activation of the study's; once for each")
    .argParser((file: string, others: readonly string[] = []) => [...others, file]);
}

/** --checkpoints, where trained models are. */
export function checkpointsOption(description: string) {
  return new Option("--checkpoints <folder>", description);
}

/** --output, where files go. */
export function outputOption(purpose: string) {
  return new Option("--output <folder>", `folder ${purpose}`);
}

/** --save-every, how often what is under way is saved. */
export function saveEveryOption(what: string) {
  return new Option("--save-every <minutes>", `also save ${what} every so many minutes`)
    .argParser(number("a number of minutes, 0 to save at every step", (n) => n >= 0));
}

/** --epochs, the most that a training takes. */
export function epochsOption() {
  return setting("--epochs <n>", "most epochs to train for", "epochs");
}

/** --init, how a network begins. */
function initOption() {
  return text(
    "--init <text>",
    `initial weights: ${initializerNames().join(", ")}; some have parameters, as in ` +
      "scaled:sigma_w=1.33,sigma_b=0.22 (default: tutorial)",
    findInitializers,
  );
}

/** A text that the library finds something by; what it refuses is refused. */
function text<Usage extends string>(
  usage: Usage,
  description: string,
  find: (text: string) => unknown,
) {
  return new Option(usage, description).argParser((text) => {
    find(text);
    return text;
  });
}

/** A number of a training's configuration; what is out of its range is refused. */
export function setting<Usage extends string>(
  usage: Usage,
  description: string,
  field: "limit" | keyof typeof TRAINING_DEFAULTS,
  byDefault: unknown = { limit: undefined, ...TRAINING_DEFAULTS }[field],
) {
  const note = byDefault === undefined ? "" : ` (default: ${byDefault})`;
  return new Option(usage, description + note)
    .argParser((text) => checked(field, toNumber(text)) as number);
}

/** --name, what a model's files are called. */
function nameOption() {
  return new Option(
    "--name <stem>",
    "name of the model's file, without its ending (default: DATASET_ACT)",
  )
    .argParser((text) => {
      const { success, data, error } = modelNameSchema.safeParse(text);
      if (success) return data;
      throw new InvalidArgumentError(`expected ${error.issues[0]!.message}`);
    });
}

/** --hidden, the widths of the hidden layers. */
export function hiddenOption() {
  const { hiddenSizes } = TRAINING_DEFAULTS;
  return new Option("--hidden <widths>", `widths of the hidden layers (default: ${hiddenSizes})`)
    .argParser((text) => checked("hiddenSizes", text.split(",").map(toNumber)) as number[]);
}

function formats(text: string): string[] {
  const list = splitList(text);
  if (list.every((format) => FORMATS.includes(format))) return [...new Set(list)];
  throw new InvalidArgumentError(`expected a list of ${FORMATS.join(", ")}`);
}

/** Reads a number that is `allowed`, which `expected` says in words. */
export function number(expected: string, allowed: (value: number) => boolean) {
  return (text: string) => {
    const value = toNumber(text);
    if (allowed(value)) return value;
    throw new InvalidArgumentError(`expected ${expected}`);
  };
}

/** Reads an integer from 1 to `most`. */
export function countUpTo(most: number) {
  return number(
    `an integer from 1 to ${most}`,
    (n) => Number.isInteger(n) && n >= 1 && n <= most,
  );
}

function toNumber(text: string): number {
  return text.trim() === "" ? NaN : Number(text);
}

function checked(field: keyof typeof trainingConfigSchema.shape, value: unknown): unknown {
  const result = trainingConfigSchema.shape[field].safeParse(value);
  if (result.success) return result.data;
  const { message, path } = result.error.issues[0]!;
  const where = path.length > 0 ? `width ${Number(path[0]) + 1}: ` : "";
  throw new InvalidArgumentError(`${where}expected ${message}`);
}
