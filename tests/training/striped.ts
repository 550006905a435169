/** Images that a small network can tell apart, made up. */
import type { LabeledImages } from "../../src/data/dataset.ts";
import { prngKey, randomBits } from "../../src/random/threefry.ts";

/** Square images of random bytes with a bright column where their label says: easy to tell apart. */
export function striped(seed: number, count: number, side = 8): LabeledImages {
  const size = side * side;
  const noise = randomBits(prngKey(seed), count * size);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  const images = Uint8Array.from(noise, (word, i) => {
    const [row, column] = [Math.floor(i / size), i % side];
    return column === labels[row]! % side ? 255 : word % (labels[row]! < 8 ? 100 : 200);
  });
  return { count, images, labels };
}
