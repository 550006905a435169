/** What a configuration may say of its images, and whether given images are those. */
import type { Dataset } from "../data/dataset.ts";
import { type DatasetName, DATASETS } from "../data/datasets.ts";
import {
  type DataSettings,
  describeDataDifferences,
  describeDataSettings,
  NORMALIZATION_RULES,
  type OwnDataset,
} from "../data/settings.ts";
import * as z from "../dependencies.ts";
import { UsageError } from "../errors.ts";
import { type Fields, integer, sha256, strictObject } from "./schema.ts";

const names = Object.keys(DATASETS) as [DatasetName];
const nameRule =
  "a name of at most 64 of A-Z, a-z, 0-9, ., _ and -, not beginning with a dot, _ or -";

const ownDatasetSchema = strictObject(
  {
    name: z.string(nameRule).check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, nameRule)),
    rows: integer(1, 2 ** 30),
    columns: integer(1, 2 ** 30),
    classes: integer(1, 256),
    images: integer(2, 2 ** 30),
    sha256,
  } satisfies Fields<OwnDataset>,
);

/** What `DataSettings` may hold. */
export const dataSettingsFields = {
  dataset: z.exactOptional(
    z.union(
      [z.enum(names), ownDatasetSchema],
      `${names.join(", ")} or what a folder's data set is`,
    ),
  ),
  normalize: z.exactOptional(z.enum(NORMALIZATION_RULES, NORMALIZATION_RULES.join(" or "))),
} satisfies Fields<DataSettings>;

/**
 * Throws `UsageError`, naming both, unless the images are those that the settings are for, and as the
 * same numbers. Images without settings of their own, which a program made, go with any.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { checkDataset, parseTrainingConfig } from "@activation-lab/activation-lab";
 *
 * const config = parseTrainingConfig({ activation: "elu", dataset: "MNIST" });
 * checkDataset(config, { settings: { dataset: "MNIST" } });
 * assert.throws(
 *   () => checkDataset(config, { settings: {} }),
 *   /expected MNIST, which the settings are for, got FashionMNIST/,
 * );
 * ```
 */
export function checkDataset(config: DataSettings, { settings }: Pick<Dataset, "settings">): void {
  if (settings === undefined) return;
  if (describeDataDifferences(settings, config).length === 0) return;
  throw new UsageError(
    `dataset: expected ${describeDataSettings(config)}, which the settings are for, ` +
      `got ${describeDataSettings(settings)}; load that, or choose other settings`,
  );
}
