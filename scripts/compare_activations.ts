/**
 * Is one activation better than another, or was it the seed? Trains each with several seeds, and says
 * which differences are more than chance. Run again with more seeds, it runs only what is new.
 *
 *   deno run -A scripts/compare_activations.ts [--act relu,elu,swish] [--seeds 5] [--epochs 3]
 *     [--limit 10000] [--hidden 128,64] [--output results/compare_activations]
 */
import { parseArgs } from "node:util";
import { compare, defineStudy, loadFashionMNIST, readStudy, runsTable, runStudy } from "../mod.ts";

const { values } = parseArgs({
  options: {
    act: { type: "string", default: "relu,elu,swish" },
    seeds: { type: "string", default: "5" },
    epochs: { type: "string", default: "3" },
    limit: { type: "string", default: "10000" },
    hidden: { type: "string", default: "128,64" },
    output: { type: "string", default: "results/compare_activations" },
  },
});

const study = defineStudy({
  fixed: {
    hiddenSizes: values.hidden.split(",").map(Number),
    epochs: Number(values.epochs),
    limit: Number(values.limit),
  },
  factors: { activation: values.act.split(",") },
  seeds: `0..${Number(values.seeds) - 1}`,
});
await runStudy(study, values.output, {
  datasets: [await loadFashionMNIST()],
  device: "cpu",
  jobs: navigator.hardwareConcurrency,
  onRun: ({ cell, seed }, { test, outcome }, { done, total }) =>
    console.log(`${done}/${total} ${cell.activation}, seed ${seed}: ${test?.accuracy ?? outcome}`),
});

const { pairs } = compare(runsTable(await readStudy(values.output)), { factor: "activation" });
const points = (share: number) => (100 * share).toFixed(2);
for (const { a, b, n, mean_difference, t_interval, p_t_holm_all: p } of pairs) {
  if (mean_difference === null || t_interval === null) continue; // of one seed, nothing is known
  const found = p! < 0.05 ? "a difference" : "within chance";
  console.log(
    `${a} - ${b}: ${points(mean_difference)} points ` +
      `(${t_interval.map(points).join(" to ")}) over ${n} seeds, ${found}`,
  );
}
