/** Counts in bins, and linear binning. Every task counts on its own; the counts are added up at the end. */
import { ARGUMENTS, parallelFor } from "./thread_pool";

@unmanaged
class Binning {
  x: usize;
  count: u32;
  edges: usize;
  bins: u32;
  unitWeight: u32;
  low: f32;
  high: f32;
  partialCounts: usize;
}

/** Counting is shared among so many tasks at most. */
const TASKS: u32 = 16;

/** Bytes of memory for the tasks' own counts. */
export function partialCountBytes(bins: u32): f64 {
  return f64(TASKS) * f64(bins) * 4;
}

/**
 * counts[i] = how many of x are at or above edges[i] (increasing) and below the next, if there is one;
 * NaN is in none.
 */
export function histogram(
  x: usize,
  edges: usize,
  counts: usize,
  count: u32,
  bins: u32,
  partialCounts: usize,
): void {
  const args = changetype<Binning>(ARGUMENTS);
  args.x = x;
  args.count = count;
  args.edges = edges;
  args.bins = bins;
  args.partialCounts = partialCounts;
  parallelFor(TASKS, deviceHistogram);
  sumPartialCounts(counts);
}

/** Gives `unitWeight` for each of x to the two of the nodes from `low` to `high` that it lies between. */
export function linearBinning(
  x: usize,
  weights: usize,
  count: u32,
  nodes: u32,
  unitWeight: u32,
  low: f32,
  high: f32,
  partialCounts: usize,
): void {
  const args = changetype<Binning>(ARGUMENTS);
  args.x = x;
  args.count = count;
  args.bins = nodes;
  args.unitWeight = unitWeight;
  args.low = low;
  args.high = high;
  args.partialCounts = partialCounts;
  parallelFor(TASKS, binLinearly);
  sumPartialCounts(weights);
}

/** The task's own counts, set to 0. */
function partialCountsOf(args: Binning, task: u32): usize {
  const bytes = usize(args.bins) << 2;
  const counts = args.partialCounts + usize(task) * bytes;
  memory.fill(counts, 0, bytes);
  return counts;
}

function firstOf(args: Binning, task: u32): u32 {
  return u32(u64(args.count) * u64(task) / u64(TASKS));
}

function deviceHistogram(task: u32): void {
  const args = changetype<Binning>(ARGUMENTS);
  const counts = partialCountsOf(args, task), edges = args.edges, bins = args.bins;
  const end = firstOf(args, task + 1);
  let i = firstOf(args, task);
  for (; i + 4 <= end; i += 4) { // four searches at once, none of which waits for another's loads
    const at = args.x + (usize(i) << 2);
    const a = load<f32>(at), b = load<f32>(at, 4), c = load<f32>(at, 8), d = load<f32>(at, 12);
    let binA: u32 = 0, binB: u32 = 0, binC: u32 = 0, binD: u32 = 0, left = bins;
    while (left > 1) {
      const half = left / 2;
      binA += stepUp(edges, binA, half, a);
      binB += stepUp(edges, binB, half, b);
      binC += stepUp(edges, binC, half, c);
      binD += stepUp(edges, binD, half, d);
      left -= half;
    }
    addNumber(counts, binA, a);
    addNumber(counts, binB, b);
    addNumber(counts, binC, c);
    addNumber(counts, binD, d);
  }
  for (; i < end; i++) {
    const value = load<f32>(args.x + (usize(i) << 2));
    let bin: u32 = 0, left = bins;
    while (left > 1) {
      const half = left / 2;
      bin += stepUp(edges, bin, half, value);
      left -= half;
    }
    addNumber(counts, bin, value);
  }
}

/** `half`, if the value is not below the edge that is so far up; else 0. No branch: nobody could predict it. */
function stepUp(edges: usize, bin: u32, half: u32, value: f32): u32 {
  return half & (0 - u32(value >= load<f32>(edges + (usize(bin + half) << 2))));
}

/** Counts a value, unless it is NaN. */
function addNumber(counts: usize, bin: u32, value: f32): void {
  if (value == value) add(counts, bin, 1);
}

function binLinearly(task: u32): void {
  const args = changetype<Binning>(ARGUMENTS);
  const counts = partialCountsOf(args, task), unitWeight = args.unitWeight, last = args.bins - 1;
  const low = f64(args.low), scale = f64(last) / (f64(args.high) - low);
  const end = firstOf(args, task + 1);
  for (let i = firstOf(args, task); i < end; i++) {
    const place = (f64(load<f32>(args.x + (usize(i) << 2))) - low) * scale;
    const node = min(u32(max(place, 0)), last - 1);
    const upper = min(u32(max(Math.round((place - f64(node)) * f64(unitWeight)), 0)), unitWeight);
    add(counts, node, unitWeight - upper);
    add(counts, node + 1, upper);
  }
}

function add(counts: usize, bin: u32, amount: u32): void {
  const at = counts + (usize(bin) << 2);
  store<u32>(at, load<u32>(at) + amount);
}

function sumPartialCounts(counts: usize): void {
  const args = changetype<Binning>(ARGUMENTS);
  const bins = args.bins;
  for (let bin: u32 = 0; bin < bins; bin++) {
    let sum: u32 = 0;
    for (let task: u32 = 0; task < TASKS; task++) {
      sum += load<u32>(args.partialCounts + (usize(task) * usize(bins) + usize(bin) << 2));
    }
    store<u32>(counts + (usize(bin) << 2), sum);
  }
}
