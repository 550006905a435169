import assert from "node:assert/strict";
import { assertClose, ULP } from "../../close.ts";
import { randomIntegers } from "../../random_numbers.ts";
import { asIntegers, evaluate } from "../device.ts";

/** (p / 255 - mean) / deviation, every step rounded to float32. */
function normalised(pixel: number, mean = 0.5, deviation = 0.5): number {
  const centred = Math.fround(Math.fround(pixel / 255) - Math.fround(mean));
  return Math.fround(centred / Math.fround(deviation));
}

interface Batch {
  pixels: Uint8Array;
  labels: Uint32Array;
  order: Uint32Array;
  first: number;
  count: number;
  size: number;
  mean?: number;
  deviation?: number;
}

function gatherBatch(
  { pixels, labels, order, first, count, size, mean = 0.5, deviation = 0.5 }: Batch,
): Promise<Float32Array[]> {
  return evaluate(
    [pixels, labels, order],
    [count * size, count],
    ([pixels, labels, order], [images, batchLabels]) => ({
      op: "gatherBatch",
      pixels: pixels!,
      labels: labels!,
      order: order!,
      mean,
      deviation,
      first,
      count,
      size,
      images: images!,
      batchLabels: batchLabels!,
    }),
  );
}

Deno.test("every byte becomes the number of the contract, bit by bit", async () => {
  const [images] = await gatherBatch({
    pixels: Uint8Array.from({ length: 256 }, (_, p) => p),
    labels: Uint32Array.of(0),
    order: Uint32Array.of(0),
    first: 0,
    count: 1,
    size: 256,
  });
  assert.deepEqual(images, Float32Array.from({ length: 256 }, (_, p) => normalised(p)));
});

for (const [mean, deviation] of [[0, 1], [0.286, 0.353], [-1e-7, 1e30]] as const) {
  Deno.test(`bytes are normalised by a mean of ${mean} and a deviation of ${deviation}`, async () => {
    const pixels = Uint8Array.from({ length: 256 }, (_, p) => p);
    const [images] = await gatherBatch({
      ...{ pixels, labels: Uint32Array.of(0), order: Uint32Array.of(0) },
      ...{ first: 0, count: 1, size: 256, mean, deviation },
    });
    const expected = Float32Array.from(pixels, (p) => normalised(p, mean, deviation));
    // WGSL's divisions need not be exact, but those by a power of two are none.
    const units = Number.isInteger(Math.log2(deviation)) ? 0 : 4 * ULP;
    assertClose(images!, expected, { relative: units, absolute: units / deviation });
  });
}

Deno.test("a batch has the images and labels of its part of the order", async () => {
  // 7 bytes an image, so that images begin anywhere in a word; 33 · 7 is no multiple of four.
  const [size, images] = [7, 33];
  const pixels = Uint8Array.from(randomIntegers(1, images * size, 256));
  const labels = randomIntegers(2, images, 10);
  const order = randomIntegers(3, 100, images);
  const [first, count] = [57, 41];
  const [batch, batchLabels] = await gatherBatch({ pixels, labels, order, first, count, size });
  const chosen = [...order.subarray(first, first + count)];
  const expected = chosen.flatMap((image) =>
    [...pixels.subarray(image * size, (image + 1) * size)].map((pixel) => normalised(pixel))
  );
  assert.deepEqual([...batch!], expected);
  assert.deepEqual([...asIntegers(batchLabels!)], chosen.map((image) => labels[image]));
});

Deno.test("an image beyond the last has no numbers, and a label that is no class", async () => {
  const size = 5;
  const pixels = Uint8Array.from(randomIntegers(1, 3 * size, 256));
  const [batch, labels] = await gatherBatch({
    pixels,
    labels: Uint32Array.of(7, 8, 9),
    order: Uint32Array.of(2, 3, 0xffffffff, 0),
    first: 0,
    count: 4,
    size,
  });
  const image = (i: number) =>
    [...pixels.subarray(i * size, (i + 1) * size)].map((pixel) => normalised(pixel));
  const none = new Array<number>(size).fill(NaN);
  assert.deepEqual([...batch!], [...image(2), ...none, ...none, ...image(0)]);
  assert.deepEqual([...asIntegers(labels!)], [9, 0xffffffff, 0xffffffff, 7]);
});
