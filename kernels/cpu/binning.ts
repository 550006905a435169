/** Counts in bins, and linear binning. Every task counts on its own; the counts are added up at the end. */
import { ARGUMENTS, launch } from "./team";

@unmanaged
class Binning {
  x: usize;
  count: u32;
  edges: usize;
  bins: u32;
  unit: u32;
  low: f32;
  high: f32;
  tallies: usize;
}

/** Counting is shared among so many tasks at most. */
const TASKS: u32 = 16;

/** Bytes of memory for the tasks' own counts. */
export function tallyBytes(bins: u32): f64 {
  return f64(TASKS) * f64(bins) * 4;
}

/** counts[i] = how many of x are at or above edges[i] (increasing) and below the next, if there is one. */
export function histogram(
  x: usize,
  edges: usize,
  counts: usize,
  count: u32,
  bins: u32,
  tallies: usize,
): void {
  const given = changetype<Binning>(ARGUMENTS);
  given.x = x;
  given.count = count;
  given.edges = edges;
  given.bins = bins;
  given.tallies = tallies;
  launch(TASKS, countInBins);
  addTallies(counts);
}

/** Gives `unit` for each of x to the two of the nodes from `low` to `high` that it lies between. */
export function shareOut(
  x: usize,
  weights: usize,
  count: u32,
  nodes: u32,
  unit: u32,
  low: f32,
  high: f32,
  tallies: usize,
): void {
  const given = changetype<Binning>(ARGUMENTS);
  given.x = x;
  given.count = count;
  given.bins = nodes;
  given.unit = unit;
  given.low = low;
  given.high = high;
  given.tallies = tallies;
  launch(TASKS, shareAmongNodes);
  addTallies(weights);
}

/** The task's own counts, set to 0. */
function tallyOf(given: Binning, task: u32): usize {
  const bytes = usize(given.bins) << 2;
  const tally = given.tallies + usize(task) * bytes;
  memory.fill(tally, 0, bytes);
  return tally;
}

function firstOf(given: Binning, task: u32): u32 {
  return u32(u64(given.count) * u64(task) / u64(TASKS));
}

function countInBins(task: u32): void {
  const given = changetype<Binning>(ARGUMENTS);
  const tally = tallyOf(given, task), edges = given.edges;
  const end = firstOf(given, task + 1);
  for (let i = firstOf(given, task); i < end; i++) {
    const value = load<f32>(given.x + (usize(i) << 2));
    let bin: u32 = 0, above = given.bins;
    while (above - bin > 1) {
      const middle = (bin + above) / 2;
      if (value >= load<f32>(edges + (usize(middle) << 2))) bin = middle;
      else above = middle;
    }
    add(tally, bin, 1);
  }
}

function shareAmongNodes(task: u32): void {
  const given = changetype<Binning>(ARGUMENTS);
  const tally = tallyOf(given, task), unit = given.unit, last = given.bins - 1;
  const low = f64(given.low), scale = f64(last) / (f64(given.high) - low);
  const end = firstOf(given, task + 1);
  for (let i = firstOf(given, task); i < end; i++) {
    const place = (f64(load<f32>(given.x + (usize(i) << 2))) - low) * scale;
    const node = min(u32(max(place, 0)), last - 1);
    const upper = min(u32(max(Math.round((place - f64(node)) * f64(unit)), 0)), unit);
    add(tally, node, unit - upper);
    add(tally, node + 1, upper);
  }
}

function add(tally: usize, bin: u32, amount: u32): void {
  const at = tally + (usize(bin) << 2);
  store<u32>(at, load<u32>(at) + amount);
}

function addTallies(counts: usize): void {
  const given = changetype<Binning>(ARGUMENTS);
  const bins = given.bins;
  for (let bin: u32 = 0; bin < bins; bin++) {
    let sum: u32 = 0;
    for (let task: u32 = 0; task < TASKS; task++) {
      sum += load<u32>(given.tallies + (usize(task) * usize(bins) + usize(bin) << 2));
    }
    store<u32>(counts + (usize(bin) << 2), sum);
  }
}
