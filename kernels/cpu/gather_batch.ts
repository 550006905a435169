/** A batch from the whole data set: images in a given order, normalised. */
import { storePartial } from "./elements";
import { ARGUMENTS, ceilDiv, parallelFor } from "./thread_pool";

@unmanaged
class Gather {
  pixels: usize;
  labels: usize;
  order: usize;
  count: u32;
  size: u32;
  total: u32;
  mean: f32;
  deviation: f32;
  images: usize;
  imageLabels: usize;
}

/** Images of one task. */
const IMAGES: u32 = 32;

/**
 * `order` begins with the first image wanted. An image that is beyond the `total` of them has pixels
 * that are not numbers, and a label that is no class.
 */
export function gatherBatch(
  pixels: usize,
  labels: usize,
  order: usize,
  count: u32,
  size: u32,
  total: u32,
  mean: f32,
  deviation: f32,
  images: usize,
  imageLabels: usize,
): void {
  const args = changetype<Gather>(ARGUMENTS);
  args.pixels = pixels;
  args.labels = labels;
  args.order = order;
  args.count = count;
  args.size = size;
  args.total = total;
  args.mean = mean;
  args.deviation = deviation;
  args.images = images;
  args.imageLabels = imageLabels;
  parallelFor(ceilDiv(count, IMAGES), fetch);
}

function fetch(task: u32): void {
  const args = changetype<Gather>(ARGUMENTS);
  const size = args.size;
  const mean = f32x4.splat(args.mean), deviation = f32x4.splat(args.deviation);
  const end = min(args.count, (task + 1) * IMAGES);
  for (let row = task * IMAGES; row < end; row++) {
    const image = load<u32>(args.order + (usize(row) << 2));
    const to = args.images + (usize(row) * usize(size) << 2);
    const toLabel = args.imageLabels + (usize(row) << 2);
    if (image >= args.total) {
      for (let p: u32 = 0; p < size; p++) store<f32>(to + (usize(p) << 2), NaN);
      store<u32>(toLabel, u32.MAX_VALUE);
      continue;
    }
    const from = args.pixels + usize(image) * usize(size);
    for (let p: u32 = 0; p < size; p += 4) {
      const bytes = load<u32>(from + usize(p));
      storePartial(to + (usize(p) << 2), normalised(bytes, mean, deviation), size - p);
    }
    store<u32>(toLabel, load<u32>(args.labels + (usize(image) << 2)));
  }
}

/** Four bytes p as (p / 255 - mean) / deviation; other ways to compute it round otherwise. */
function normalised(bytes: u32, mean: v128, deviation: v128): v128 {
  const words = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(i32x4.splat(bytes)));
  const tieWeight = f32x4.div(f32x4.convert_i32x4_u(words), f32x4.splat(255));
  return f32x4.div(f32x4.sub(tieWeight, mean), deviation);
}
