/** FashionMNIST (Xiao, Rasul and Vollgraf, 2017): 70,000 pictures of clothing, 28 × 28, in 10 classes. */
import { type Dataset, type DatasetSpec, loadDataset, type LoadOptions } from "./dataset.ts";

/**
 * The four files as their authors published them; the mirror is the one torchvision uses.
 *
 * It is looked for in `data/`, and where Debian's package `dataset-fashion-mnist` installs it.
 */
export const FASHION_MNIST: DatasetSpec = {
  name: "FashionMNIST",
  classNames: [
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
  ],
  train: {
    images: {
      name: "train-images-idx3-ubyte",
      shape: [60000, 28, 28],
      sha256: "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    },
    labels: {
      name: "train-labels-idx1-ubyte",
      shape: [60000],
      sha256: "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
    },
  },
  test: {
    images: {
      name: "t10k-images-idx3-ubyte",
      shape: [10000, 28, 28],
      sha256: "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
    },
    labels: {
      name: "t10k-labels-idx1-ubyte",
      shape: [10000],
      sha256: "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
    },
  },
  folders: ["data", "/usr/share/datasets/fashion-mnist"],
  mirrors: ["http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"],
};

/**
 * FashionMNIST: 60,000 training and 10,000 test images of 784 bytes, verified.
 *
 * From `data/`, the system's folder, or a download, in that order; from `dataDir` alone if that is
 * given, and with `download` what is missing there is fetched. See `loadDataset`. Throws `DataError`
 * that names the files or the folder at fault.
 */
export function loadFashionMNIST(options: LoadOptions = {}): Promise<Dataset> {
  return loadDataset(FASHION_MNIST, options);
}
