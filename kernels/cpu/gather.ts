/** A batch from the whole data set: images in a given order, normalised. */
import { storeSome } from "./elements";
import { ARGUMENTS, launch, parts } from "./team";

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
 * that are no numbers, and a label that is no class.
 */
export function gather(
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
  const given = changetype<Gather>(ARGUMENTS);
  given.pixels = pixels;
  given.labels = labels;
  given.order = order;
  given.count = count;
  given.size = size;
  given.total = total;
  given.mean = mean;
  given.deviation = deviation;
  given.images = images;
  given.imageLabels = imageLabels;
  launch(parts(count, IMAGES), fetch);
}

function fetch(task: u32): void {
  const given = changetype<Gather>(ARGUMENTS);
  const size = given.size;
  const mean = f32x4.splat(given.mean), deviation = f32x4.splat(given.deviation);
  const end = min(given.count, (task + 1) * IMAGES);
  for (let row = task * IMAGES; row < end; row++) {
    const image = load<u32>(given.order + (usize(row) << 2));
    const to = given.images + (usize(row) * usize(size) << 2);
    const toLabel = given.imageLabels + (usize(row) << 2);
    if (image >= given.total) {
      for (let p: u32 = 0; p < size; p++) store<f32>(to + (usize(p) << 2), NaN);
      store<u32>(toLabel, u32.MAX_VALUE);
      continue;
    }
    const from = given.pixels + usize(image) * usize(size);
    for (let p: u32 = 0; p < size; p += 4) {
      const bytes = load<u32>(from + usize(p));
      storeSome(to + (usize(p) << 2), normalised(bytes, mean, deviation), size - p);
    }
    store<u32>(toLabel, load<u32>(given.labels + (usize(image) << 2)));
  }
}

/** Four bytes p as (p / 255 - mean) / deviation; other ways to compute it round otherwise. */
function normalised(bytes: u32, mean: v128, deviation: v128): v128 {
  const words = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(i32x4.splat(bytes)));
  const share = f32x4.div(f32x4.convert_i32x4_u(words), f32x4.splat(255));
  return f32x4.div(f32x4.sub(share, mean), deviation);
}
