/**
 * Throws 100,000 hostile inputs at the readers: `deno task fuzz`.
 *
 * `--inputs N` for another number over all, `--seed N` to repeat a run, `--target NAME` for one
 * reader alone, and with it `--path PATH` to begin with the input that failed.
 */
import { parseArgs } from "node:util";
import { run } from "./run.ts";
import { TARGETS } from "./targets.ts";

const { values } = parseArgs({
  options: {
    inputs: { type: "string", default: "100000" },
    seed: { type: "string" },
    target: { type: "string" },
    path: { type: "string" },
  },
});
const seed = Number(values.seed ?? crypto.getRandomValues(new Int32Array(1))[0]);
const targets = TARGETS.filter(({ name }) => name === (values.target ?? name));
if (targets.length === 0) {
  throw new Error(`no target is called ${values.target}: ${TARGETS.map(({ name }) => name)}`);
}

function row(name: string, ...cells: string[]): void {
  console.log(name.padEnd(24) + cells.map((cell) => cell.padStart(12)).join(""));
}

console.log(`seed ${seed}`);
row("", "accepted", "rejected", "slowest", "memory", "reading", "in all");
let total = 0, failures = 0;
for (const target of targets) {
  const start = performance.now();
  try {
    const { path } = values;
    const inputs = Math.ceil(Number(values.inputs) / targets.length);
    const { accepted, rejected, slowest, growth, seconds } = await run(target, {
      inputs,
      seed,
      path,
      now: () => performance.now(),
    });
    total += accepted + rejected;
    row(
      target.name,
      `${accepted}`,
      `${rejected}`,
      `${slowest.toFixed(1)} ms`,
      `${(growth / 2 ** 20).toFixed(1)} MiB`,
      `${seconds.toFixed(1)} s`,
      `${((performance.now() - start) / 1000).toFixed(1)} s`,
    );
  } catch (error) {
    failures++;
    console.error(error);
  }
}
const resident = Deno.memoryUsage().rss / 2 ** 20;
console.log(
  `${total} inputs, ${failures} failures, ${resident.toFixed(0)} MiB resident at the end`,
);
if (failures > 0) Deno.exit(1);
