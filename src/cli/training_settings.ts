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

/** Settings that have a flag of the same name. */
const NAMESAKES = [
  ...["seed", "splitSeed", "epochs", "patience", "batchSize", "momentum", "limit"] as const,
  ...["optimizer", "weightDecay", "schedule"] as const,
];
type Namesake = typeof NAMESAKES[number];

/** What flags say of a training; what they leave out the file of --config says, or the tutorial. */
interface TrainingFlags
  extends
    OutputOptions,
    DataOptions,
    Readonly<{ [Field in Namesake]?: TrainingConfig[Field] | undefined }> {
  readonly config?: string | undefined;
  readonly act?: readonly string[] | undefined;
  readonly hidden?: readonly number[] | undefined;
  readonly depth?: number | undefined;
  readonly width?: number | undefined;
  readonly lr?: number | undefined;
  readonly clip?: number | undefined;
  readonly warmup?: number | undefined;
  readonly init?: string | undefined;
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
function settingsOf({ depth, width, hidden, ...flags }: TrainingFlags): Partial<TrainingConfig> {
  if ((depth === undefined) !== (width === undefined)) {
    throw new UsageError("expected --depth and --width together, got one of them");
  }
  const settings = {
    ...Object.fromEntries(NAMESAKES.map((field) => [field, flags[field]])),
    hiddenSizes: depth === undefined ? hidden : Array(depth).fill(width),
    learningRate: flags.lr,
    clipNorm: flags.clip,
    warmupSteps: flags.warmup,
    initializer: flags.init,
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

/** The images of --dataset, or else of the file's settings, or FashionMNIST. */
async function chooseImages(flags: TrainingFlags, file: DataSettings) {
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
