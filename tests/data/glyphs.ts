/** A small data set of one's own: images of 9 × 7 pixels in three classes, as files in a folder. */
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { prngKey, randomBits } from "../../src/random/threefry.ts";
import { encodeIdx } from "./encode_idx.ts";

export const ROWS = 9;
export const COLUMNS = 7;
export const CLASSES = 3;
export const TRAIN = 120;
export const TEST = 30;

/** The files by name: noise, and a bright band of three rows that tells the class. */
export function glyphFiles(): Record<string, Uint8Array> {
  const noise = randomBits(prngKey(1), (TRAIN + TEST) * ROWS * COLUMNS);
  const pixels = Array.from(noise, (word, i) => {
    const image = Math.floor(i / (ROWS * COLUMNS));
    const row = Math.floor(i / COLUMNS) % ROWS;
    return word % 128 + (Math.floor(row / 3) === image % CLASSES ? 127 : 0);
  });
  const labels = Array.from({ length: TRAIN + TEST }, (_, image) => image % CLASSES);
  const cut = TRAIN * ROWS * COLUMNS;
  return {
    "train-images-idx3-ubyte": encodeIdx([TRAIN, ROWS, COLUMNS], pixels.slice(0, cut)),
    "train-labels-idx1-ubyte": encodeIdx([TRAIN], labels.slice(0, TRAIN)),
    "t10k-images-idx3-ubyte": encodeIdx([TEST, ROWS, COLUMNS], pixels.slice(cut)),
    "t10k-labels-idx1-ubyte": encodeIdx([TEST], labels.slice(TRAIN)),
  };
}

/** Writes the files, packed if their name says so, and what is given besides or instead of them. */
export async function writeGlyphs(
  folder: string,
  changes: Record<string, Uint8Array | string | undefined> = {},
): Promise<string> {
  await Deno.mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries({ ...glyphFiles(), ...changes })) {
    if (content === undefined) continue;
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await Deno.writeFile(join(folder, name), name.endsWith(".gz") ? gzipSync(bytes) : bytes);
  }
  return folder;
}
