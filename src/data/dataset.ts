/** Labelled images from the first place that has them: a folder of IDX files, or a mirror. */
import { hash } from "node:crypto";
import { join } from "node:path";
import { DataError } from "./data_error.ts";
import { type DatasetSpec, type IdxFileSpec, imageCount, type Normalization } from "./datasets.ts";
import { download } from "./download.ts";
import { gunzip } from "./gunzip.ts";
import { idxLength, parseIdx, parseIdxLabels } from "./idx.ts";

/** Images and their classes. */
export interface LabelledImages {
  readonly count: number;
  /** (count, rows × columns) bytes, row-major; 0 is black, 255 white. */
  readonly images: Uint8Array;
  /** (count) class numbers. */
  readonly labels: Uint8Array;
  /** How bytes become numbers (default: as FashionMNIST's). */
  readonly normalization?: Normalization;
}

/** A data set in memory. */
export interface Dataset {
  readonly train: LabelledImages;
  readonly test: LabelledImages;
  /** The folders the files came from, for people. */
  readonly source: string;
}

/** How a data set is loaded. */
export interface LoadOptions {
  /** Searched before the usual folders, and made to receive downloads if it does not exist. */
  readonly dataDir?: string | undefined;
  /** Used instead of the data set's own mirrors. */
  readonly mirrors?: readonly string[] | undefined;
  /** Told of downloads: which file, bytes so far, and in all if the server says so. */
  readonly onProgress?: (file: string, received: number, total: number | undefined) => void;
}

/**
 * Finds, verifies and reads a data set.
 *
 * Each file is taken from the first folder that has it, unpacked or packed, directly or where
 * torchvision puts it (`NAME/raw`), and downloaded when none has. A file that is there but damaged,
 * or not the published one, is an error and not passed over: silence would hide that the folder
 * somebody counts on is not what is used. Throws `DataError`, naming the file or folder.
 */
export async function loadDataset(spec: DatasetSpec, options: LoadOptions = {}): Promise<Dataset> {
  const { dataDir } = options;
  if (dataDir !== undefined) await requireFolder(dataDir);
  const folders = dataDir === undefined ? spec.folders : [dataDir, ...spec.folders];
  const sources = new Set<string>();

  async function load(file: IdxFileSpec): Promise<Uint8Array> {
    const { content, folder } = await findFile(file, spec, folders) ??
      await downloadFile(file, spec, folders[0]!, options);
    sources.add(folder);
    return content;
  }
  async function loadPair({ images, labels }: DatasetSpec["train"]): Promise<LabelledImages> {
    return {
      count: imageCount({ images, labels }),
      images: await load(images),
      labels: await load(labels),
      normalization: spec.normalization,
    };
  }
  const train = await loadPair(spec.train);
  const test = await loadPair(spec.test);
  return { train, test, source: [...sources].join(", ") };
}

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
      const bytes = await readIfPresent(path, packedLimit(file));
      if (bytes === undefined) continue;
      try {
        return { content: readContent(bytes, path, file, spec), folder };
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        throw new DataError(`${error.message}. Delete it, or put a good copy in its place`);
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
    maxLength: packedLimit(file),
    accept: (bytes) => readContent(bytes, name, file, spec),
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
function packedLimit(file: IdxFileSpec): number {
  return idxLength(file.shape) + 65_536;
}

async function readIfPresent(path: string, maxLength: number): Promise<Uint8Array | undefined> {
  try {
    const { size } = await Deno.stat(path);
    if (size > maxLength) {
      throw new DataError(`${path} has ${size} bytes, far more than the expected file`);
    }
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (error instanceof DataError) throw error;
    throw new DataError(`cannot read ${path}: ${(error as Error).message}`);
  }
}

async function requireFolder(path: string): Promise<void> {
  try {
    for await (const _ of Deno.readDir(path)) break;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw new DataError(
      `the data folder ${path} cannot be read: ${(error as Error).message}; ` +
        "name a folder you may read, or one that does not exist yet",
    );
  }
}
