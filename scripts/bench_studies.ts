/**
 * What runs of a study reach side by side, a core each, beside what the cores reach one by one:
 *
 *   deno run -A scripts/bench_studies.ts
 *
 * Runs of the tutorial's network, 100 steps and a validation each, on the CPU with our own kernels and,
 * where it is found, with OpenBLAS; alone and side by side take turns. The first share is by the clock,
 * which wants a quiet machine; the second by the time that the processor was at work for this process,
 * to which others on the machine matter little.
 */
import process from "node:process";
import { defineStudy, loadDataset, openDevice, runsOf } from "../mod.ts";
import { type Executor, startWorkers } from "../src/study/executors.ts";
import { median } from "./median.ts";

const ROUNDS = 7;

const dataset = await loadDataset("fashion-mnist");
const folder = await Deno.makeTempDir();
const never = new AbortController().signal;
let seeds = 0;

/** Runs by the clock, and by the processor, a second. */
interface Rates {
  readonly clock: number;
  readonly processor: number;
}

/** A run by each of the workers at the same time. */
async function measure(workers: readonly Executor[]): Promise<Rates> {
  const study = defineStudy({
    fixed: { limit: 100 * 256, epochs: 1 },
    factors: { activation: ["relu"] },
    seeds: workers.map(() => seeds++),
  });
  const runs = runsOf(study, []);
  const start = process.cpuUsage();
  const clock = await Promise.all(workers.map(async (worker, i) => {
    const task = { run: runs[i]!, folder, keepWeights: false };
    const ending = await worker.execute(task, never, () => {});
    if (ending.kind !== "recorded") throw new Error(`the run was ${ending.kind}`);
    return 1 / ending.record.seconds;
  }));
  const { user, system } = process.cpuUsage(start);
  return {
    clock: clock.reduce((sum, rate) => sum + rate),
    processor: workers.length / (user + system) * 1e6,
  };
}

for (const blas of ["none", "auto"] as const) {
  const device = await openDevice("cpu", { threads: 1, blas });
  const { name } = device.info;
  device.close();
  if (blas === "auto" && !/BLAS|Accelerate/.test(name)) continue;
  const count = navigator.hardwareConcurrency;
  const workers = await startWorkers(count, { threads: 1, blas }, [dataset]);
  await measure(workers); // compiles
  const shares: { clock: number[]; processor: number[] } = { clock: [], processor: [] };
  for (let round = 0; round < ROUNDS; round++) {
    const alone: Rates[] = [];
    for (const worker of workers) alone.push(await measure([worker]));
    const together = await measure(workers);
    shares.clock.push(together.clock / alone.reduce((sum, { clock }) => sum + clock, 0));
    const processor = alone.reduce((sum, { processor }) => sum + processor, 0) / count;
    shares.processor.push(together.processor / processor);
  }
  await Promise.all(workers.map((worker) => worker.close()));
  const [clock, busy] = [median(shares.clock), median(shares.processor)];
  console.log(`${name}, ${count} runs side by side: ${clock.toFixed(3)}  ${busy.toFixed(3)}`);
}
await Deno.remove(folder, { recursive: true });
