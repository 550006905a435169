/** The tutorial's data set, loaded. */
import type { Dataset } from "./dataset.ts";
import { FASHION_MNIST } from "./datasets.ts";
import { loadDataset, type LoadOptions } from "./load.ts";

/**
 * FashionMNIST, training and test images, verified.
 *
 * From `data/`, the system's folder, or a download, in that order; from `directory` alone if that is
 * given, and with `download` what is missing there is fetched. See `loadDataset`. Throws `DataError`
 * that names the files or the folder at fault.
 */
export function loadFashionMNIST(options: LoadOptions = {}): Promise<Dataset> {
  return loadDataset(FASHION_MNIST, options);
}
