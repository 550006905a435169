/** Dense layers: the activation after a product, and its derivative on the way back. */
import { GRAIN, storeSome } from "./elements";
import { ARGUMENTS, launch, parts } from "./team";

@unmanaged
class Activation {
  bias: usize;
  preActivation: usize;
  out: usize;
  rows: u32;
  columns: u32;
}

@unmanaged
class Gradient {
  gradient: usize;
  preActivation: usize;
  out: usize;
  biasGradient: usize;
  rows: u32;
  columns: u32;
}

/** Columns of one task of the way back: their sums are in one thread's hands. */
const STRIP: u32 = 16;

/** preActivation += bias, which is one row; out = f(preActivation). */
export function activate<F>(
  bias: usize,
  preActivation: usize,
  out: usize,
  rows: u32,
  columns: u32,
): void {
  const given = changetype<Activation>(ARGUMENTS);
  given.bias = bias;
  given.preActivation = preActivation;
  given.out = out;
  given.rows = rows;
  given.columns = columns;
  launch(parts(rows, rowsOfTask(columns)), (task) => forward<F>(task));
}

/** out = gradient · f′(preActivation); biasGradient, one row, is the sum of out's rows. */
export function denseBackward<F>(
  gradient: usize,
  preActivation: usize,
  out: usize,
  biasGradient: usize,
  rows: u32,
  columns: u32,
): void {
  const given = changetype<Gradient>(ARGUMENTS);
  given.gradient = gradient;
  given.preActivation = preActivation;
  given.out = out;
  given.biasGradient = biasGradient;
  given.rows = rows;
  given.columns = columns;
  launch(parts(columns, STRIP), (task) => backward<F>(task));
}

function rowsOfTask(columns: u32): u32 {
  return parts(GRAIN, columns);
}

function forward<F>(task: u32): void {
  const given = changetype<Activation>(ARGUMENTS), f = changetype<F>(0);
  const columns = given.columns, bias = given.bias;
  const size = rowsOfTask(columns);
  const end = min(given.rows, (task + 1) * size);
  for (let row = task * size; row < end; row++) {
    const start = usize(row) * usize(columns) << 2;
    for (let column: u32 = 0; column < columns; column += 4) {
      const at = start + (usize(column) << 2), left = columns - column;
      const sum = f32x4.add(
        v128.load(given.preActivation + at),
        v128.load(bias + (usize(column) << 2)),
      );
      storeSome(given.preActivation + at, sum, left);
      storeSome(given.out + at, f.value(sum), left);
    }
  }
}

function backward<F>(task: u32): void {
  const given = changetype<Gradient>(ARGUMENTS);
  const first = task * STRIP, end = min(given.columns, first + STRIP);
  if (end - first === STRIP) return backwardStrip<F>(usize(first) << 2);
  for (let column = first; column < end; column += 4) {
    backwardColumns<F>(usize(column) << 2, end - column);
  }
}

/** Sixteen columns, from the one that begins `at` bytes into a row: a line of the cache. */
function backwardStrip<F>(at: usize): void {
  const given = changetype<Gradient>(ARGUMENTS);
  const gradient = given.gradient, preActivation = given.preActivation, out = given.out;
  const step = usize(given.columns) << 2, sums = given.biasGradient + at;
  const end = at + usize(given.rows) * step;
  let a = f32x4.splat(0), b = a, c = a, d = a;
  for (; at < end; at += step) {
    const x = slope<F>(gradient + at, preActivation + at);
    const y = slope<F>(gradient + at + 16, preActivation + at + 16);
    const z = slope<F>(gradient + at + 32, preActivation + at + 32);
    const w = slope<F>(gradient + at + 48, preActivation + at + 48);
    v128.store(out + at, x);
    v128.store(out + at, y, 16);
    v128.store(out + at, z, 32);
    v128.store(out + at, w, 48);
    a = f32x4.add(a, x);
    b = f32x4.add(b, y);
    c = f32x4.add(c, z);
    d = f32x4.add(d, w);
  }
  v128.store(sums, a);
  v128.store(sums, b, 16);
  v128.store(sums, c, 32);
  v128.store(sums, d, 48);
}

/** Up to four columns, from the one that begins `at` bytes into a row. */
function backwardColumns<F>(at: usize, wanted: u32): void {
  const given = changetype<Gradient>(ARGUMENTS);
  const step = usize(given.columns) << 2, sums = given.biasGradient + at;
  const end = at + usize(given.rows) * step;
  let sum = f32x4.splat(0);
  for (; at < end; at += step) {
    const passed = slope<F>(given.gradient + at, given.preActivation + at);
    sum = f32x4.add(sum, passed);
    storeSome(given.out + at, passed, wanted);
  }
  storeSome(sums, sum, wanted);
}

/** Four gradients, each times the activation's slope at its place. */

function slope<F>(gradient: usize, preActivation: usize): v128 {
  const f = changetype<F>(0);
  return f32x4.mul(v128.load(gradient), f.derivative(v128.load(preActivation)));
}
