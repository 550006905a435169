/** The figures of a report on a study, of records that nobody ran. */
import assert from "node:assert/strict";
import { meanFieldVariances } from "../../../src/analysis/mean_field.ts";
import { findActivation, registerActivation } from "../../../src/nn/activations.ts";
import { figuresOf } from "../../../src/report/study/figures.ts";
import { isLogarithmic } from "../../../src/report/study/factor_levels.ts";
import { levelColors } from "../../../src/report/study/level_colors.ts";
import { compareStudy } from "../../../src/report/study/study_comparison.ts";
import { defineStudy } from "../../../src/study/definition.ts";
import { planCells, type PlannedRun, runsOf } from "../../../src/study/plan.ts";
import type { RunRecord } from "../../../src/study/run_record.ts";
import type { StudyInput } from "../../../src/study/study.ts";
import type { EpochProbe } from "../../../src/training/probes.ts";
import { sampleRecord } from "../../study/sample_record.ts";

/** A run with this validation accuracy in its last epoch; without one, it diverged. */
function record({ config }: PlannedRun, epochs: number, accuracy?: number): RunRecord {
  const sample = sampleRecord(config, accuracy);
  const history = Array.from({ length: epochs }, (_, i) => (
    { ...sample.history[0]!, epoch: i + 1, validationAccuracy: (accuracy ?? 0.1) - 0.1 / (i + 1) }
  ));
  return { ...sample, history };
}

function figures(
  input: StudyInput,
  toRecord: (run: PlannedRun, i: number) => RunRecord,
  factor?: string,
) {
  const study = defineStudy(input);
  const compared = compareStudy({ study, records: runsOf(study, []).map(toRecord) }, factor);
  const drawn = figuresOf(compared);
  const rows = (name: string) => drawn.find((figure) => figure.name === name)!.figure.data.rows;
  return { drawn, names: drawn.map(({ name }) => name), rows, compared };
}

const accuracyOf = ({ cell, seed }: PlannedRun) => {
  const index = ["sigmoid", "tanh", "relu"].indexOf(`${cell.activation}`);
  return 0.9 + 0.01 * index + 0.001 * (seed * (index + 1) % 5);
};

Deno.test("of one factor: every run, differences, ranks, and curves as far as all runs go", () => {
  const { names, rows, compared } = figures(
    { factors: { activation: ["sigmoid", "tanh", "relu"] }, seeds: "1..4" },
    (run) => {
      if (run.cell.activation === "sigmoid" && run.seed === 1) return record(run, 3, 0.2);
      if (run.cell.activation === "tanh" && run.seed === 2) return record(run, 2);
      return record(run, 3 + run.seed, accuracyOf(run));
    },
  );
  assert.deepEqual(names, [
    ...["seeds", "differences", "differences_untrained", "critical_difference"],
    ...["learning_curves", "untrained_runs"],
  ]);
  const runs = rows("seeds").filter(({ seed }) => seed !== undefined);
  assert.equal(runs.length, 12);
  assert.deepEqual([...new Set(runs.map(({ cell }) => cell))], ["ReLU", "Tanh", "Sigmoid"]);
  const lost = runs.filter(({ outcome }) => outcome !== "trained");
  assert.deepEqual(lost, [
    { panel: "1", cell: "Tanh", seed: 2, outcome: "diverged" },
    { panel: "1", cell: "Sigmoid", seed: 1, value: 0.1, outcome: "untrained" },
  ]);
  const means = rows("seeds").filter(({ mean }) => mean !== undefined);
  assert.deepEqual(
    Object.fromEntries(means.map(({ cell, mean }) => [cell, mean])),
    Object.fromEntries(
      compared.places[0]!.cells.map(({ name, cell }) => [name, cell.mean]),
    ),
  );

  const [pair] = compared.comparison.pairs.filter(({ a, b }) => a === "tanh" && b === "relu");
  const shown = rows("differences").find(({ pair }) => pair === "ReLU − Tanh")!;
  const [low, high] = pair!.t_interval!;
  const close = (actual: unknown, expected: number) =>
    assert.ok(Math.abs(Number(actual) - expected) < 1e-9, `${actual}, expected ${expected}`);
  close(shown["mean"], -100 * pair!.mean_difference!);
  close(shown["low"], -100 * high);
  close(shown["high"], -100 * low);
  assert.equal(shown["found"], `${pair!.p_t_holm_all! < 0.05}`);
  assert.deepEqual(rows("differences_untrained").map(({ pair }) => pair), [
    ...["Tanh − Sigmoid", "ReLU − Sigmoid"],
  ]);
  assert.equal(rows("differences").length, 1);

  const curve = (series: string) =>
    rows("learning_curves").filter((row) => row["mark"] === "line" && row["series"] === series);
  assert.equal(curve("ReLU").length, 4); // the run of seed 1 stopped then
  assert.equal(curve("Sigmoid, untrained").length, 3);
  // Of a cell of which some runs learned nothing, the others by themselves, each as far as it goes.
  assert.deepEqual(curve("Sigmoid").filter(({ x }) => x === 1).length, 3);
  assert.equal(curve("Sigmoid").length, 5 + 6 + 7);
  assert.ok(
    rows("learning_curves").every((row) => row["mark"] !== "band" || row["series"] !== "Sigmoid"),
  );
  assert.equal(curve("Tanh, diverged").length, 2);
  close(curve("ReLU")[3]!["y"], 0.9225 - 0.025);
  assert.deepEqual(
    rows("untrained_runs").filter(({ y }) => Number(y) > 0).map((
      { series, x, y },
    ) => [series, x, y]),
    [["untrained", "Sigmoid", 0.25], ["diverged", "Tanh", 0.25]],
  );
});

Deno.test("of two factors: a line over the one of numbers, and a heat map", () => {
  const { names, rows } = figures(
    {
      fixed: { width: 8 },
      factors: { activation: ["tanh", "relu"], depth: [2, 8, 32] },
      seeds: [1, 2],
    },
    (run) => record(run, 2, accuracyOf(run) - 0.01 * Number(run.cell.depth)),
  );
  assert.deepEqual(names, ["seeds", "differences", "factor", "heat_map", "learning_curves"]);
  assert.deepEqual(
    rows("factor").filter(({ series }) => series === "ReLU").map(({ x }) => x),
    [2, 8, 32],
  );
  const map = rows("heat_map");
  assert.deepEqual(map.map(({ x, y }) => `${y} ${x}`), [
    ...["ReLU 2", "ReLU 8", "ReLU 32", "Tanh 2", "Tanh 8", "Tanh 32"],
  ]);
  const means = (series: string) =>
    rows("factor").filter((row) => row["series"] === series).map(({ mean }) => mean);
  assert.deepEqual(map.map(({ mean }) => mean), [...means("ReLU"), ...means("Tanh")]);
  assert.equal(new Set(rows("seeds").map(({ panel }) => panel)).size, 3);
});

Deno.test("of numbers alone: cells in their order, and no line in vain", () => {
  const { names, rows } = figures(
    { fixed: { activation: "relu" }, factors: { learningRate: [0.3, 0.03, 0.003] }, seeds: [1, 2] },
    (run) => record(run, 2, 0.8 + 0.01 * Number(run.cell.learningRate)),
  );
  assert.ok(names.includes("factor") && !names.includes("heat_map"));
  assert.deepEqual([...new Set(rows("seeds").map(({ cell }) => cell))], ["0.003", "0.03", "0.3"]);
  assert.deepEqual(rows("factor").map(({ x }) => x), [0.003, 0.03, 0.3]);
});

Deno.test("of what was tuned: the validation accuracy at each value, and what diverged there", () => {
  const study = defineStudy({
    factors: { activation: ["tanh", "relu"] },
    nuisance: { learningRate: [0.1, 0.001, 0.01] },
    seeds: [1, 2],
    tuneSeeds: [8, 9],
  });
  const toRecord = (run: PlannedRun) => {
    const { learningRate } = run.config;
    const diverges = learningRate === 0.1 && (run.cell.activation === "relu" || run.seed === 9);
    return record(
      run,
      2,
      diverges ? undefined : learningRate === 0.001 ? 0.12 : run.seed === 8 ? 0.75 : 0.5,
    );
  };
  const trials = runsOf(study, []).map(toRecord);
  const records = [...trials, ...runsOf(study, trials).slice(trials.length).map(toRecord)];
  const drawn = figuresOf(compareStudy({ study, records }));
  const { figure } = drawn.find(({ name }) => name === "tuning")!;
  const rows = figure.data.rows.map((
    { series, x, mean, untrained, diverged },
  ) => [series, x, mean, untrained, diverged]);
  assert.deepEqual(rows, [
    ...[["Tanh", 0.001, 0.12, 2, 0], ["Tanh", 0.01, 0.625, 0, 0], ["Tanh", 0.1, 0.75, 0, 1]],
    ...[["ReLU", 0.001, 0.12, 2, 0], ["ReLU", 0.01, 0.625, 0, 0], ["ReLU", 0.1, undefined, 0, 2]],
  ]);
});

Deno.test("what was tuned together, or is no number, has no line", () => {
  const nuisances: NonNullable<StudyInput["nuisance"]>[] = [
    { learningRate: [0.1, 0.01], momentum: [0, 0.9] },
    { learningRate: [0.1] },
    { optimizer: ["sgd", "adam"] },
  ];
  for (const nuisance of nuisances) {
    const factors = { activation: ["relu"] };
    const study = defineStudy({ factors, nuisance, seeds: [1], tuneSeeds: [8] });
    const trials = runsOf(study, []).map((run) => record(run, 1, 0.9));
    const runs = runsOf(study, trials).slice(trials.length).map((run) => record(run, 1, 0.9));
    const drawn = figuresOf(compareStudy({ study, records: [...trials, ...runs] }));
    assert.ok(drawn.length > 0 && drawn.every(({ name }) => name !== "tuning"));
  }
});

const statistics = { mean: 0, counts: [], nan: 0, infinite: 0 };

/** A probe of layers of ten neurons with these variances and numbers of dead neurons. */
function probe(epoch: number, layers: readonly (readonly [number | null, number])[]): EpochProbe {
  return {
    epoch,
    loss: 1,
    weights: [],
    activations: layers.map(([variance, dead], i) => ({
      name: `Layer ${2 * i + 1} - ReLU`,
      width: 10,
      preActivations: { ...statistics, variance },
      activations: { ...statistics, variance },
      gradients: { ...statistics, variance: variance === null ? null : variance / 100 },
      fractionSaturated: 0,
      dead: Array.from({ length: dead }, (_, neuron) => neuron),
    })),
  };
}

function withProbes(run: RunRecord, ...epochs: EpochProbe[]): RunRecord {
  return { ...run, probes: { keep: "best", edges: { values: [], gradients: [] }, epochs } };
}

Deno.test("of probes: variances of the start by layer, and dead neurons of both", () => {
  const { drawn, names, rows } = figures(
    { factors: { activation: ["relu"] }, seeds: [1, 2] },
    (run) =>
      withProbes(
        record(run, 1, 0.9),
        probe(0, [[run.seed, 9], [4, 9], [run.seed === 1 ? null : 1, 9]]),
        probe(1, [[7, run.seed], [7, 0], [7, 0]]),
      ),
  );
  assert.deepEqual(names.slice(-2), ["dead_neurons_by_layer", "layer_variances"]);
  const { caption } = drawn.find(({ name }) => name === "dead_neurons_by_layer")!;
  assert.match(caption, /dead, 0 for every training image, before training and/);
  assert.deepEqual(rows("layer_variances").map(({ panel, x, y }) => [panel, x, y]), [
    ...[["Activations", 1, 1.5], ["Activations", 2, 4]],
    ...[["Gradients", 1, 0.015], ["Gradients", 2, 0.04]],
  ]);
  const dead = rows("dead_neurons_by_layer").map(({ panel, x, mean }) => `${panel} ${x} ${mean}`);
  assert.deepEqual(dead, [
    ...["Before training 1 0.9", "Before training 2 0.9", "Before training 3 0.9"],
    ...[`Best epoch 1 ${(0.1 + 0.2) / 2}`, "Best epoch 2 0", "Best epoch 3 0"],
  ]);
});

Deno.test("each figure has a name of its own, and one that a file can have", () => {
  const long = Array(30).fill("0.001 * x ** 3").join(" + ");
  const activation = ["x * sigmoid(2 * x)", "x + sigmoid(2 + x)", long, `${long} + 1`];
  const { names } = figures(
    { factors: { momentum: [0, 0.9], activation }, seeds: [1, 2] },
    (run) => withProbes(record(run, 1, 0.9), probe(0, [[1, 0]])),
  );
  assert.ok(names.includes("layer_variances_activation_x_sigmoid_2_x"));
  assert.ok(names.includes("layer_variances_activation_x_sigmoid_2_x_2"));
  assert.equal(names.filter((name) => name.startsWith("layer_variances_")).length, 4);
  assert.equal(new Set(names).size, names.length);
  for (const name of names) assert.ok(name.length < 120, name);
});

Deno.test("beside the variances of untrained networks stands what theory expects of wide ones", () => {
  const start: StudyInput = {
    fixed: { hiddenSizes: [8, 16], initializer: "xavier_normal" },
    factors: { activation: ["relu", "tanh"] },
    seeds: [1, 2],
  };
  const { drawn, rows } = figures(
    start,
    (run) => withProbes(record(run, 1, 0.9), probe(0, [[run.seed, 0], [run.seed / 4, 0]])),
  );
  // The probe's pre-activations have the same variances as its activations.
  const measured = { preActivations: 1.5, gradients: 1.5 / 400 };
  const theory = meanFieldVariances(
    {
      activation: findActivation("tanh"),
      initializer: "xavier_normal",
      sizes: [784, 8, 16, 10],
    },
    measured,
  )!;
  assert.deepEqual(
    rows("layer_variances").filter(({ series }) => series === "Tanh, theory")
      .map(({ panel, y }) => [panel, y]),
    [
      ...theory.activations.map((y) => ["Activations", y]),
      ...theory.gradients.map((y) => ["Gradients", y]),
    ],
  );
  const { caption } = drawn.find(({ name }) => name === "layer_variances")!;
  assert.match(caption, /: means over the seeds\. Dashed: mean-field theory of infinitely wide/);
});

Deno.test("a theory of which there is none is not spoken of", () => {
  registerActivation("figures_own", findActivation("tanh").apply);
  const { drawn } = figures(
    { fixed: { width: 8 }, factors: { activation: ["figures_own"], depth: [1] }, seeds: [1] },
    (run) => withProbes(record(run, 1, 0.9), probe(0, [[1, 0]])),
  );
  const { caption } = drawn.find(({ name }) => name === "layer_variances")!;
  assert.equal(caption, "Variances of untrained networks by layer: means over the seeds.");
});

Deno.test("dead neurons stand over the depth where the study varies it", () => {
  const { names, rows } = figures(
    { fixed: { width: 8 }, factors: { activation: ["relu", "tanh"], depth: [1, 2] }, seeds: [1] },
    (run) =>
      withProbes(
        record(run, 1, 0.9),
        probe(1, run.cell.activation === "relu" ? [[1, 2], [1, 4]] : [[1, 0], [1, 0]]),
      ),
  );
  assert.deepEqual(rows("dead_neurons").map(({ series, x, mean }) => [series, x, mean]), [
    ...[["ReLU", 1, 0.3], ["ReLU", 2, 0.3]],
    ...[["Tanh", 1, 0], ["Tanh", 2, 0]],
  ]);
  const [one, two] = ["dead_neurons_by_layer_depth_1", "dead_neurons_by_layer_depth_2"] as const;
  assert.deepEqual(names.slice(-3), ["dead_neurons", one, two]);
  const layers = rows(two).map(({ series, x, mean }) => [series, x, mean]);
  assert.deepEqual(layers, [["ReLU", 1, 0.2], ["ReLU", 2, 0.4]]); // of the start nothing is known
});

Deno.test("as few runs as may be, or none that did not diverge, are drawn as well", async () => {
  const input: StudyInput = {
    fixed: { width: 8 },
    factors: { activation: ["relu", "tanh"], depth: [1, 2] },
    seeds: [1, 2],
  };
  const study = defineStudy(input), runs = runsOf(study, []);
  for (const accuracy of [0.9, 0.2, undefined]) {
    for (const done of [runs.slice(0, 1), runs.slice(0, 3), runs]) {
      const records = done.map((run) => record(run, accuracy === undefined ? 0 : 2, accuracy));
      for (const factor of Object.keys(input.factors)) {
        const drawn = figuresOf(compareStudy({ study, records }, factor));
        assert.ok(drawn.length > 0);
        for (const { figure } of drawn) await figure.with({ width: "page" }).page();
      }
    }
  }
});

Deno.test("no panel of differences is without any", () => {
  const { rows, names } = figures(
    {
      fixed: { width: 8 },
      factors: { activation: ["relu", "tanh"], depth: [1, 2] },
      seeds: [1, 2],
    },
    (run) => record(run, 1, run.cell.depth === 1 ? accuracyOf(run) : undefined),
  );
  assert.deepEqual(rows("differences").map(({ panel }) => panel), ["depth 1"]);
  assert.ok(!names.includes("differences_untrained"));
});

Deno.test("values are logarithmic where their ratios are more alike than their differences", () => {
  for (const values of [[0.003, 0.01, 0.03, 0.1], [2, 8, 32], [128, 16], [1, 4]]) {
    assert.equal(isLogarithmic(values), true, String(values));
  }
  for (const values of [[1, 2, 3, 4], [0, 1, 10], [1, 3], [0.8, 0.9, 0.99], [5]]) {
    assert.equal(isLogarithmic(values), false, String(values));
  }
});

Deno.test("activations keep their colours, but no two of a study have one", () => {
  const colors = (factors: StudyInput["factors"], factor: string) => [
    ...levelColors(planCells(defineStudy({ factors, seeds: [1] }), []), factor).values(),
  ];
  const of = (...activation: string[]) => colors({ activation }, "activation");
  assert.deepEqual(of("swish", "relu"), [5, 2]);
  assert.deepEqual(of("relu", "tanh", "selu"), [2, 1, 3]);
  assert.deepEqual(of("selu", "tanh"), [2, 1]);
  const many = ["relu", "celu", "hardtanh", "elu", "relu6", "swish", "x * tanh(x)", "leakyrelu"];
  assert.equal(new Set(of(...many)).size, many.length);
  assert.ok(of(...many).every((index) => index < 10));
  const rates = { activation: ["relu"], learningRate: [0.1, 0.01] };
  assert.deepEqual(colors(rates, "learningRate"), [0, 1]);
});

Deno.test("no interval of a share that is drawn leaves what shares can be", () => {
  const study = defineStudy({
    fixed: { width: 8 },
    factors: { activation: ["relu"], depth: [1, 2] },
    nuisance: { learningRate: [0.1, 0.01] },
    seeds: [1, 2],
    tuneSeeds: [8, 9],
  });
  // Of validation; the last epoch's is 0.1 below that, as is the test's.
  const toRecord = (run: PlannedRun) => {
    const low = run.cell.depth === 1 ? 0.31 : 0.89, good = run.seed % 2 === 0;
    return withProbes(record(run, 1, good ? low + 0.2 : low), probe(1, [[1, good ? 9 : 1]]));
  };
  const trials = runsOf(study, []).map(toRecord);
  const records = [...trials, ...runsOf(study, trials).slice(trials.length).map(toRecord)];
  const drawn = figuresOf(compareStudy({ study, records }));
  const names = ["seeds", "factor", "tuning", "learning_curves", "dead_neurons"];
  for (const name of names) {
    const { rows } = drawn.find((figure) => figure.name === name)!.figure.data;
    const lows = rows.flatMap(({ low }) => low === undefined ? [] : Number(low));
    const highs = rows.flatMap(({ high }) => high === undefined ? [] : Number(high));
    assert.deepEqual([Math.min(...lows), Math.max(...highs)], [0, 1], name);
  }
});

Deno.test("of one seed, or of runs that are equal, no difference was tested", () => {
  const factors = { activation: ["sigmoid", "tanh", "relu"] };
  const found = (seeds: number[], accuracy: (run: PlannedRun) => number) => {
    const { rows } = figures({ factors, seeds }, (run) => record(run, 1, accuracy(run)));
    return rows("differences").map(({ found }) => found);
  };
  assert.deepEqual(found([1], accuracyOf), Array(3).fill("not tested"));
  assert.deepEqual(found([1, 2], () => 0.9), Array(3).fill("not tested"));
  assert.ok(!found([1, 2, 3], accuracyOf).includes("not tested"));
});

Deno.test("average ranks say of how many blocks they are, and how many are left out", () => {
  const caption = (
    factors: StudyInput["factors"],
    diverges: (run: PlannedRun) => boolean,
    fixed: NonNullable<StudyInput["fixed"]> = {},
  ) => {
    const { drawn } = figures(
      { fixed, factors, seeds: [1, 2, 3] },
      (run) => record(run, 1, diverges(run) ? undefined : accuracyOf(run)),
    );
    return drawn.find(({ name }) => name === "critical_difference")!.caption;
  };
  const activation = ["sigmoid", "tanh", "relu"];
  assert.match(
    caption({ activation }, () => false),
    /^Average ranks over 3 blocks, each the runs of one seed; 1 is .* apart\.$/,
  );
  assert.match(
    caption({ activation }, ({ seed }) => seed === 1),
    /over 2 blocks, .* Left out is 1 block in which a run is missing or diverged\.$/,
  );
  const factors = { activation, depth: [2, 8] };
  assert.match(
    caption(factors, ({ cell, seed }) => cell.depth === 8 && seed < 3, { width: 8 }),
    /over 4 blocks, each the runs of one seed at one depth, all of which are pooled; .* are 2 blocks in/,
  );
});

Deno.test("numbers of a heat map grow to the right and upwards, whatever the study's order", () => {
  const depth = [8, 2, 32], learningRate = [0.001, 0.01, 0.1, 1e-7];
  const { rows } = figures(
    { fixed: { activation: "relu", width: 8 }, factors: { learningRate, depth }, seeds: [1] },
    (run) => record(run, 1, 0.9),
  );
  const values = (axis: "x" | "y") => [...new Set(rows("heat_map").map((row) => row[axis]))];
  assert.deepEqual(values("x"), ["2", "8", "32"]);
  assert.deepEqual(values("y"), ["1e-7", "0.001", "0.01", "0.1"]); // from below
});
