/** Options that several commands share, and how their texts become values. */
import { modelNameSchema } from "../checkpoints/paths.ts";
import { FASHION_MNIST } from "../data/datasets.ts";
import { InvalidArgumentError, Option } from "./dependencies.ts";
import { BLAS_CHOICES, MAX_THREADS } from "../device/cpu/cpu_device.ts";
import { DEVICE_CHOICES } from "../device/open.ts";
import {
  type Activation,
  activationNames,
  findActivation,
  TUTORIAL_ACTIVATIONS,
} from "../nn/activations.ts";
import { TRAINING_DEFAULTS, trainingConfigSchema } from "../training/config.ts";

type Field = keyof typeof trainingConfigSchema.shape;

/** Reads a number for a field of the training configuration; out of its range it is refused. */
export function parseNumberOf(field: Field): (text: string) => number {
  return (text) => checked(field, text.trim() === "" ? NaN : Number(text)) as number;
}

/** Reads widths such as 512,256,256,128. */
export function layerWidths(text: string): number[] {
  const widths = text.split(",").map((width) => width.trim() === "" ? NaN : Number(width));
  return checked("hiddenSizes", widths) as number[];
}

function checked(field: Field, value: unknown): unknown {
  const result = trainingConfigSchema.shape[field].safeParse(value);
  if (result.success) return result.data;
  const { message, path } = result.error.issues[0]!;
  const where = path.length > 0 ? `Width ${Number(path[0]) + 1}: ` : "";
  throw new InvalidArgumentError(`${where}Expected ${message}.`);
}

/** --act, one of the activations there are. */
export function activationOption() {
  return new Option("--act <name>", "activation function").choices(activationNames());
}

/** The value of --act that stands for all activations. */
export const ALL = "all";

/** --act, one of the activations there are, or all of the tutorial's. */
export function activationsOption() {
  return new Option("--act <name>", `activation function; ${ALL}: the tutorial's six`)
    .choices([...activationNames(), ALL]);
}

/** The activations that a value of --act stands for. */
export function resolveActivations(act: string): Activation[] {
  return (act === ALL ? TUTORIAL_ACTIVATIONS : [act]).map(findActivation);
}

/** --model, a trained model's file. */
export function modelOption() {
  return new Option("--model <file>", "checkpoint file, instead of --act or --name");
}

/** --name, what a model's files are called. */
export function nameOption() {
  return new Option("--name <stem>", `of the model's file (default: ${FASHION_MNIST.name}_ACT)`)
    .conflicts("model")
    .argParser((text) => {
      const { success, data, error } = modelNameSchema.safeParse(text);
      if (success) return data;
      throw new InvalidArgumentError(`Expected ${error.issues[0]!.message}.`);
    });
}

/** --hidden, the widths of the hidden layers. */
export function hiddenOption() {
  const { hiddenSizes } = TRAINING_DEFAULTS;
  return new Option("--hidden <widths>", "widths of the hidden layers")
    .argParser(layerWidths)
    .default([...hiddenSizes], hiddenSizes.join());
}

/** --device, where to compute. */
export function deviceOption() {
  return new Option("--device <device>", "where to compute")
    .choices(DEVICE_CHOICES)
    .default("auto" as const);
}

/** --threads, how many of the CPU's cores compute. */
export function threadsOption() {
  return new Option("--threads <n>", "threads of the CPU (default: one a core)")
    .argParser((text) => {
      const threads = text.trim() === "" ? NaN : Number(text);
      if (Number.isInteger(threads) && threads >= 1 && threads <= MAX_THREADS) return threads;
      throw new InvalidArgumentError(`Expected an integer from 1 to ${MAX_THREADS}.`);
    });
}

/** --blas, whether a BLAS library of the machine multiplies the CPU's matrices. */
export function blasOption() {
  return new Option(
    "--blas <choice>",
    "BLAS library for the CPU's matrix products: the machine's, if it has one, or none",
  )
    .choices(BLAS_CHOICES)
    .default("auto" as const);
}

/** --data, where the images are. */
export function dataOption() {
  return new Option(
    "--data <folder>",
    `folder of the ${FASHION_MNIST.name} files (default: data/, the system's, or a download)`,
  );
}

/** --download, whether the images may be fetched into the folder of --data. */
export function downloadOption() {
  return new Option("--download", "download the files that the folder of --data lacks");
}

/** Where the user's models are, unless --checkpoints says otherwise. */
export const CHECKPOINTS = "checkpoints";

/** --checkpoints, where trained models go. */
export function checkpointsOption() {
  return new Option("--checkpoints <folder>", "folder for the trained models")
    .default(CHECKPOINTS);
}

/** --checkpoints, where trained models are looked for. */
export function modelsOption() {
  return new Option(
    "--checkpoints <folder>",
    `the only folder to read models from (default: ${CHECKPOINTS}, then the project's own models)`,
  );
}

/** --json, results as one document. */
export function jsonOption() {
  return new Option("--json", "print the result as one JSON document");
}

/** --quiet, results and errors only. */
export function quietOption() {
  return new Option("--quiet", "print no progress and no messages, only results and errors");
}
