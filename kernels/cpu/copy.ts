/** Moves 32-bit words from one view to another: transposes, slices, joins, repeats. */
import { GRAIN } from "./elements";
import { elements, lastSize, lastStride, place, VIEW } from "./strides";
import { ARGUMENTS, ceilDiv, parallelFor } from "./thread_pool";

@unmanaged
class Copy {
  from: usize;
  to: usize;
  shape: usize;
}

/** `shape` is followed by the strides of from and to. */
export function copy(from: usize, to: usize, shape: usize): void {
  const args = changetype<Copy>(ARGUMENTS);
  args.from = from;
  args.to = to;
  args.shape = shape;
  parallelFor(ceilDiv(elements(shape), GRAIN), move);
}

function move(task: u32): void {
  const args = changetype<Copy>(ARGUMENTS);
  const shape = args.shape, fromView = shape + VIEW, toView = fromView + VIEW;
  const fromStep = lastStride(fromView) << 2, toStep = lastStride(toView) << 2;
  const row = lastSize(shape);
  const end = min(elements(shape), (task + 1) * GRAIN);
  for (let first = task * GRAIN; first < end;) {
    const words = min(row - first % row, end - first);
    let from = args.from + place(shape, fromView, first);
    let to = args.to + place(shape, toView, first);
    first += words;
    if (fromStep === 4 && toStep === 4) {
      memory.copy(to, from, usize(words) << 2);
      continue;
    }
    for (let i: u32 = 0; i < words; i++, from += fromStep, to += toStep) {
      store<u32>(to, load<u32>(from));
    }
  }
}
