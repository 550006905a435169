/** y = f(x), element by element. */
import { GRAIN, storeSome } from "./elements";
import { ARGUMENTS, launch, parts } from "./team";

@unmanaged
class Unary {
  x: usize;
  out: usize;
  count: u32;
}

export function unary<F>(x: usize, out: usize, count: u32): void {
  const given = changetype<Unary>(ARGUMENTS);
  given.x = x;
  given.out = out;
  given.count = count;
  launch(parts(count, GRAIN), (task) => map<F>(task));
}

function map<F>(task: u32): void {
  const given = changetype<Unary>(ARGUMENTS), f = changetype<F>(0);
  const x = given.x, out = given.out;
  const end = min(given.count, (task + 1) * GRAIN);
  for (let i = task * GRAIN; i < end; i += 4) {
    const at = usize(i) << 2;
    storeSome(out + at, f.value(v128.load(x + at)), end - i);
  }
}
