/** The tutorial's data set, loaded. */
import type { LoadedDataset } from "./dataset.ts";
import { loadDataset, type LoadOptions } from "./load.ts";

/**
 * FashionMNIST, training and test images, verified.
 *
 * It comes from `data/`, the system's folder, or a download, in that order; if `directory` is given,
 * from there alone, where `download` fetches what is missing. Throws `DataError`, which names the
 * files or the folder at fault.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { loadFashionMNIST } from "@activation-lab/activation-lab";
 *
 * const { train, test } = await loadFashionMNIST();
 * assert.deepEqual([train.count, test.count], [60_000, 10_000]);
 * assert.equal(train.images.length, 60_000 * 28 * 28);
 * ```
 */
export function loadFashionMNIST(options: LoadOptions = {}): Promise<LoadedDataset> {
  return loadDataset("FashionMNIST", options);
}
