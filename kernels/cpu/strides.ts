/**
 * Arrays read with a step per dimension. A shape is eight words, the outermost dimension first and
 * filled up with ones at the front; a view's strides are eight words as well, in numbers.
 */

const RANK: usize = 8;

/** Bytes of a shape, and of a view's strides. */
export const VIEW: usize = RANK << 2;

const LAST: usize = VIEW - 4;

/** How many elements a shape has. */
export function elements(shape: usize): u32 {
  let count: u32 = 1;
  for (let d: usize = 0; d < VIEW; d += 4) count *= load<u32>(shape + d);
  return count;
}

/** The innermost dimension's size. */
export function lastSize(shape: usize): u32 {
  return load<u32>(shape, LAST);
}

/** The innermost dimension's step. */
export function lastStride(strides: usize): usize {
  return load<u32>(strides, LAST);
}

/** How many bytes into a view the element is that comes as number `index` in the shape. */
export function place(shape: usize, strides: usize, index: u32): usize {
  let at: usize = 0;
  for (let d = LAST; index > 0; d -= 4) {
    const size = load<u32>(shape + d);
    at += usize(index % size) * load<u32>(strides + d);
    index /= size;
  }
  return at << 2;
}

/** Four numbers, `stride` apart, of which the first `count` are wanted. */
export function loadSome(x: usize, stride: usize, count: u32): v128 {
  if (stride === 1) return v128.load(x);
  let numbers = v128.load_splat<f32>(x);
  if (stride === 0) return numbers;
  const step = stride << 2;
  if (count > 1) numbers = v128.load_lane<f32>(x + step, numbers, 1);
  if (count > 2) numbers = v128.load_lane<f32>(x + 2 * step, numbers, 2);
  if (count > 3) numbers = v128.load_lane<f32>(x + 3 * step, numbers, 3);
  return numbers;
}
