/** y = f(x), element by element. */
import { GRAIN, storeSome } from "./elements";
import {
  Abs,
  Elu,
  Exp,
  LeakyRelu,
  Log,
  Negate,
  Relu,
  Sigmoid,
  Sign,
  Sqrt,
  Swish,
  Tanh,
} from "./functions";
import { ARGUMENTS, launch, parts } from "./team";

@unmanaged
class Unary {
  x: usize;
  out: usize;
  count: u32;
}

export function unary_negate(x: usize, out: usize, count: u32): void {
  unary<Negate>(x, out, count);
}

export function unary_exp(x: usize, out: usize, count: u32): void {
  unary<Exp>(x, out, count);
}

export function unary_log(x: usize, out: usize, count: u32): void {
  unary<Log>(x, out, count);
}

export function unary_sqrt(x: usize, out: usize, count: u32): void {
  unary<Sqrt>(x, out, count);
}

export function unary_abs(x: usize, out: usize, count: u32): void {
  unary<Abs>(x, out, count);
}

export function unary_sign(x: usize, out: usize, count: u32): void {
  unary<Sign>(x, out, count);
}

export function unary_sigmoid(x: usize, out: usize, count: u32): void {
  unary<Sigmoid>(x, out, count);
}

export function unary_tanh(x: usize, out: usize, count: u32): void {
  unary<Tanh>(x, out, count);
}

export function unary_relu(x: usize, out: usize, count: u32): void {
  unary<Relu>(x, out, count);
}

export function unary_leakyrelu(x: usize, out: usize, count: u32): void {
  unary<LeakyRelu>(x, out, count);
}

export function unary_elu(x: usize, out: usize, count: u32): void {
  unary<Elu>(x, out, count);
}

export function unary_swish(x: usize, out: usize, count: u32): void {
  unary<Swish>(x, out, count);
}

function unary<F>(x: usize, out: usize, count: u32): void {
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
