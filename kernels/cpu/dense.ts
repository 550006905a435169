/** Dense layers: the activation after a product, and its derivative on the way back. */
import { GRAIN, storePartial } from "./elements";
import { ARGUMENTS, ceilDiv, parallelFor } from "./thread_pool";
import { narrow, wideHigh, wideLow } from "./wide";

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

/** Rows that are added up in float32, a batch of the tutorial's; the sums of more are in float64. */
const STRETCH: u32 = 256;

/** preActivation += bias, which is one row; out = f(preActivation). */
export function activate<F>(
  bias: usize,
  preActivation: usize,
  out: usize,
  rows: u32,
  columns: u32,
): void {
  const args = changetype<Activation>(ARGUMENTS);
  args.bias = bias;
  args.preActivation = preActivation;
  args.out = out;
  args.rows = rows;
  args.columns = columns;
  parallelFor(ceilDiv(rows, rowsOfTask(columns)), (task) => forwardRows<F>(task));
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
  const args = changetype<Gradient>(ARGUMENTS);
  args.gradient = gradient;
  args.preActivation = preActivation;
  args.out = out;
  args.biasGradient = biasGradient;
  args.rows = rows;
  args.columns = columns;
  parallelFor(ceilDiv(columns, STRIP), (task) => backwardColumnsOfTask<F>(task));
}

function rowsOfTask(columns: u32): u32 {
  return ceilDiv(GRAIN, columns);
}

function forwardRows<F>(task: u32): void {
  const args = changetype<Activation>(ARGUMENTS), f = changetype<F>(0);
  const columns = args.columns, bias = args.bias;
  const size = rowsOfTask(columns);
  const end = min(args.rows, (task + 1) * size);
  for (let row = task * size; row < end; row++) {
    const start = usize(row) * usize(columns) << 2;
    for (let column: u32 = 0; column < columns; column += 4) {
      const at = start + (usize(column) << 2), left = columns - column;
      const sum = f32x4.add(
        v128.load(args.preActivation + at),
        v128.load(bias + (usize(column) << 2)),
      );
      storePartial(args.preActivation + at, sum, left);
      storePartial(args.out + at, f.value(sum), left);
    }
  }
}

function backwardColumnsOfTask<F>(task: u32): void {
  const args = changetype<Gradient>(ARGUMENTS);
  const first = task * STRIP, end = min(args.columns, first + STRIP);
  if (end - first === STRIP) return backwardStrip<F>(usize(first) << 2);
  for (let column = first; column < end; column += 4) {
    backwardColumns<F>(usize(column) << 2, end - column);
  }
}

/** Sixteen columns, from the one that begins `at` bytes into a row: a line of the cache. */
function backwardStrip<F>(at: usize): void {
  const args = changetype<Gradient>(ARGUMENTS);
  const gradient = args.gradient, preActivation = args.preActivation, out = args.out;
  const step = usize(args.columns) << 2, sums = args.biasGradient + at;
  let aLow = f64x2.splat(0), bLow = aLow, cLow = aLow, dLow = aLow;
  let aHigh = aLow, bHigh = aLow, cHigh = aLow, dHigh = aLow;
  for (let left = args.rows; left > 0; left -= min(left, STRETCH)) {
    let a = f32x4.splat(0), b = a, c = a, d = a;
    for (const end = at + usize(min(left, STRETCH)) * step; at < end; at += step) {
      const x = activationBackward<F>(gradient + at, preActivation + at);
      const y = activationBackward<F>(gradient + at + 16, preActivation + at + 16);
      const z = activationBackward<F>(gradient + at + 32, preActivation + at + 32);
      const w = activationBackward<F>(gradient + at + 48, preActivation + at + 48);
      v128.store(out + at, x);
      v128.store(out + at, y, 16);
      v128.store(out + at, z, 32);
      v128.store(out + at, w, 48);
      a = f32x4.add(a, x);
      b = f32x4.add(b, y);
      c = f32x4.add(c, z);
      d = f32x4.add(d, w);
    }
    aLow = f64x2.add(aLow, wideLow(a));
    bLow = f64x2.add(bLow, wideLow(b));
    cLow = f64x2.add(cLow, wideLow(c));
    dLow = f64x2.add(dLow, wideLow(d));
    aHigh = f64x2.add(aHigh, wideHigh(a));
    bHigh = f64x2.add(bHigh, wideHigh(b));
    cHigh = f64x2.add(cHigh, wideHigh(c));
    dHigh = f64x2.add(dHigh, wideHigh(d));
  }
  v128.store(sums, narrow(aLow, aHigh));
  v128.store(sums, narrow(bLow, bHigh), 16);
  v128.store(sums, narrow(cLow, cHigh), 32);
  v128.store(sums, narrow(dLow, dHigh), 48);
}

/** Up to four columns, from the one that begins `at` bytes into a row. */
function backwardColumns<F>(at: usize, wanted: u32): void {
  const args = changetype<Gradient>(ARGUMENTS);
  const step = usize(args.columns) << 2, sums = args.biasGradient + at;
  let low = f64x2.splat(0), high = low;
  for (let left = args.rows; left > 0; left -= min(left, STRETCH)) {
    let sum = f32x4.splat(0);
    for (const end = at + usize(min(left, STRETCH)) * step; at < end; at += step) {
      const passed = activationBackward<F>(args.gradient + at, args.preActivation + at);
      sum = f32x4.add(sum, passed);
      storePartial(args.out + at, passed, wanted);
    }
    low = f64x2.add(low, wideLow(sum));
    high = f64x2.add(high, wideHigh(sum));
  }
  storePartial(sums, narrow(low, high), wanted);
}

/** Four gradients, each times the activation's slope at its place. */

function activationBackward<F>(gradient: usize, preActivation: usize): v128 {
  const f = changetype<F>(0);
  return f32x4.mul(v128.load(gradient), f.derivative(v128.load(preActivation)));
}
