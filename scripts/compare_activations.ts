/**
 * Is one activation better than another, or was it the seed? Trains each with several seeds, and says
 * which differences are more than chance. Run again with more seeds, it runs only what is new.
 *
 *   deno run -A scripts/compare_activations.ts [--act relu,elu,swish] [--seeds 5] [--epochs 3]
 *     [--limit 10000] [--hidden 128,64] [--output results/compare_activations]
 */
import { compare, defineStudy, loadFashionMNIST, readStudy, runsTable, runStudy } from "../mod.ts";
import { runExample } from "./run_example.ts";

const points = (share: number) => (100 * share).toFixed(2);

await runExample(
  "Trains each activation with several seeds, and says which differences are more than chance.",
  {
    act: ["relu", "elu", "swish"],
    seeds: 5,
    epochs: 3,
    limit: 10_000,
    hidden: [128, 64],
    output: "results/compare_activations",
  },
  async ({ act, seeds, epochs, limit, hidden, output }) => {
    const study = defineStudy({
      fixed: { hiddenSizes: hidden, epochs, limit },
      factors: { activation: act },
      seeds: `0..${seeds - 1}`,
    });
    await runStudy(study, output, {
      datasets: [await loadFashionMNIST()],
      device: "cpu",
      jobs: navigator.hardwareConcurrency,
      onRun: ({ cell, seed }, { test, outcome }, { done, total }) =>
        console.log(
          `${done}/${total} ${cell.activation}, seed ${seed}: ${test?.accuracy ?? outcome}`,
        ),
    });

    const { pairs } = compare(runsTable(await readStudy(output)), { factor: "activation" });
    for (const { a, b, n, mean_difference, t_interval, p_t_holm_all: p } of pairs) {
      if (mean_difference === null || t_interval === null) continue; // of one seed, nothing is known
      const found = p! < 0.05 ? "a difference" : "within chance";
      console.log(
        `${a} - ${b}: ${points(mean_difference)} points ` +
          `(${t_interval.map(points).join(" to ")}) over ${n} seeds, ${found}`,
      );
    }
  },
);
