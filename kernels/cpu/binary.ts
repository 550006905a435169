/** y = f(a, b), element by element, with broadcasting. */
import { GRAIN, storePartial } from "./elements";
import {
  Add,
  Divide,
  Equal,
  Less,
  LessEqual,
  Maximum,
  Minimum,
  Multiply,
  Subtract,
} from "./functions";
import { elements, lastSize, lastStride, loadSome, place, VIEW } from "./strides";
import { ARGUMENTS, ceilDiv, parallelFor } from "./thread_pool";

@unmanaged
class Binary {
  a: usize;
  b: usize;
  out: usize;
  shape: usize;
}

export function binary_add(a: usize, b: usize, out: usize, shape: usize): void {
  binary<Add>(a, b, out, shape);
}

export function binary_subtract(a: usize, b: usize, out: usize, shape: usize): void {
  binary<Subtract>(a, b, out, shape);
}

export function binary_multiply(a: usize, b: usize, out: usize, shape: usize): void {
  binary<Multiply>(a, b, out, shape);
}

export function binary_divide(a: usize, b: usize, out: usize, shape: usize): void {
  binary<Divide>(a, b, out, shape);
}

export function binary_maximum(a: usize, b: usize, out: usize, shape: usize): void {
  binary<Maximum>(a, b, out, shape);
}

export function binary_minimum(a: usize, b: usize, out: usize, shape: usize): void {
  binary<Minimum>(a, b, out, shape);
}

export function binary_equal(a: usize, b: usize, out: usize, shape: usize): void {
  binary<Equal>(a, b, out, shape);
}

export function binary_less(a: usize, b: usize, out: usize, shape: usize): void {
  binary<Less>(a, b, out, shape);
}

export function binary_lessEqual(a: usize, b: usize, out: usize, shape: usize): void {
  binary<LessEqual>(a, b, out, shape);
}

/** `shape` is followed by the strides of a and of b; out is contiguous. */
function binary<F>(a: usize, b: usize, out: usize, shape: usize): void {
  const args = changetype<Binary>(ARGUMENTS);
  args.a = a;
  args.b = b;
  args.out = out;
  args.shape = shape;
  parallelFor(ceilDiv(elements(shape), GRAIN), (task) => map<F>(task));
}

function map<F>(task: u32): void {
  const args = changetype<Binary>(ARGUMENTS), f = changetype<F>(0);
  const shape = args.shape, aView = shape + VIEW, bView = aView + VIEW;
  const row = lastSize(shape), aStride = lastStride(aView), bStride = lastStride(bView);
  const end = min(elements(shape), (task + 1) * GRAIN);
  for (let first = task * GRAIN; first < end;) {
    let left = min(row - first % row, end - first);
    let a = args.a + place(shape, aView, first), b = args.b + place(shape, bView, first);
    let out = args.out + (usize(first) << 2);
    first += left;
    for (;; left -= 4, a += aStride << 4, b += bStride << 4, out += 16) {
      storePartial(out, f.value(loadSome(a, aStride, left), loadSome(b, bStride, left)), left);
      if (left <= 4) break;
    }
  }
}
