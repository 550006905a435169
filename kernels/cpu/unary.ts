/** y = f(x), element by element. */
import { GRAIN, storePartial } from "./elements";
import { ARGUMENTS, ceilDiv, parallelFor } from "./thread_pool";

@unmanaged
class Unary {
  x: usize;
  out: usize;
  count: u32;
}

export function unary<F>(x: usize, out: usize, count: u32): void {
  const args = changetype<Unary>(ARGUMENTS);
  args.x = x;
  args.out = out;
  args.count = count;
  parallelFor(ceilDiv(count, GRAIN), (task) => map<F>(task));
}

function map<F>(task: u32): void {
  const args = changetype<Unary>(ARGUMENTS), f = changetype<F>(0);
  const x = args.x, out = args.out;
  const end = min(args.count, (task + 1) * GRAIN);
  for (let i = task * GRAIN; i < end; i += 4) {
    const at = usize(i) << 2;
    storePartial(out + at, f.value(v128.load(x + at)), end - i);
  }
}
