/** Sets every element to one number. */
import { GRAIN, storePartial } from "./elements";
import { ARGUMENTS, ceilDiv, parallelFor } from "./thread_pool";

@unmanaged
class Fill {
  out: usize;
  count: u32;
  value: f32;
}

export function fill(out: usize, count: u32, value: f32): void {
  const args = changetype<Fill>(ARGUMENTS);
  args.out = out;
  args.count = count;
  args.value = value;
  parallelFor(ceilDiv(count, GRAIN), set);
}

function set(task: u32): void {
  const args = changetype<Fill>(ARGUMENTS);
  const numbers = f32x4.splat(args.value);
  const end = min(args.count, (task + 1) * GRAIN);
  for (let i = task * GRAIN; i < end; i += 4) {
    storePartial(args.out + (usize(i) << 2), numbers, end - i);
  }
}
