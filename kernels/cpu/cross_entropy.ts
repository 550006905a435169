/** The mean cross-entropy of rows of logits, and its gradient. */
import { storePartial } from "./elements";
import { exp, log } from "./math";
import { ARGUMENTS, ceilDiv, parallelFor } from "./thread_pool";

@unmanaged
class CrossEntropy {
  logits: usize;
  labels: usize;
  rows: u32;
  classes: u32;
  /** Of the loss: a float64 loss and a float64 count of hits for every task. */
  partial: usize;
  lossGradient: usize;
  out: usize;
}

/** Rows of one task. */
const ROWS: u32 = 64;

/** Bytes of memory for what the tasks found. */
export function lossBytes(rows: u32): f64 {
  return f64(ceilDiv(rows, ROWS)) * 16;
}

/**
 * loss = mean of -log softmax(logits)[label]: its sum in float32, which may be infinite, divided by the
 * rows. hits = rows whose first maximum is at the label; none that has a NaN.
 */
export function crossEntropy(
  logits: usize,
  labels: usize,
  loss: usize,
  correct: usize,
  rows: u32,
  classes: u32,
  partial: usize,
): void {
  const args = changetype<CrossEntropy>(ARGUMENTS);
  args.logits = logits;
  args.labels = labels;
  args.rows = rows;
  args.classes = classes;
  args.partial = partial;
  const tasks = ceilDiv(rows, ROWS);
  parallelFor(tasks, rowLosses);
  let lossSum: f64 = 0, correctSum: f64 = 0;
  for (let task: u32 = 0; task < tasks; task++, partial += 16) {
    lossSum += load<f64>(partial);
    correctSum += load<f64>(partial, 8);
  }
  store<f32>(loss, f32(lossSum) / f32(rows));
  store<f32>(correct, f32(correctSum));
}

/** out (rows, classes) = lossGradient · (softmax(logits) - one_hot(labels)) / rows. */
export function crossEntropyBackward(
  logits: usize,
  labels: usize,
  lossGradient: usize,
  out: usize,
  rows: u32,
  classes: u32,
): void {
  const args = changetype<CrossEntropy>(ARGUMENTS);
  args.logits = logits;
  args.labels = labels;
  args.lossGradient = lossGradient;
  args.out = out;
  args.rows = rows;
  args.classes = classes;
  parallelFor(ceilDiv(rows, ROWS), logitsGradientRows);
}

function rowLosses(task: u32): void {
  const args = changetype<CrossEntropy>(ARGUMENTS);
  const classes = args.classes;
  let loss: f64 = 0, correct: f64 = 0;
  const end = min(args.rows, (task + 1) * ROWS);
  for (let row = task * ROWS; row < end; row++) {
    const logits = rowOf(args, args.logits, row);
    const best = argmax(logits, classes), peak = load<f32>(logits + (usize(best) << 2));
    const label = load<u32>(args.labels + (usize(row) << 2));
    if (label >= classes) loss = NaN;
    else {
      const sum = f32x4.splat(f32(sumExp(logits, classes, peak)));
      const below = belowPeak(load<f32>(logits + (usize(label) << 2)), peak);
      loss += f64(f32x4.extract_lane(log(sum), 0)) - f64(below);
    }
    correct += f64(best === label && peak === peak);
  }
  const partial = args.partial + (usize(task) << 4);
  store<f64>(partial, loss);
  store<f64>(partial, correct, 8);
}

function logitsGradientRows(task: u32): void {
  const args = changetype<CrossEntropy>(ARGUMENTS);
  const classes = args.classes;
  const scale = load<f32>(args.lossGradient) / f32(args.rows);
  const end = min(args.rows, (task + 1) * ROWS);
  for (let row = task * ROWS; row < end; row++) {
    const logits = rowOf(args, args.logits, row), out = rowOf(args, args.out, row);
    const peak = load<f32>(logits + (usize(argmax(logits, classes)) << 2));
    const sum = f32x4.splat(f32(sumExp(logits, classes, peak)));
    for (let c: u32 = 0; c < classes; c += 4) {
      const at = usize(c) << 2;
      const tieWeight = f32x4.div(exponential(logits + at, peak), sum);
      storePartial(out + at, f32x4.mul(tieWeight, f32x4.splat(scale)), classes - c);
    }
    const label = load<u32>(args.labels + (usize(row) << 2));
    if (label < classes) {
      const at = usize(label) << 2;
      const tieWeight = f32x4.div(exponential(logits + at, peak), sum);
      store<f32>(out + at, scale * (f32x4.extract_lane(tieWeight, 0) - 1));
    }
  }
}

function rowOf(args: CrossEntropy, matrix: usize, row: u32): usize {
  return matrix + (usize(row) * usize(args.classes) << 2);
}

/** A logit less the row's peak: finite if the logit is, even where the difference is not. */
function belowPeak(logit: f32, peak: f32): f32 {
  return logit === -Infinity ? logit : max(logit - peak, -f32.MAX_VALUE);
}

/** The first position of the maximum; a NaN counts as the maximum. */
function argmax(logits: usize, classes: u32): u32 {
  let best: u32 = 0, peak = load<f32>(logits);
  for (let c: u32 = 1; c < classes && peak === peak; c++) {
    const logit = load<f32>(logits + (usize(c) << 2));
    if (logit > peak || logit !== logit) {
      best = c;
      peak = logit;
    }
  }
  return best;
}

/** The sum of a row's exponentials. */
function sumExp(logits: usize, classes: u32, peak: f32): f64 {
  let sum: f64 = 0;
  for (let c: u32 = 0; c < classes; c += 4) {
    const powers = exponential(logits + (usize(c) << 2), peak);
    const left = classes - c;
    sum += f64(f32x4.extract_lane(powers, 0));
    if (left > 1) sum += f64(f32x4.extract_lane(powers, 1));
    if (left > 2) sum += f64(f32x4.extract_lane(powers, 2));
    if (left > 3) sum += f64(f32x4.extract_lane(powers, 3));
  }
  return sum;
}

/** exp(logit - peak) of four logits, which cannot overflow; finite for any that are. */
function exponential(logits: usize, peak: f32): v128 {
  return exp(f32x4.sub(v128.load(logits), f32x4.splat(peak)));
}
