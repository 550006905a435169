/** A published data set, from the first place that has it: a folder, or a mirror. */
import { hash } from "node:crypto";
import { join } from "node:path";
import { DataError, MissingDataError } from "./data_error.ts";
import type { LabeledImages, LoadedDataset } from "./dataset.ts";
import { DATASETS, type DatasetSpec, type IdxFileSpec, imageCount } from "./datasets.ts";
import { download } from "./download.ts";
import { gunzip } from "./gunzip.ts";
import { idxLength, parseIdx, parseIdxLabels } from "./idx.ts";
import { isReadableDirectory, readIfPresent, REPLACE_IT } from "./load_file.ts";

/** Where a published data set is looked for. */
export interface SourceOptions {
  /** The only folder searched, instead of the data set's own. */
  readonly directory?: string | undefined;
  /**
   * Whether what is missing is downloaded, into the first of the folders, which is made where it is
   * missing (default: unless `directory` is given).
   */
  readonly download?: boolean | undefined;
  /** Used instead of the data set's own mirrors. */
  readonly mirrors?: readonly string[] | undefined;
  /** Called during downloads: which file, bytes so far, and in total if the server says so. */
  readonly onProgress?: (file: string, received: number, total: number | undefined) => void;
}

/**
 * Finds, verifies and reads a data set.
 *
 * Each file is taken from the first folder that has it, unpacked or packed, directly or where
 * torchvision puts it (`NAME/raw`), and downloaded when none has; but of `directory`, if that is given,
 * all files must be there, unless `download` says otherwise. A file that is there but damaged, or not
 * the published one, is an error and not passed over: silence would hide that the folder somebody
 * counts on is not what is used. Throws `DataError`, naming the files or the folder.
 *
 * An unpacked file of which only the packed one's digest is known is checked by its header, its length
 * and its labels, and by its not being another data set's; a warning says so.
 */
export async function loadPublished(
  spec: DatasetSpec,
  options: SourceOptions = {},
): Promise<Omit<LoadedDataset, "settings">> {
  const { directory, download = directory === undefined } = options;
  if (directory !== undefined) await isReadableDirectory(directory);
  const folders = directory === undefined ? spec.folders : [directory];
  const files = [spec.train.images, spec.train.labels, spec.test.images, spec.test.labels];

  const found = new Map<IdxFileSpec, FoundFile>();
  for (const file of files) {
    const there = await findFile(file, spec, folders);
    if (there !== undefined) found.set(file, there);
  }
  const missing = files.filter((file) => !found.has(file));
  if (missing.length > 0 && !download) throw lacking(missing, folders);
  for (const file of missing) {
    found.set(file, await downloadFile(file, spec, folders[0]!, options));
  }

  function pair({ images, labels }: DatasetSpec["train"]): LabeledImages {
    const [pixels, classes] = [images, labels].map((file) => found.get(file)!.content);
    return {
      count: imageCount({ images, labels }),
      images: pixels!,
      labels: classes!,
      normalization: spec.normalization,
    };
  }
  const sources = new Set(files.map((file) => found.get(file)!.folder));
  const unverified = files.filter((file) => !found.get(file)!.verified).map(({ name }) => name);
  const warning = `${unverified.join(", ")} of ${spec.name} could not be compared with what was ` +
    "published, but in size and labels; the packed files (.gz) can be";
  const [, rows, columns] = spec.train.images.shape;
  return {
    name: spec.name,
    rows: rows!,
    columns: columns!,
    classNames: spec.classNames,
    train: pair(spec.train),
    test: pair(spec.test),
    source: [...sources].join(", "),
    warnings: unverified.length > 0 ? [warning] : [],
  };
}

function lacking(files: readonly IdxFileSpec[], folders: readonly string[]): MissingDataError {
  const names = files.map(({ name }) => name).join(", ");
  return new MissingDataError(
    `${folders.join(" or ")} has no ${names}, neither as it is nor packed as .gz; ` +
      "put what is missing there, or allow the download",
  );
}

interface FileContent {
  /** The values in it. */
  readonly content: Uint8Array;
  /** Whether they are the published ones, to the last bit. */
  readonly verified: boolean;
}

interface FoundFile extends FileContent {
  readonly folder: string;
}

async function findFile(
  file: IdxFileSpec,
  spec: DatasetSpec,
  folders: readonly string[],
): Promise<FoundFile | undefined> {
  const places = folders.flatMap((root) => [root, join(root, spec.name, "raw")]);
  for (const folder of places) {
    const names = [file.name, `${file.name}.gz`];
    for (const name of file.packed ? names.reverse() : names) { // first what can be verified
      const path = join(folder, name);
      const bytes = await readIfPresent(path, compressedLimit(file));
      if (bytes === undefined) continue;
      try {
        return { ...readContent(bytes, path, file, spec), folder };
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        throw new DataError(`${error.message}; ${REPLACE_IT}`);
      }
    }
  }
}

async function downloadFile(
  file: IdxFileSpec,
  spec: DatasetSpec,
  folder: string,
  { mirrors = spec.mirrors, onProgress }: SourceOptions,
): Promise<FoundFile> {
  const name = `${file.name}.gz`;
  const found = await download({
    urls: mirrors.map((mirror) => mirror + name),
    path: join(folder, name),
    maxLength: compressedLimit(file),
    decode: (bytes) => readContent(bytes, name, file, spec),
    onProgress: (received, total) => onProgress?.(name, received, total),
  });
  return { ...found, folder };
}

/** The values of an IDX file, packed if `path` says so, once everything about it is right. */
function readContent(
  bytes: Uint8Array,
  path: string,
  file: IdxFileSpec,
  spec: DatasetSpec,
): FileContent {
  const packed = path.endsWith(".gz");
  const idx = packed ? gunzip(bytes, idxLength(file.shape), path) : bytes;
  const content = file.shape.length === 1
    ? parseIdxLabels(idx, file.shape[0]!, spec.classNames.length, path)
    : parseIdx(idx, file.shape, path);
  const sha256 = hash("sha256", file.packed && packed ? bytes : idx, "hex");
  if (sha256 === file.sha256) return { content, verified: true };
  const owner = ownerOf(sha256) ?? (packed ? ownerOf(hash("sha256", idx, "hex")) : undefined);
  if (owner !== undefined) throw new DataError(`${path} is ${owner}'s, expected ${spec.name}'s`);
  if (file.packed && !packed) return { content, verified: false };
  throw new DataError(
    `${path} is damaged or not ${spec.name}'s: ${file.packed ? "it" : "its content"} has the ` +
      `SHA-256 ${sha256}, expected ${file.sha256}`,
  );
}

/** The data set whose file has this digest. */
function ownerOf(sha256: string): string | undefined {
  return Object.values<DatasetSpec>(DATASETS).find(({ train, test }) =>
    [train.images, train.labels, test.images, test.labels].some((file) => file.sha256 === sha256)
  )?.name;
}

/** No packed file is longer than its content and a generous header. */
function compressedLimit(file: IdxFileSpec): number {
  return idxLength(file.shape) + 65_536;
}
