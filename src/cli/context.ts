/** What commands work with: the data set, and a device for as long as they need it. */
import type { LoadedDataset } from "../data/dataset.ts";
import { FASHION_MNIST, findDataset } from "../data/datasets.ts";
import { loadDataset } from "../data/load.ts";
import { checkFolder, folderName } from "../data/load_folder.ts";
import {
  type DataSettings,
  dataSettings,
  describeDataSettings,
  type NormalizationRule,
} from "../data/settings.ts";
import type { CpuOptions } from "../device/cpu/cpu_device.ts";
import type { Device } from "../device/device.ts";
import { UsageError } from "../errors.ts";
import { checkDataset } from "../training/data_settings.ts";
import { type DeviceChoice, openDevice } from "../device/open.ts";
import { log, type OutputOptions } from "./console.ts";

/** How the data set is chosen. */
export interface DataOptions {
  readonly data?: string | undefined;
  readonly download?: true | undefined;
  readonly dataset?: string | undefined;
  readonly normalize?: NormalizationRule | undefined;
}

/** What the data set of --dataset is called. Throws `DataError` for a folder that there is not. */
export async function datasetName(dataset: string = FASHION_MNIST.name): Promise<string> {
  const known = findDataset(dataset);
  if (known === undefined) await checkFolder(dataset);
  return known ?? folderName(dataset);
}

/**
 * Loads the data set of --dataset, else the one that `models` were trained on, else FashionMNIST; from
 * the folder of --data alone if that is given. Tells of downloads, and of what was not verified. How
 * `models` came to have theirs, `subject` says.
 *
 * Throws `UsageError` where it is not that of each model, by the same rule.
 */
export async function loadData(
  options: OutputOptions & DataOptions,
  models: readonly DataSettings[] = [],
  subject = "the model was trained on",
): Promise<LoadedDataset> {
  const [trainedOn = {}] = models;
  const { data: directory, download } = options;
  const { dataset: name = nameToLoad(trainedOn, subject) } = options;
  const { normalize = trainedOn.normalize ?? "tutorial" } = options;
  function check(settings: DataSettings): void {
    for (const model of models) checkDataset(model, { settings });
  }
  const known = findDataset(name);
  if (known !== undefined) check(dataSettings(known, normalize)); // rather than after a download
  const dataset = await loadDataset(name, {
    directory,
    download,
    normalize,
    onProgress: reportDownloads(options),
  });
  for (const warning of dataset.warnings) log(options, `Note: ${warning}.`);
  check(dataset.settings);
  return dataset;
}

/**
 * What to load for these settings. They know what a data set of one's own is, but not where it lies:
 * then throws `UsageError`, which begins with `subject`.
 */
export function nameToLoad({ dataset = "FashionMNIST" }: DataSettings, subject: string): string {
  if (typeof dataset === "string") return dataset;
  throw new UsageError(
    `${subject} ${describeDataSettings({ dataset })}; name its folder with --dataset`,
  );
}

/** Says of each file, once, that it is being downloaded. */
export function reportDownloads(output: OutputOptions): (file: string) => void {
  const told = new Set<string>();
  return (file) => {
    if (!told.has(file)) log(output, `Downloading ${file}`);
    told.add(file);
  };
}

/** The options that say where to compute. */
export interface DeviceOptions extends CpuOptions {
  readonly device: DeviceChoice;
}

/** Runs `body` on the device of --device, closed at the end; says what is done on which. */
export async function withDevice<Result>(
  options: OutputOptions & DeviceOptions,
  doing: string,
  body: (device: Device) => Promise<Result>,
): Promise<Result> {
  const { threads, blas } = options;
  const device = await openDevice(options.device, { threads, blas });
  try {
    const { name, software, warnings } = device.info;
    for (const warning of warnings) log(options, `Note: ${warning}.`);
    log(options, `${doing} on ${name}${software ? " (in software)" : ""}`);
    return await body(device);
  } finally {
    device.close();
  }
}
