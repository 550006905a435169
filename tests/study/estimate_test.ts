import assert from "node:assert/strict";
import { defineStudy } from "../../src/study/definition.ts";
import { estimateSeconds, secondsPerImage } from "../../src/study/estimate.ts";
import { parseTrainingConfig, type TrainingConfig } from "../../src/training/config.ts";
import { assertClose } from "../close.ts";
import { device } from "../device/device.ts";

/** Images of an epoch: 50,000 to train on, and 10,000 to validate with at a third of the time each. */
const EPOCH = 50_000 + 10_000 / 3;
/** Probes take 3 % more, and, where neurons are dead, two passes over all images that are trained on. */
const PROBES = { share: 1.03, passes: 2 * 50_000 / 3 };

Deno.test("the estimate is that of all runs, those that tune included", async () => {
  const asked: TrainingConfig[] = [];
  const seconds = await estimateSeconds(
    defineStudy({
      fixed: { epochs: 4 },
      factors: { activation: ["relu", "tanh"] },
      nuisance: { learningRate: [0.1, 0.2, 0.3] },
      seeds: "0..9",
      tuneSeeds: [20, 21],
    }),
    (config) => (asked.push(config), Promise.resolve(0.25)),
  );
  const images = 4 * EPOCH * PROBES.share + PROBES.passes;
  assertClose([seconds], [(2 * 3 * 2 + 2 * 10) * images * 0.25], { relative: 1e-12 });
  assert.equal(asked.length, 1); // all have the same network
});

Deno.test("few networks are measured, and the others go by their weights", async () => {
  const asked: number[] = [];
  const widths = Array.from({ length: 50 }, (_, i) => [i + 1]);
  const seconds = await estimateSeconds(
    defineStudy({
      fixed: { activation: "relu", epochs: 1, limit: 1000 },
      factors: { hiddenSizes: widths },
      seeds: [1],
    }),
    ({ hiddenSizes: [width] }) => {
      asked.push(width!);
      return Promise.resolve(width! * 795 + 10); // as many as there are weights
    },
  );
  assert.deepEqual(asked, [1, 8, 15, 22, 29, 36, 43, 50]);
  const weights = widths.reduce((sum, [width]) => sum + width! * 795 + 10, 0);
  const images = PROBES.share * (1000 + 10_000 / 3) + 2 * 1000 / 3;
  assertClose([seconds], [weights * images], { relative: 1e-12 });
});

Deno.test("a network is measured, also one whose activation is not finite", async () => {
  const config = { hiddenSizes: [4], batchSize: 16 };
  for (const activation of ["tanh", "log(x - 9)"]) {
    const seconds = await secondsPerImage(parseTrainingConfig({ ...config, activation }), device);
    assert.ok(seconds > 0 && seconds < 1, `${seconds}`);
  }
});
