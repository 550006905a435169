/** A sample of what `deno task fuzz` does, the same in every test run. */
import { run } from "./run.ts";
import { TARGETS } from "./targets.ts";

for (const target of TARGETS) {
  Deno.test(`hostile inputs are read as they are or refused: ${target.name}`, async () => {
    await run(target, { inputs: 500, seed: 42 });
  });
}
