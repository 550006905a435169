/** Sets every element to one number. */
import { GRAIN, storeSome } from "./elements";
import { ARGUMENTS, launch, parts } from "./team";

@unmanaged
class Fill {
  out: usize;
  count: u32;
  value: f32;
}

export function fill(out: usize, count: u32, value: f32): void {
  const given = changetype<Fill>(ARGUMENTS);
  given.out = out;
  given.count = count;
  given.value = value;
  launch(parts(count, GRAIN), set);
}

function set(task: u32): void {
  const given = changetype<Fill>(ARGUMENTS);
  const numbers = f32x4.splat(given.value);
  const end = min(given.count, (task + 1) * GRAIN);
  for (let i = task * GRAIN; i < end; i += 4) {
    storeSome(given.out + (usize(i) << 2), numbers, end - i);
  }
}
