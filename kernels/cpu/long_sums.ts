/**
 * Products whose sums may be long. Kernels add up some hundred steps at a time, in float32, and then
 * those sums, in the output; where there are so many of them that float32 could not hold the result, a
 * stretch of the steps is done like this, and the stretches are added up in float64.
 */
import { Product } from "./product";
import { ceilDiv } from "./thread_pool";

/** Steps of a stretch: with as many, a sum of equal numbers is at most 1e-5 of it off. */
const STRETCH: u32 = 65_536;

/** Bytes of memory that a product needs for its sums in float64. */
export function wideBytes(m: u32, k: u32, n: u32): f64 {
  return k > STRETCH ? f64(m) * f64(n) * 8 : 0;
}

/** `depth` steps from step `first` on, of some rows and columns of the output; stored, or added. */
type Steps = (
  product: Product,
  top: u32,
  bottom: u32,
  left: u32,
  right: u32,
  first: u32,
  depth: u32,
  add: bool,
) => void;

/** Does all steps of some rows and columns of the output, at most `maxDepth` of them in one go. */
export function multiplyInParts(
  product: Product,
  top: u32,
  bottom: u32,
  left: u32,
  right: u32,
  maxDepth: u32,
  multiply: Steps,
): void {
  const k = product.k;
  for (let done: u32 = 0; done < k; done += STRETCH) {
    const steps = min(STRETCH, k - done), depth = ceilDiv(steps, ceilDiv(steps, maxDepth));
    for (let step: u32 = 0; step < steps; step += depth) {
      const first = done + step;
      multiply(product, top, bottom, left, right, first, min(depth, steps - step), step > 0);
    }
    if (k > STRETCH) carry(product, top, bottom, left, right, done);
  }
}

/** Adds the stretch that begins at step `done` to those before; all of them are the output. */
function carry(
  product: Product,
  top: u32,
  bottom: u32,
  left: u32,
  right: u32,
  done: u32,
): void {
  const n = product.n, last = product.k - done <= STRETCH;
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const place = usize(row) * usize(n) + usize(column);
      const out = product.out + (place << 2), wide = product.wide + (place << 3);
      const sum = f64(load<f32>(out)) + (done > 0 ? load<f64>(wide) : 0);
      if (last) store<f32>(out, f32(sum));
      else store<f64>(wide, sum);
    }
  }
}
