import assert from "node:assert/strict";
import { summarizeSteps } from "../../src/training/run_state.ts";

Deno.test("steps come to their mean loss, and the share of all their images that was recognised", () => {
  const steps = {
    losses: Float32Array.of(1, 2, 4.5),
    correct: Float32Array.of(10, 20, 0),
    seconds: 1,
  };
  assert.deepEqual(summarizeSteps(steps, 40), { loss: 2.5, accuracy: 0.25 });
});
