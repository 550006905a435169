/** A data set of one's own, from the four IDX files in a folder. */
import { createHash } from "node:crypto";
import { basename, join, resolve } from "node:path";
import { UsageError } from "../errors.ts";
import { suggestion } from "../nearest.ts";
import { inspect } from "../printable.ts";
import { DataError } from "./data_error.ts";
import type { LoadedDataset } from "./dataset.ts";
import { DATASETS, IDX_NAMES } from "./datasets.ts";
import { gunzip } from "./gunzip.ts";
import { isReadableDirectory, readIfPresent } from "./load_file.ts";
import { decodeOwnDataset, type NamedBytes, type Pair, parseClassNames } from "./own_dataset.ts";
import type { SourceOptions } from "./load_published.ts";
import type { OwnDataset } from "./settings.ts";

/** More than this, packed or not, is not read. */
const MAX_FILE_BYTES = 2 ** 30;

/** The names of the classes, one a line. */
const CLASS_NAMES = "classes.txt";
const MAX_NAMES_BYTES = 2 ** 16;

/**
 * Reads the data set in a folder: see `loadDataset`. Writes nothing. Throws `DataError`, naming the
 * folder and the file at fault, and `UsageError` if another folder is given for its files.
 */
export async function loadFolder(
  folder: string,
  { directory }: Pick<SourceOptions, "directory"> = {},
): Promise<Omit<LoadedDataset, "settings"> & { readonly identity: OwnDataset }> {
  if (directory !== undefined) {
    throw new UsageError(
      `${folder} is a data set's only folder, got another, ${directory}; leave out either`,
    );
  }
  await checkFolder(folder);
  const files = new Map<string, NamedBytes>();
  const names = Object.values(IDX_NAMES).flatMap((pair) => [pair.images, pair.labels]);
  for (const name of names) {
    const file = await readIdxFile(join(folder, name));
    if (file) files.set(name, file);
  }
  const missing = names.filter((name) => !files.has(name));
  if (missing.length > 0) {
    throw new DataError(
      `${folder} has no ${missing.join(", ")}, neither as it is nor packed as .gz; ` +
        "a data set of one's own is a folder of four IDX files: put there what is missing",
    );
  }

  const pair = ({ images, labels }: Pair<string>) => (
    { images: files.get(images)!, labels: files.get(labels)! }
  );
  const { train, test, classNames, ...size } = decodeOwnDataset(
    pair(IDX_NAMES.train),
    pair(IDX_NAMES.test),
    await readClassNames(join(folder, CLASS_NAMES)),
  );
  const sha256 = createHash("sha256");
  for (const { bytes } of files.values()) sha256.update(bytes);
  const name = folderName(folder);
  const images = train.labels.length;
  return {
    name,
    ...size,
    classNames,
    train: { count: images, ...train },
    test: { count: test.labels.length, ...test },
    source: folder,
    warnings: [],
    identity: { name, ...size, classes: classNames.length, images, sha256: sha256.digest("hex") },
  };
}

/** Throws `DataError` unless there is a folder of this name. */
export async function checkFolder(folder: string): Promise<void> {
  if (await isReadableDirectory(folder)) return;
  const names = Object.keys(DATASETS);
  throw new DataError(
    `there is no folder ${inspect(folder)}, and no data set of that name; the data sets are ` +
      `${names.join(", ")}, and any folder of four IDX files` +
      suggestion(folder.toLowerCase(), names.map((name) => name.toLowerCase())),
  );
}

async function readIdxFile(unpacked: string): Promise<NamedBytes | undefined> {
  for (const path of [unpacked, `${unpacked}.gz`]) {
    const bytes = await readIfPresent(path, MAX_FILE_BYTES);
    if (bytes === undefined) continue;
    return { path, bytes: path === unpacked ? bytes : gunzip(bytes, MAX_FILE_BYTES, path) };
  }
}

async function readClassNames(path: string): Promise<string[] | undefined> {
  const bytes = await readIfPresent(path, MAX_NAMES_BYTES);
  return bytes && parseClassNames({ path, bytes });
}

/** What the data set in a folder is called: a name that can be part of a file's. */
export function folderName(folder: string): string {
  const plain = basename(resolve(folder)).replaceAll(/[^A-Za-z0-9._-]+/g, "_");
  return plain.replace(/^[._-]+/, "").slice(0, 64) || "images";
}
