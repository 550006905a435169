/** `study plan`: what a study would run, and how long that takes. */
import { counted } from "../../report/study/rounding.ts";
import { countCombinations } from "../../study/design.ts";
import { estimateSeconds, secondsPerImage } from "../../study/estimate.ts";
import { countRuns, runsOf } from "../../study/plan.ts";
import { command } from "../command.ts";
import { printResult } from "../console.ts";
import { withDevice } from "../context.ts";
import { computeOptions, dataOptions, datasetOptions, resultOptions } from "../options.ts";
import { definedStudy, definitionOptions } from "./definition_options.ts";
import { duration } from "./duration.ts";

export function planCommand() {
  return command(
    "plan",
    "Say what a study runs, and how long that takes at most; trains nothing.",
    [definitionOptions(), datasetOptions(), dataOptions(), computeOptions(), resultOptions()],
    `
The file is JSON: factors with their values, and seeds; and, if need be, what is
fixed or tuned: see studies/README.md. Without one, options say what is run: of
a list, one value is fixed, and several are compared. The time is measured for a
moment, on networks like the study's, and includes the probes that runs have by
default.

Examples:
  study plan studies/depth.json
  study plan --act relu,tanh --depth 2,8 --width 128 --lr 0.01,0.1 --seeds 20`,
  )
    .argument("[file]", "the study's JSON file")
    .action(async (file, options) => {
      const study = await definedStudy(file, options);
      // One thread each is what runs that go side by side have.
      const measured = { ...options, threads: options.threads ?? 1 };
      const { device, seconds } = await withDevice(measured, "Measuring", async (device) => ({
        device: device.info.name,
        seconds: await estimateSeconds(study, (config) => secondsPerImage(config, device)),
      }));
      const cells = countCombinations(study.factors);
      const trials = cells * countCombinations(study.nuisance) * study.tuneSeeds.length;
      const runs = countRuns(study);
      const document = {
        study,
        ...{ cells, runs, tuneRuns: trials, device, secondsAtMost: seconds },
        planned: runsOf(study, []).map(({ config: _, ...run }) => run),
      };
      printResult(
        options,
        document,
        [
          `${study.name}: ${counted(cells, "cell")} × ${counted(study.seeds.length, "seed")}` +
          (trials === 0 ? "" : `, and ${counted(trials, "run")} to tune`) +
          `: ${counted(runs, "run")}`,
          `at most ${duration(seconds)} one after the other, on ${device}; ` +
          "early stopping may end runs sooner, and cores share them",
        ].join("\n"),
      );
    });
}
