/** out = condition ≠ 0 ? a : b, element by element, with broadcasting. */
import { GRAIN, storePartial } from "./elements";
import { elements, lastSize, lastStride, loadSome, place, VIEW } from "./strides";
import { ARGUMENTS, ceilDiv, parallelFor } from "./thread_pool";

@unmanaged
class Select {
  condition: usize;
  a: usize;
  b: usize;
  out: usize;
  shape: usize;
}

/** `shape` is followed by the strides of condition, a and b; out is contiguous. */
export function select(condition: usize, a: usize, b: usize, out: usize, shape: usize): void {
  const args = changetype<Select>(ARGUMENTS);
  args.condition = condition;
  args.a = a;
  args.b = b;
  args.out = out;
  args.shape = shape;
  parallelFor(ceilDiv(elements(shape), GRAIN), choose);
}

function choose(task: u32): void {
  const args = changetype<Select>(ARGUMENTS);
  const shape = args.shape, cView = shape + VIEW, aView = cView + VIEW, bView = aView + VIEW;
  const cStride = lastStride(cView), aStride = lastStride(aView), bStride = lastStride(bView);
  const row = lastSize(shape);
  const end = min(elements(shape), (task + 1) * GRAIN);
  for (let first = task * GRAIN; first < end;) {
    let left = min(row - first % row, end - first);
    let c = args.condition + place(shape, cView, first);
    let a = args.a + place(shape, aView, first), b = args.b + place(shape, bView, first);
    let out = args.out + (usize(first) << 2);
    first += left;
    for (;; left -= 4, c += cStride << 4, a += aStride << 4, b += bStride << 4, out += 16) {
      const chosen = f32x4.ne(loadSome(c, cStride, left), f32x4.splat(0)); // a NaN is not 0
      const numbers = v128.bitselect(
        loadSome(a, aStride, left),
        loadSome(b, bStride, left),
        chosen,
      );
      storePartial(out, numbers, left);
      if (left <= 4) break;
    }
  }
}
