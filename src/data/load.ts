/** Labelled images from the first place that has them: a folder of IDX files, or a mirror. */
import { hash } from "node:crypto";
import { join } from "node:path";
import { readRegularFile } from "../files/read_file.ts";
import { explainSystemError } from "../files/system_error.ts";
import { DataError, MissingDataError } from "./data_error.ts";
import type { Dataset, LabeledImages } from "./dataset.ts";
import { type DatasetSpec, type IdxFileSpec, imageCount } from "./datasets.ts";
import { download } from "./download.ts";
import { gunzip } from "./gunzip.ts";
import { idxLength, parseIdx, parseIdxLabels } from "./idx.ts";

/** How a data set is loaded. */
export interface LoadOptions {
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
 */
export async function loadDataset(spec: DatasetSpec, options: LoadOptions = {}): Promise<Dataset> {
  const { directory, download = directory === undefined } = options;
  if (directory !== undefined) await checkReadableDirectory(directory);
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
  return { train: pair(spec.train), test: pair(spec.test), source: [...sources].join(", ") };
}

function lacking(files: readonly IdxFileSpec[], folders: readonly string[]): MissingDataError {
  const names = files.map(({ name }) => name).join(", ");
  return new MissingDataError(
    `${folders.join(" or ")} has no ${names}, neither as it is nor packed as .gz; ` +
      "put what is missing there, or allow the download",
  );
}

const REPLACE_IT = "delete it, or put a good copy in its place";

interface FoundFile {
  readonly content: Uint8Array;
  readonly folder: string;
}

async function findFile(
  file: IdxFileSpec,
  spec: DatasetSpec,
  folders: readonly string[],
): Promise<FoundFile | undefined> {
  const places = folders.flatMap((root) => [root, join(root, spec.name, "raw")]);
  for (const folder of places) {
    for (const name of [file.name, `${file.name}.gz`]) {
      const path = join(folder, name);
      const bytes = await readIfPresent(path, compressedLimit(file));
      if (bytes === undefined) continue;
      try {
        return { content: readContent(bytes, path, file, spec), folder };
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
  { mirrors = spec.mirrors, onProgress }: LoadOptions,
): Promise<FoundFile> {
  const name = `${file.name}.gz`;
  const content = await download({
    urls: mirrors.map((mirror) => mirror + name),
    path: join(folder, name),
    maxLength: compressedLimit(file),
    decode: (bytes) => readContent(bytes, name, file, spec),
    onProgress: (received, total) => onProgress?.(name, received, total),
  });
  return { content, folder };
}

/** The values of an IDX file, packed if `path` says so, once everything about it is right. */
function readContent(
  bytes: Uint8Array,
  path: string,
  file: IdxFileSpec,
  spec: DatasetSpec,
): Uint8Array {
  const idx = path.endsWith(".gz") ? gunzip(bytes, idxLength(file.shape), path) : bytes;
  const values = file.shape.length === 1
    ? parseIdxLabels(idx, file.shape[0]!, spec.classNames.length, path)
    : parseIdx(idx, file.shape, path);
  const sha256 = hash("sha256", idx, "hex");
  if (sha256 !== file.sha256) {
    throw new DataError(
      `${path} is damaged or not ${spec.name}'s: its content has the SHA-256 ${sha256}, ` +
        `expected ${file.sha256}`,
    );
  }
  return values;
}

/** No packed file is longer than its content and a generous header. */
function compressedLimit(file: IdxFileSpec): number {
  return idxLength(file.shape) + 65_536;
}

async function readIfPresent(path: string, maxLength: number): Promise<Uint8Array | undefined> {
  try {
    return await readRegularFile(
      path,
      maxLength,
      (problem) => new DataError(`${path} ${problem}; ${REPLACE_IT}`),
    );
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(`cannot read ${path}: ${explainSystemError(error)}`);
  }
}

async function checkReadableDirectory(path: string): Promise<void> {
  try {
    for await (const _ of Deno.readDir(path)) break;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw new DataError(`the data folder ${path} cannot be read: ${explainSystemError(error)}`);
  }
}
