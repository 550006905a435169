/** A program with a bar that ends by a second Ctrl-C alone; one that is ignored it tells, and fails. */
import { EpochBar } from "../../src/cli/console.ts";
import { withInterrupt } from "../../src/cli/interrupt.ts";

const bar = new EpochBar({}, 1);

await withInterrupt((signal) => {
  const progress = { epoch: 1, steps: 9, loss: 1, accuracy: 0.5, imagesPerSecond: 1 };
  bar.show({ ...progress, stepsDone: 3 });
  signal.addEventListener("abort", () => {
    bar.clear();
    bar.show({ ...progress, stepsDone: 4 });
  });
  let interrupts = 0;
  Deno.addSignalListener("SIGINT", () => {
    if (++interrupts === 2) Deno.exit(1);
  });
  if (Deno.args.includes("--fail")) {
    bar.show({ ...progress, stepsDone: 5 });
    setTimeout(() => {
      throw new Error("a bug");
    });
  }
  console.error("ready");
  return new Promise<never>(() => {});
});
