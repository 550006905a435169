/** What the settings of a run may hold, and the configuration that follows from them. */
import type * as z from "../dependencies.ts";
import { UsageError } from "../errors.ts";
import {
  MAX_DEPTH,
  MAX_WIDTH,
  parseTrainingConfig,
  settingOf,
  type TrainingConfig,
  trainingConfigSchema,
} from "../training/config.ts";
import { integer } from "../training/schema.ts";
import type { Setting, Settings } from "./study.ts";

const { seed: _seed, activationSha256: _followsFromItsName, ...fields } =
  trainingConfigSchema.shape;

/** A schema for each field, whether or not it may be absent. */
export const SETTINGS: Readonly<Record<string, z.ZodMiniType>> = {
  ...fields,
  depth: integer(1, MAX_DEPTH),
  width: integer(1, MAX_WIDTH),
};

/**
 * The configuration of a run with these settings, but for its seeds. Throws `UsageError` for settings
 * that none can have.
 */
export function configOf({ depth, width, ...settings }: Settings): TrainingConfig {
  if ((depth === undefined) !== (width === undefined)) {
    const given = depth === undefined ? "width" : "depth";
    throw new UsageError(`expected depth and width together, got ${given} alone`);
  }
  if (depth !== undefined && settings.hiddenSizes !== undefined) {
    throw new UsageError("expected hiddenSizes or depth and width, got both");
  }
  const hiddenSizes = depth === undefined ? settings.hiddenSizes : Array(depth).fill(width);
  return parseTrainingConfig({ ...settings, hiddenSizes });
}

/**
 * The value of a field of `SETTINGS` in a configuration, defaults among them; undefined where it has none,
 * as no `width` if its layers differ in that.
 */
export function settingIn(config: TrainingConfig, field: string): Setting | undefined {
  const { hiddenSizes, normalize = "tutorial" } = config;
  const width = hiddenSizes.every((size) => size === hiddenSizes[0]) ? hiddenSizes[0] : undefined;
  const derived: Record<string, Setting | undefined> = {
    depth: hiddenSizes.length,
    width,
    normalize,
  };
  return field in derived ? derived[field] : settingOf(config, field as keyof TrainingConfig);
}
