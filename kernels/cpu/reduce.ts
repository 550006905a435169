/**
 * Sums, maxima and minima along one dimension: (outer, length, inner) becomes (outer, inner). They are
 * held in float64, two at a time, in a fixed order; a NaN among the numbers is the result.
 */
import { GRAIN, storePartial } from "./elements";
import { ARGUMENTS, ceilDiv, parallelFor } from "./thread_pool";
import { narrow, wideHigh, wideLow } from "./wide";

@unmanaged
class Reduce {
  x: usize;
  out: usize;
  outer: u32;
  length: u32;
  inner: u32;
  partial: usize;
}

@unmanaged
class Sum {
  fold(a: v128, b: v128): v128 {
    return f64x2.add(a, b);
  }
}

@unmanaged
class Max {
  fold(a: v128, b: v128): v128 {
    return f64x2.max(a, b);
  }
}

@unmanaged
class Min {
  fold(a: v128, b: v128): v128 {
    return f64x2.min(a, b);
  }
}

/** Bytes of memory for the results of the parts that long rows are cut into. */
export function partialBytes(outer: u32, length: u32): f64 {
  return f64(outer) * f64(ceilDiv(length, GRAIN)) * 8;
}

export function reduce_sum(
  x: usize,
  out: usize,
  outer: u32,
  length: u32,
  inner: u32,
  partial: usize,
): void {
  setArguments(x, out, outer, length, inner, partial);
  fold<Sum>();
}

export function reduce_max(
  x: usize,
  out: usize,
  outer: u32,
  length: u32,
  inner: u32,
  partial: usize,
): void {
  setArguments(x, out, outer, length, inner, partial);
  fold<Max>();
}

export function reduce_min(
  x: usize,
  out: usize,
  outer: u32,
  length: u32,
  inner: u32,
  partial: usize,
): void {
  setArguments(x, out, outer, length, inner, partial);
  fold<Min>();
}

/** The first position of the maximum, as an unsigned integer; a NaN counts as the maximum. */
export function reduce_argmax(
  x: usize,
  out: usize,
  outer: u32,
  length: u32,
  inner: u32,
  partial: usize,
): void {
  setArguments(x, out, outer, length, inner, partial);
  parallelFor(ceilDiv(outer * inner, outputsOfTask(length)), findPeaks);
}

function setArguments(
  x: usize,
  out: usize,
  outer: u32,
  length: u32,
  inner: u32,
  partial: usize,
): void {
  const args = changetype<Reduce>(ARGUMENTS);
  args.x = x;
  args.out = out;
  args.outer = outer;
  args.length = length;
  args.inner = inner;
  args.partial = partial;
}

function fold<F>(): void {
  const args = changetype<Reduce>(ARGUMENTS);
  if (args.inner > 1) {
    parallelFor(args.outer * ceilDiv(args.inner, 4), (task) => foldColumns<F>(task));
  } else {
    parallelFor(args.outer * ceilDiv(args.length, GRAIN), (task) => foldRow<F>(task));
    joinRows<F>();
  }
}

/** One part of one row. */
function foldRow<F>(task: u32): void {
  const args = changetype<Reduce>(ARGUMENTS), f = changetype<F>(0);
  const cuts = ceilDiv(args.length, GRAIN);
  const first = task % cuts * GRAIN, count = min(GRAIN, args.length - first);
  let x = args.x + (usize(task / cuts) * usize(args.length) + usize(first) << 2);
  let result: f64 = load<f32>(x);
  const quads = x + (usize(count & ~3) << 2), end = x + (usize(count) << 2);
  x += 4; // which is held already
  for (const aligned = min(end, x + 12); x < aligned; x += 4) result = foldNumber<F>(result, x);
  if (x < quads) {
    let low = wideLow(v128.load(x)), high = wideHigh(v128.load(x));
    for (x += 16; x < quads; x += 16) {
      const numbers = v128.load(x);
      low = f.fold(low, wideLow(numbers));
      high = f.fold(high, wideHigh(numbers));
    }
    const both = f.fold(low, high);
    const one = f.fold(both, i64x2.shuffle(both, both, 1, 0));
    result = f64x2.extract_lane(f.fold(one, f64x2.splat(result)), 0);
  }
  for (; x < end; x += 4) result = foldNumber<F>(result, x);
  store<f64>(args.partial + (usize(task) << 3), result);
}

function foldNumber<F>(result: f64, x: usize): f64 {
  const number = f64x2.splat(f64(load<f32>(x)));
  return f64x2.extract_lane(changetype<F>(0).fold(f64x2.splat(result), number), 0);
}

/** The rows' results from those of their parts. */
function joinRows<F>(): void {
  const args = changetype<Reduce>(ARGUMENTS), f = changetype<F>(0);
  const cuts = ceilDiv(args.length, GRAIN);
  let partial = args.partial;
  for (let row: u32 = 0; row < args.outer; row++) {
    let result = f64x2.splat(load<f64>(partial));
    partial += 8;
    for (let cut: u32 = 1; cut < cuts; cut++, partial += 8) {
      result = f.fold(result, v128.load_splat<f64>(partial));
    }
    store<f32>(args.out + (usize(row) << 2), f32(f64x2.extract_lane(result, 0)));
  }
}

/** Four columns of one outer index. */
function foldColumns<F>(task: u32): void {
  const args = changetype<Reduce>(ARGUMENTS), f = changetype<F>(0);
  const inner = args.inner, strips = ceilDiv(inner, 4);
  const outer = task / strips, column = task % strips * 4;
  const step = usize(inner) << 2;
  let x = args.x + (usize(outer) * usize(args.length) * usize(inner) + usize(column) << 2);
  let numbers = v128.load(x);
  let low = wideLow(numbers), high = wideHigh(numbers);
  for (let j: u32 = 1; j < args.length; j++) {
    x += step;
    numbers = v128.load(x);
    low = f.fold(low, wideLow(numbers));
    high = f.fold(high, wideHigh(numbers));
  }
  const out = args.out + (usize(outer) * usize(inner) + usize(column) << 2);
  storePartial(out, narrow(low, high), inner - column);
}

function outputsOfTask(length: u32): u32 {
  return ceilDiv(GRAIN, length);
}

function findPeaks(task: u32): void {
  const args = changetype<Reduce>(ARGUMENTS);
  const inner = args.inner, length = args.length;
  const size = outputsOfTask(length);
  const end = min(args.outer * inner, (task + 1) * size);
  for (let i = task * size; i < end; i++) {
    const first = usize(i / inner) * usize(length) * usize(inner) + usize(i % inner);
    let best: u32 = 0;
    let held = load<f32>(args.x + (first << 2));
    for (let j: u32 = 1; j < length && held === held; j++) {
      const value = load<f32>(args.x + (first + usize(j) * usize(inner) << 2));
      if (value > held || value !== value) {
        best = j;
        held = value;
      }
    }
    store<u32>(args.out + (usize(i) << 2), best);
  }
}
