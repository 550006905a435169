/** Studies as people write them, and as they are once they are complete and checked. */
import type { TrainingConfig } from "../training/config.ts";
import type { Range } from "./ranges.ts";

/** Fields of a training's configuration, but for the seed, which every run has its own of. */
export interface Settings extends Partial<Omit<TrainingConfig, "seed">> {
  /** The number of hidden layers, each as wide as `width` says: in place of `hiddenSizes`. */
  readonly depth?: number;
  /** The width of those. */
  readonly width?: number;
}

/** A setting, as a value of a factor. */
export type Setting = NonNullable<Settings[keyof Settings]>;

/** Fields that vary together, by a name for each of their values. */
export type NamedSettings = Readonly<Record<string, Settings>>;

/** Seeds as a list, or as their range, such as "0..19". */
export type Seeds = readonly number[] | string;

/** A study as it is written. */
export interface StudyInput {
  /** What it is called: letters, digits, `.`, `_` and `-` (absent: as its file or folder). */
  readonly name?: string;
  /** The settings that all runs share (absent: the tutorial's). */
  readonly fixed?: Settings;
  /**
   * What is compared: fields with their values, or a name of one's own with settings by name, which
   * vary together.
   */
  readonly factors: Readonly<Record<string, readonly Setting[] | Range | NamedSettings>>;
  /**
   * What is tuned rather than compared: each cell is compared at the value with the best mean
   * validation accuracy over `tuneSeeds` (absent: nothing).
   */
  readonly nuisance?: Readonly<Record<string, readonly Setting[] | Range | NamedSettings>>;
  /** Seeds of initial weights and batch order: each cell has a run with each. */
  readonly seeds: Seeds;
  /** Seeds to tune with, none of those compared; as many as needed where there is `nuisance`. */
  readonly tuneSeeds?: Seeds;
  /** Whether the seeds also split the images into those to train and to validate with (absent: no). */
  readonly varySplit?: boolean;
}

/** The values of a factor: of a field, or settings by name. */
export type Values = readonly Setting[] | NamedSettings;

/** A study, complete and checked; it is a `StudyInput` as well. */
export interface Study extends StudyInput {
  /** The settings that all runs share, where they are not the tutorial's. */
  readonly fixed: Settings;
  /** What is compared. */
  readonly factors: Readonly<Record<string, Values>>;
  /** What is tuned; empty where nothing is. */
  readonly nuisance: Readonly<Record<string, Values>>;
  /** The seeds that are compared. */
  readonly seeds: readonly number[];
  /** The seeds to tune with; none where nothing is tuned. */
  readonly tuneSeeds: readonly number[];
  /** Whether the seeds also split the images. */
  readonly varySplit: boolean;
}
