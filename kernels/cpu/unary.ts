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
  unary(x, out, count, (task) => map<Negate>(task));
}

export function unary_exp(x: usize, out: usize, count: u32): void {
  unary(x, out, count, (task) => map<Exp>(task));
}

export function unary_log(x: usize, out: usize, count: u32): void {
  unary(x, out, count, (task) => map<Log>(task));
}

export function unary_sqrt(x: usize, out: usize, count: u32): void {
  unary(x, out, count, (task) => map<Sqrt>(task));
}

export function unary_abs(x: usize, out: usize, count: u32): void {
  unary(x, out, count, (task) => map<Abs>(task));
}

export function unary_sign(x: usize, out: usize, count: u32): void {
  unary(x, out, count, (task) => map<Sign>(task));
}

export function unary_sigmoid(x: usize, out: usize, count: u32): void {
  unary(x, out, count, (task) => map<Sigmoid>(task));
}

export function unary_tanh(x: usize, out: usize, count: u32): void {
  unary(x, out, count, (task) => map<Tanh>(task));
}

export function unary_relu(x: usize, out: usize, count: u32): void {
  unary(x, out, count, (task) => map<Relu>(task));
}

export function unary_leakyrelu(x: usize, out: usize, count: u32): void {
  unary(x, out, count, (task) => map<LeakyRelu>(task));
}

export function unary_elu(x: usize, out: usize, count: u32): void {
  unary(x, out, count, (task) => map<Elu>(task));
}

export function unary_swish(x: usize, out: usize, count: u32): void {
  unary(x, out, count, (task) => map<Swish>(task));
}

function unary(x: usize, out: usize, count: u32, task: (index: u32) => void): void {
  const given = changetype<Unary>(ARGUMENTS);
  given.x = x;
  given.out = out;
  given.count = count;
  launch(parts(count, GRAIN), task);
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
