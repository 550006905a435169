/** The tutorial's data set, loaded. */
import { type Dataset, loadDataset, type LoadOptions } from "./dataset.ts";
import { FASHION_MNIST } from "./datasets.ts";

/**
 * FashionMNIST, training and test images, verified.
 *
 * From `dataDir` if given, `data/`, the system's folder, or a download, in that order; see
 * `loadDataset`. Throws `DataError` that names the file or folder at fault.
 */
export function loadFashionMNIST(options: LoadOptions = {}): Promise<Dataset> {
  return loadDataset(FASHION_MNIST, options);
}
