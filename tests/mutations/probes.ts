/** Slips in what is recorded of a network while it is trained. */
import type { Mutation } from "./mutation.ts";

const PROBE = ["tests/analysis/network_probe_test.ts"];
const RUN = ["tests/training/probe_test.ts"];
const HISTORY = ["tests/analysis/dead_neuron_history_test.ts"];

export const PROBES: readonly Mutation[] = [
  {
    name: "a probe's step moves the weights themselves",
    file: "src/analysis/update_ratios.ts",
    find: "chosen(parameters, copy)",
    replace: "chosen(parameters)",
    tests: [...PROBE, ...RUN],
  },
  {
    name: "a probe's step is made with gradients that are not clipped",
    file: "src/analysis/update_ratios.ts",
    find: "chosen(clipped)",
    replace: "chosen(gradients)",
    tests: PROBE,
  },
  {
    name: "a probe's step ignores the schedule",
    file: "src/analysis/update_ratios.ts",
    find: "state, schedule(step)",
    replace: "state",
    tests: PROBE,
  },
  {
    name: "an infinite value below 0 is not counted as infinite",
    file: "src/analysis/value_statistics.ts",
    find: "all[0]! + all.at(-1)!",
    replace: "all.at(-1)!",
    tests: PROBE,
  },
  {
    name: "a probe counts gradients with their signs",
    file: "src/analysis/network_probe.ts",
    find: "PROBE_EDGES.gradients, abs(gradient)",
    replace: "PROBE_EDGES.gradients",
    tests: PROBE,
  },
  {
    name: "the gradient of activations is taken for that of pre-activations",
    file: "src/analysis/backpropagate.ts",
    find: "intermediateGradients[3 * i]!",
    replace: "intermediateGradients[3 * i + 1]!",
    tests: PROBE,
  },
  {
    name: "the search for dead neurons ends early although some are",
    file: "src/analysis/never_active.ts",
    find: "if (dead.every((neurons) => neurons.length === 0)) return dead;",
    replace: "return dead;",
    tests: RUN,
  },
  {
    name: "a neuron is dead that only earlier images activate",
    file: "src/analysis/never_active.ts",
    find: "maximum(peak, before[i]!)",
    replace: "peak",
    tests: RUN,
  },
  {
    name: "probes of epochs that were the best once are kept",
    file: "src/training/record_probes.ts",
    find: "probes.epochs.slice(0, 1)",
    replace: "probes.epochs",
    tests: RUN,
  },
  {
    name: "probes of epochs that are not the best are kept",
    file: "src/training/record_probes.ts",
    find: "  if (!all && !isBest) return probes;\n",
    replace: "",
    tests: RUN,
  },
  {
    name: "a run goes on with other probes than it was begun with",
    file: "src/training/resume.ts",
    find: "if (state.probes?.keep !== keep) {",
    replace: "if (!state.probes !== !keep) {",
    tests: RUN,
  },
  {
    name: "probes are read that are not of the history's epochs",
    file: "src/checkpoints/check_probes.ts",
    find: "if (found !== expected) {",
    replace: "if (epochs.length > history.length + 1) {",
    tests: ["tests/checkpoints/checkpoint_test.ts"],
  },
  {
    name: "a neuron that died in an epoch dies in all that follow",
    file: "src/analysis/dead_neuron_history.ts",
    find: "    before = dead;\n",
    replace: "",
    tests: HISTORY,
  },
  {
    name: "a neuron that came back and died again was born dead",
    file: "src/analysis/dead_neuron_history.ts",
    find: "bornDead = bornDead.intersection(dead);",
    replace: "bornDead = dead.intersection(new Set(probes[0]!.dead));",
    tests: HISTORY,
  },
  {
    name: "a run that is resumed goes on without its probes",
    file: "src/cli/train_model.ts",
    find: "task.probe ?? resumeFrom?.probes?.keep",
    replace: "task.probe",
    tests: ["tests/cli/train_model_test.ts"],
  },
  {
    name: "a learned slope is taken for the one that it began with",
    file: "src/analysis/saturation.ts",
    find: "activation.fused && !activation.learned",
    replace: "activation.fused",
    tests: PROBE,
  },
  {
    name: "neurons are followed from a batch to the training images",
    file: "src/analysis/dead_neuron_history.ts",
    find: "const dead = activations[i]!.deadInTraining;",
    replace: "const { deadInTraining, dead = deadInTraining } = activations[i]!;",
    tests: HISTORY,
  },
];
