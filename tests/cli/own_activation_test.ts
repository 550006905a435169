/** Activations of one's own at the command line. */
import assert from "node:assert/strict";
import { runHere } from "./in_process.ts";

Deno.test("what is noted of a formula is a message like others, which --quiet leaves out", async () => {
  const draw = (formula: string) => ["activations", "--act", formula, "--json"];
  const told = await runHere(draw("1/x"));
  assert.match(told.stderr, /^The activation 1 \/ x is Infinity at x = 0\.\n/);
  const quiet = await runHere([...draw("2/x"), "--quiet"]);
  assert.deepEqual([quiet.code, quiet.stderr], [0, ""]);
});
