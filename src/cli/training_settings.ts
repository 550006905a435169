/** What `train` is asked to do: the settings of a file, those that flags put in their place, the images. */
import type { LoadedDataset } from "../data/dataset.ts";
import { findDataset } from "../data/datasets.ts";
import {
  type DataSettings,
  dataSettings,
  describeDataDifferences,
  describeDataSettings,
} from "../data/settings.ts";
import { UsageError } from "../errors.ts";
import type { TrainingConfig } from "../training/config.ts";
import { ALL } from "./activation_list.ts";
import { readConfigFile } from "./config_file.ts";
import { log, type OutputOptions } from "./console.ts";
import { type DataOptions, loadData, nameToLoad } from "./context.ts";
import { SETTING_FLAGS, type SettingFlag } from "./setting_flags.ts";

/** What flags say of a training; what they leave out the file of --config says, or the tutorial. */
interface TrainingFlags extends
  OutputOptions,
  DataOptions,
  Readonly<
    { [Flag in SettingFlag]?: TrainingConfig[typeof SETTING_FLAGS[Flag]] | undefined }
  > {
  readonly config?: string | undefined;
  readonly act?: readonly string[] | undefined;
  readonly depth?: number | undefined;
  readonly width?: number | undefined;
}

/** Trainings that differ in their activation alone. */
export interface AskedTrainings {
  readonly activations: readonly string[];
  /** What they share, but for what is the tutorial's. */
  readonly settings: Partial<TrainingConfig>;
  /** Loads the images that the settings are for. */
  readonly loadImages: () => Promise<LoadedDataset>;
}

/**
 * What is to be trained. Throws `UsageError` for flags that do not go together, and for a file that has
 * no settings, and `DataError` for a folder of images that has none.
 */
export async function readTrainingSettings(flags: TrainingFlags): Promise<AskedTrainings> {
  const { config: path } = flags;
  const given = settingsOf(flags);
  const file = path === undefined ? {} : await readConfigFile(path);
  const { activation, dataset: _set, normalize: _rule, ...settings } = file;
  if (flags.act !== undefined) delete settings.activationSha256; // of another activation
  const activations = flags.act ?? (activation === undefined ? undefined : [activation]);
  if (activations === undefined) {
    throw new UsageError(
      `expected activation functions to train with; name them, as in --act elu or --act ${ALL}`,
    );
  }
  const images = await chooseImages(flags, file);
  return {
    activations,
    settings: { ...settings, ...given, ...images.settings },
    loadImages: images.load,
  };
}

/** The settings that flags give. */
function settingsOf({ depth, width, ...flags }: TrainingFlags): Partial<TrainingConfig> {
  if ((depth === undefined) !== (width === undefined)) {
    const given = depth === undefined ? "--width" : "--depth";
    throw new UsageError(`expected --depth and --width together, got ${given} alone`);
  }
  const settings = Object.entries(SETTING_FLAGS).flatMap(([flag, field]) => {
    const value = flags[flag as SettingFlag];
    return value === undefined ? [] : [[field, value]];
  });
  return {
    ...Object.fromEntries(settings),
    ...depth !== undefined && { hiddenSizes: Array(depth).fill(width) },
  };
}

/** The images of --dataset, or else of the settings in the file of --config, or FashionMNIST. */
export async function chooseImages(
  flags: OutputOptions & DataOptions & Pick<TrainingFlags, "config">,
  file: DataSettings,
) {
  const { config } = flags;
  const { dataset = nameToLoad(file, `${config} is for`) } = flags;
  const { normalize = file.normalize ?? "tutorial" } = flags;
  const chosen = { ...flags, dataset, normalize };
  const known = findDataset(dataset);
  // Of a folder, what it is follows from its files; a published data set is loaded when it is needed.
  const own = known === undefined ? await loadData(chosen) : undefined;
  const settings = own?.settings ?? dataSettings(known!, normalize);
  if (typeof file.dataset === "object" && describeDataDifferences(file, settings).length > 0) {
    log(
      flags,
      `Note: ${config} is for ${describeDataSettings(file)}, and this is ${
        describeDataSettings(settings)
      }.`,
    );
  }
  return { settings, load: async () => own ?? await loadData(chosen) };
}
