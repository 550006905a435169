/** Runs a long version of the small study in a folder, and prints each run that it does. */
import { runStudy } from "../../src/study/run.ts";
import { datasets, longStudy } from "./small_study.ts";

const [folder, seeds, epochs] = Deno.args;
await runStudy(longStudy(Number(seeds), Number(epochs)), folder!, {
  ...{ datasets, device: "cpu", blas: "none", jobs: 2 },
  saveEveryMinutes: 0.001,
  onStart: () => console.log("started"),
  onRun: ({ id }) => console.log(id),
});
