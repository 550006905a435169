/** Published accuracies and ours among a study's runs; the numbers expected are SciPy's. */
import assert from "node:assert/strict";
import { seedEvidence } from "../../src/report/seed_evidence.ts";
import { StudyError } from "../../src/study/study_error.ts";
import type { ActivationProbe } from "../../src/training/probes.ts";
import { assertClose } from "../close.ts";
import { reproducedModel } from "./reproduced_model.ts";
import { mixedSigmoid, sixMadeUp } from "./six_made_up.ts";

const FILE = "studies/six.study.gz";

/** How near: jStat's distributions have seven digits or more. */
const SCIPY = { relative: 1e-6 };

Deno.test("each published accuracy is held against the runs with its activation, as one more", () => {
  const { study, seeds, sampled, accuracies } = seedEvidence(FILE, sixMadeUp(mixedSigmoid), []);
  assert.equal(study, FILE);
  assert.equal(seeds, 20);
  assert.match(sampled, /^The 20 seeds \(0 to 19\) vary the initial weights and the order of/);
  assert.deepEqual(accuracies.map(({ activation }) => activation), [
    ...["sigmoid", "tanh", "relu", "leakyrelu", "elu", "swish"],
  ]);
  const [, tanh, relu, , , swish] = accuracies;
  assert.equal(tanh!.n, 20);
  assertClose([tanh!.mean!], [0.882], SCIPY);
  assertClose(tanh!.prediction_interval!, [0.8775991449744882, 0.8864008550255118], SCIPY);
  const { value, t, p, within_prediction_interval } = tanh!.published!;
  assert.deepEqual([value, within_prediction_interval], [0.8857, true]);
  assertClose([t, p], [1.7597010027409983, 0.09455045571430601], SCIPY);
  const outside = [relu, swish].map((evidence) => evidence!.published!);
  assert.deepEqual(outside.map((held) => held.within_prediction_interval), [false, false]);
  assert.deepEqual(outside.map(({ t }) => t > 0), [true, false]);
  assertClose(accuracies.map(({ p_holm }) => p_holm!), [
    1,
    0.37820182285722403,
    8.470412508379048e-06,
    1,
    0.37820182285722403,
    0.001310554287257828,
  ], SCIPY);
});

Deno.test("where some runs have learned nothing, the others are looked at alone as well", () => {
  const { accuracies: [sigmoid, ...others] } = seedEvidence(FILE, sixMadeUp(mixedSigmoid), []);
  assert.deepEqual([sigmoid!.n, sigmoid!.untrained], [20, 4]);
  assertClose(sigmoid!.prediction_interval!, [0.04500255927913621, 1.2509974407208637], SCIPY);
  const { n, mean, prediction_interval, published } = sigmoid!.trained!;
  assert.equal(n, 16);
  assertClose([mean!], [0.785], SCIPY);
  assertClose(prediction_interval!, [0.7736544934144586, 0.7963455065855415], SCIPY);
  assertClose([published!.p], [0.9410908798858135], SCIPY);
  for (const { untrained, trained } of others) assert.deepEqual([untrained, trained], [0, null]);
  const nothing = sixMadeUp((activation) => activation === "sigmoid" ? 0.1 : undefined);
  const { accuracies: [lost] } = seedEvidence(FILE, nothing, []);
  assert.deepEqual([lost!.untrained, lost!.trained, lost!.published, lost!.p_holm], [
    ...[20, null, null, null],
  ]);
});

Deno.test("a model is held against runs that differ from it in nothing but the seed", () => {
  const models = [
    reproducedModel("tanh", 0.877, 0.5, { seed: 7 }),
    reproducedModel("relu", 0.872, 0.872, { epochs: 2 }),
  ];
  const { accuracies } = seedEvidence(FILE, sixMadeUp(mixedSigmoid), models);
  const [sigmoid, tanh, relu] = accuracies.map(({ ours }) => ours);
  assert.deepEqual([sigmoid, relu], [null, null]);
  assertClose([tanh!.t, tanh!.p], [-2.3779743280283547, 0.028059577402319274], SCIPY);
  assert.equal(tanh!.within_prediction_interval, false);
  const ofSigmoid = [reproducedModel("sigmoid", 0.79)];
  const { accuracies: [evidence] } = seedEvidence(FILE, sixMadeUp(mixedSigmoid), ofSigmoid);
  assert.equal(evidence!.trained!.ours!.within_prediction_interval, true);
});

Deno.test("runs that diverged or are missing enter no number, and pairs that differ are counted", () => {
  const some = sixMadeUp((activation, seed) => {
    if (activation === "elu" && seed === 3) return "diverged";
    if (activation === "swish") return "missing";
  });
  const { accuracies, otherPairs } = seedEvidence(FILE, some, []);
  const elu = accuracies.find(({ activation }) => activation === "elu")!;
  assert.deepEqual([elu.n, elu.diverged], [19, 1]);
  assert.equal(accuracies.length, 5);
  // Leakyrelu is 0.001 above tanh with each seed, and relu 0.01 below: without variation there is no test.
  assert.deepEqual(otherPairs, { compared: 6, different: 3 });
  const none = sixMadeUp(() => "missing");
  assert.throws(() => seedEvidence(FILE, none, []), StudyError);
});

Deno.test("dead neurons of trained networks with ReLU have their least and their most by layer", () => {
  const { study, records } = sixMadeUp();
  const probed = (dead: readonly number[]) => ({
    keep: "best" as const,
    edges: { values: [], gradients: [] },
    epochs: [[9, 9, 9, 9], dead].map((counts, epoch) => ({
      ...{ epoch, loss: 1, weights: [] },
      activations: counts.map((count) => (
        { dead: Array(100), deadInTraining: Array(count).fill(0) } as unknown as ActivationProbe
      )),
    })),
  });
  const of = (activation: string) =>
    records.filter(({ config }) => config.activation === activation);
  const [first, second] = of("relu");
  const others = records.filter((record) => record !== first && record !== second);
  const evidence = seedEvidence(FILE, {
    study,
    records: [
      { ...first!, probes: probed([0, 1, 2, 7]) },
      { ...second!, probes: probed([0, 3, 2, 4]) },
      ...others.map((record) =>
        record.config.activation === "tanh" ? { ...record, probes: probed([8, 8, 8, 8]) } : record
      ),
    ],
  }, []);
  assert.deepEqual(evidence.deadNeurons, { runs: 2, layers: [[0, 0], [1, 3], [2, 2], [4, 7]] });
  assert.equal(seedEvidence(FILE, { study, records }, []).deadNeurons, null);
});
