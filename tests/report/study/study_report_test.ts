import assert from "node:assert/strict";
import { toMarkdown } from "../../../src/report/markdown.ts";
import { cellsCsv, pairsCsv } from "../../../src/report/study/comparison_csv.ts";
import { latexTable } from "../../../src/report/study/latex_table.ts";
import { compareStudy } from "../../../src/report/study/study_comparison.ts";
import { describeStudy } from "../../../src/report/study/study_document.ts";
import { studyReport } from "../../../src/report/study/study_report.ts";
import { parseCsv } from "../../../src/study/csv.ts";
import type { PlannedRun } from "../../../src/study/plan.ts";
import { runsCsv, type StudyResults } from "../../../src/study/results.ts";
import type { StudyInput } from "../../../src/study/study.ts";
import { StudyError } from "../../../src/study/study_error.ts";
import { madeUp, type Result } from "./made_up.ts";

const SIX: StudyInput = {
  name: "few",
  factors: { activation: ["relu", "elu", "tanh"] },
  seeds: "0..5",
};

/** ELU above ReLU, and Tanh beside it, with some noise. */
function ordinary({ cell, seed }: PlannedRun): number {
  const noise = [0, 2, 1, 3, 1, 2][seed % 6]!;
  const level = { relu: 870 + noise % 2, elu: 876 + noise, tanh: 874 + 3 * (noise % 3) };
  return level[cell.activation as keyof typeof level] / 1000;
}

/** A report without its figures. */
function textOf(results: StudyResults, factor?: string): string {
  const more = { figures: [], strays: 0, commands: [] };
  return toMarkdown(describeStudy(compareStudy(results, factor), "few", more));
}

/** Its lines, with its title. */
function lines(input: StudyInput, resultOf: (run: PlannedRun) => Result = ordinary): string[] {
  return textOf(madeUp(input, resultOf)).split("\n");
}

/** Those between a heading and the next. */
function section(lines: readonly string[], heading: string): string[] {
  const start = lines.indexOf(`## ${heading}`) + 1;
  assert.ok(start > 0, `${heading} is in\n${lines.join("\n")}`);
  const end = lines.findIndex((line, i) => i >= start && line.startsWith("## "));
  return lines.slice(start, end < 0 ? lines.length : end).filter((line) => line !== "");
}

/** The findings: what begins a line of the list before the first section. */
function findings(lines: readonly string[]): string[] {
  const end = lines.findIndex((line) => line.startsWith("## "));
  return lines.slice(0, end).filter((line) => /^- [^[]/.test(line)).map((line) => line.slice(2));
}

Deno.test("a report begins with the answer: the best, it against each other, the other pairs", () => {
  const text = lines(SIX);
  assert.equal(text[0], "# Study few");
  assert.ok(
    text.includes(
      "Of the 3 pairs that are compared, 2 differ in mean test accuracy, in 1 no difference is found.",
    ),
  );
  const found = findings(text);
  assert.equal(found.length, 4);
  assert.match(
    found[0]!,
    /^ELU has the highest mean test accuracy, 87\.75 % \(.* to .*; 6 seeds\)\.$/,
  );
  assert.match(found[1]!, /^Over 6 seeds no difference is found between ELU and Tanh \(/);
  assert.match(found[2]!, /^Over 6 seeds ELU is 0\.70 points above ReLU \(.*; Holm p .*\)\.$/);
  assert.match(found[3]!, /^Over 6 seeds Tanh is .* points above ReLU \(/);
  assert.deepEqual(section(text, "Diverged, untrained and missing runs"), ["There are none."]);
  assert.ok(!text.includes("## Reproduce this study"));
});

Deno.test("of many pairs without the best, the verdicts are counted", () => {
  const activation = ["relu", "elu", "tanh", "swish", "sigmoid"];
  const found = findings(lines({ ...SIX, factors: { activation } }, ({ cell, seed }) => {
    const level = activation.indexOf(String(cell.activation));
    return (860 + 5 * level + [0, 1, 0, 2, 1, 3][seed]! * (level % 2)) / 1000;
  }));
  assert.equal(found.length, 6);
  assert.equal(
    found[5],
    "Of the other 6 pairs, 4 differ in mean test accuracy, 2 cannot be tested.",
  );
});

Deno.test("it says which noise was sampled, and that a comparison stands on it", () => {
  const sampled = (more: Partial<StudyInput>) =>
    lines({ ...SIX, ...more }).find((line) => line.includes("the order of the batches"));
  assert.equal(
    sampled({}),
    "The 6 seeds (0 to 5) vary the initial weights and the order of the batches. The split into " +
      "training and validation images (seed 42) and the test images are the same in all runs.",
  );
  assert.equal(
    sampled({ varySplit: true, seeds: [3, 7] }),
    "The 2 seeds (3, 7) vary the initial weights, the order of the batches, and the split into " +
      "training and validation images. The test images are the same in all runs.",
  );
  assert.match(
    lines(SIX, (run) => run.seed > 2 && run.seed !== 4 ? "missing" : ordinary(run)).join("\n"),
    /^The 4 seeds \(0, 1, 2, 4\) vary the initial weights/m,
    "of an incomplete study, the seeds that have runs",
  );
  const one = lines(SIX, (run) => run.seed === 4 ? ordinary(run) : "missing").join("\n");
  assert.match(one, /^The one seed \(4\) sets [^]*^- One seed has no variation/m);
  const limits = section(lines(SIX), "What it cannot tell").join("\n");
  assert.match(limits, /for other images, or for another split: all runs are on FashionMNIST\./);
  assert.match(limits, /What tuning would change: all settings but activation are the same/);
  assert.match(limits, /That two are equal/);
  assert.match(limits, /Anything by Wilcoxon's test in 3 of 3 pairs/);
});

Deno.test("values that have commas are told apart", () => {
  const group = (one: string, other: string, field: string) => (
    { [one]: { [field]: 0.1 }, [other]: { [field]: 0.2 } }
  );
  const factors = {
    activation: ["relu", "elu"],
    first: group("p", "p, q", "momentum"),
    second: group("q, r", "r", "learningRate"),
  };
  const text = lines({ factors, seeds: [1, 2] }, ({ cell, seed }) => (
    (cell.activation === "relu" ? 500 : 510 + seed) / 1000
  ));
  for (const place of ["first p, second q, r", "first p, q, second r"]) {
    assert.equal(text.filter((line) => line.startsWith(`- At ${place}, ELU has`)).length, 1, place);
  }
  assert.equal(section(text, "Cells").filter((line) => /^\| p/.test(line)).length, 8);
});

Deno.test("of one seed it has no interval and no test, and says why", () => {
  const text = lines({ ...SIX, seeds: [4] });
  assert.match(
    findings(text)[0]!,
    /^ELU has the highest mean test accuracy, 87\.70 % \(no interval; 1/,
  );
  assert.match(
    findings(text)[1]!,
    /^On the one seed of both ELU and Tanh are equal; one seed has no interval and/,
  );
  assert.match(
    section(text, "What it cannot tell")[0]!,
    /^- One seed has no variation: there is no/,
  );
  assert.doesNotMatch(text.join("\n"), /\d to \d|p = /);
  assert.match(section(text, "Cells")[2]!, /^\| ReLU +\| +1 \| +0 \| +0 \| +87\.10 \| +- \|/);
});

Deno.test("a sentence begins with a capital, unless with a formula", () => {
  const result = ({ cell, seed }: PlannedRun) =>
    (870 + seed + 10 * ["relu", "x * sigmoid(x) ** 2", 0.2].indexOf(cell.activation ?? 0.2)) / 1000;
  const formula = { factors: { activation: ["relu", "x * sigmoid(x) ** 2"] }, seeds: [1, 2] };
  assert.match(findings(lines(formula, result))[0]!, /^x \\\* sigmoid\(x\) .* has the highest/);
  const rate = { fixed: { activation: "relu" }, factors: { learningRate: [0.2] }, seeds: [1, 2] };
  assert.match(findings(lines(rate, result))[0]!, /^Learning rate 0\.2 has a mean/);
});

Deno.test("what is missing is said first, and which runs it is", () => {
  const text = lines(
    SIX,
    (run) => run.cell.activation === "relu" && run.seed > 3 ? "missing" : ordinary(run),
  );
  const first = text.find((line) => /^[A-Z]/.test(line));
  assert.equal(
    first,
    "This study is not complete: 2 of its 18 runs are missing. What follows is of those that are done.",
  );
  const lost = section(text, "Diverged, untrained and missing runs");
  assert.match(lost[2]!, /^\| activation relu \| missing \| +2 \| 4, 5 +\|$/);
});

Deno.test("diverged and untrained runs are counted, listed, and said where they mislead", () => {
  const results = madeUp(SIX, (run) => {
    if (run.cell.activation === "elu" && run.seed === 1) return "diverged";
    if (run.cell.activation === "tanh" && run.seed % 2 === 0) return 0.1;
    return ordinary(run);
  });
  const text = textOf(results).split("\n");
  const table = latexTable(compareStudy(results));
  const found = findings(text);
  const tanh = compareStudy(results).comparison.cells.find(({ activation }) =>
    activation === "tanh"
  );
  const percent = (share: number) => (100 * share).toFixed(2);
  assert.equal(
    found[0],
    "3 of 6 runs of Tanh ended untrained, at or near chance (10 %); the mean of the other 3 is " +
      `${percent(tanh!.trained_mean!)} % (${tanh!.trained_t_interval!.map(percent).join(" to ")}).`,
  );
  assert.match(found[1]!, /^ELU .*; 5 seeds\); 1 of 6 runs of ELU diverged and is left out\.$/);
  assert.match(found[2]!, /^Over 5 seeds ELU is .* above ReLU .*1 of 6 runs of ELU diverged/);
  assert.match(
    found[3]!,
    /^0 of 5 runs of ELU and 3 of 6 runs of Tanh are untrained \(McNemar's p = 0\.25\); over 5 .* between ELU and Tanh .*; the mean of Tanh is of trained and untrained runs, and describes neither; 1 of 6/,
  );
  assert.deepEqual(
    section(text, "Diverged, untrained and missing runs").slice(2)
      .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim())),
    [
      ["activation elu", "diverged", "1", "1"],
      ["activation tanh", "untrained", "3", "0, 2, 4"],
    ],
  );
  assert.match(table, /^ELU & 87\.74 \$\\pm\$ .* \(1\/6 diverged\) \\\\$/m);
  assert.match(table, /^Tanh & 48\.\d\d \(3\/6 untrained\) \\\\$/m, "of two kinds of runs");
  const cells = section(text, "Cells").map((line) => line.split("|").map((cell) => cell.trim()));
  const intervals = ["95 % interval", "BCa interval", "one new run"];
  const shown = (title: string) =>
    intervals.map((column) =>
      cells.find(([, name]) => name === title)![cells[0]!.indexOf(column)]!
    );
  assert.deepEqual(shown("Tanh"), ["-", "-", "-"]);
  assert.match(shown("ReLU")[2]!, /^\d.* to \d/);
  assert.doesNotMatch(table, /textbf/, "what lost runs is not set off as the best");
});

Deno.test("whether runs that learned nothing would learn later is left open, after so many epochs", () => {
  const results = madeUp(SIX, (run) => {
    if (run.cell.activation === "elu") return "diverged";
    return run.cell.activation === "tanh" && run.seed < 3 ? 0.1 : ordinary(run);
  });
  const limits = (epochs: (seed: number, activation: string) => number) => {
    const records = results.records.map((record) => {
      const length = epochs(record.config.seed, record.config.activation);
      return { ...record, history: Array(length).fill(record.history[0]) };
    });
    return section(textOf({ ...results, records }).split("\n"), "What it cannot tell").join("\n");
  };
  const open = "^- Whether the runs that learned nothing would learn later: they ended after ";
  // One that diverged sooner, and one that learned for longer, are none of them.
  const varied = limits((seed, activation) =>
    activation === "tanh" ? 8 + seed : seed === 1 ? 99 : 1
  );
  assert.match(varied, new RegExp(`${open}8 to 10 epochs\\.$`, "m"));
  assert.match(limits(() => 50), new RegExp(`${open}50 epochs\\.$`, "m"));
  assert.doesNotMatch(section(lines(SIX), "What it cannot tell").join("\n"), /would learn later/);
});

Deno.test("of the best cell, too, the untrained runs are said before the mean", () => {
  const found = findings(lines(SIX, (run) => {
    if (run.cell.activation !== "elu") return ordinary(run) - 0.77;
    return run.seed < 5 ? 0.1 : 0.88;
  }));
  assert.deepEqual(found, [
    "Nothing was learned with ReLU or Tanh: all 12 runs ended untrained, at or near chance (10 %).",
    "5 of 6 runs of ELU ended untrained, at or near chance (10 %); the other one has 88.00 %.",
    "ELU has a mean test accuracy of 23.00 % (6 seeds); the mean of ELU is of trained and untrained " +
    "runs, and describes neither.",
  ]);
});

Deno.test("a place at which nothing was learned has one finding, and no best cell", () => {
  const study = { ...SIX, fixed: { width: 8 }, factors: { ...SIX.factors, depth: [2, 32] } };
  const results = madeUp(study, (run) => {
    if (run.cell.depth === 2) return ordinary(run);
    if (run.cell.activation === "tanh" && run.seed === 0) return "diverged";
    return ordinary(run) - 0.75; // 12 % of ten classes, and not the same in all cells
  });
  const text = textOf(results).split("\n");
  assert.deepEqual(findings(text).filter((text) => text.startsWith("At depth 32")), [
    "At depth 32, nothing was learned with ReLU, ELU or Tanh: all 17 runs ended untrained, at or near " +
    "chance (10 %); 1 of 6 runs of Tanh diverged and is left out.",
  ]);
  assert.match(
    text.find((line) => line.startsWith("Of the 6 pairs"))!,
    /2 differ in mean test accuracy, in 1 no difference is found, in 3 neither learned anything\.$/,
  );
  const [, atDepth32] = /^ELU & [^&]* & (.*) \\\\$/m.exec(latexTable(compareStudy(results)))!;
  assert.match(atDepth32!, /^12\.\d\d .*\(6\/6 untrained\)$/, "it is not set in bold");
});

Deno.test("cells that are equal on each seed are said to be so once, and compared as one", () => {
  const input = { ...SIX, factors: { activation: ["relu", "elu", "celu", "selu", "tanh"] } };
  const found = findings(lines(input, (run) => {
    const activation = String(run.cell.activation).replace(/^[cs]elu/, "elu");
    return ordinary({ ...run, cell: { activation } });
  }));
  assert.equal(found[0], "On each of 6 seeds ELU, CELU and SELU are equal.");
  assert.deepEqual(found.slice(1).map((text) => text.match(/ReLU|S?C?ELU|Tanh/g)?.slice(0, 2)), [
    ["ELU"],
    ["ELU", "Tanh"],
    ["ELU", "ReLU"],
    ["Tanh", "ReLU"],
  ]);
  const all = findings(lines(input, ({ seed }) => (870 + seed) / 1000));
  assert.equal(all.length, 2);
  assert.match(all[1]!, /^ReLU has a mean test accuracy of 87\.25 %/, "none is the best");
});

Deno.test("a study whose every run diverged says so", () => {
  const found = findings(lines(SIX, () => "diverged"));
  assert.deepEqual(found, ["Every run diverged."]);
  const some = lines(SIX, (run) => run.cell.activation === "elu" ? "diverged" : ordinary(run));
  assert.equal(findings(some).at(-1), "6 runs of ELU diverged, and none has a result.");
});

const TUNED: StudyInput = {
  factors: { activation: ["relu", "elu"] },
  nuisance: { learningRate: [0.01, 0.1, 0.3] },
  tuneSeeds: [100, 101],
  seeds: "0..5",
};

Deno.test("tuned values are listed, and a finding at an edge is marked as not settled", () => {
  const best = { relu: 0.1, elu: 0.3 };
  const text = lines(TUNED, (run) => {
    const isBest = best[run.cell.activation as "relu"] === run.tuned.learningRate;
    return run.purpose === "tune" ? (isBest ? 0.8 : 0.7) : ordinary(run);
  });
  assert.match(
    findings(text)[1]!,
    /; not settled, for the best learning rate of ELU is at the edge of the values tried\.$/,
  );
  const [relu, elu] = section(text, "Tuned values").slice(2);
  assert.match(relu!, /^\| ReLU +\| +0\.1 \| +90\.00 \|$/);
  assert.match(elu!, /^\| ELU +\| +0\.3\\\* \| +90\.00 \|$/);
  assert.match(section(text, "Cells")[3]!, /^\| ELU +\| +0\.3\\\* \| +6 \|/);
  const limits = section(text, "What it cannot tell").join("\n");
  assert.match(limits, /What tuning of more than learning rate would change/);
  assert.match(
    limits,
    /How good those can be whose best learning rate is at the edge of the values tried, 1 cell:/,
  );
});

Deno.test("several tuned values, and several factors, are listed as a sentence has them", () => {
  const input = {
    ...TUNED,
    fixed: { width: 8 },
    factors: { activation: ["relu", "elu"], depth: [1], batchSize: [64] },
    nuisance: { learningRate: [0.1, 0.3], momentum: [0, 0.9], weightDecay: [0, 0.1] },
  };
  const text = lines(input, ordinary).join("\n");
  assert.match(
    text,
    /the best learning rate, momentum and weight decay of ELU are at the edge of the values tried\.$/m,
  );
  assert.match(text, /whose best learning rate, momentum or weight decay is at the edge/);
  assert.match(text, /What tuning of more than learning rate, momentum and weight decay would/);
});

Deno.test("a cell that is not tuned yet is listed as such", () => {
  const text = lines(
    TUNED,
    (run) => run.seed === 101 && run.cell.activation === "elu" ? "missing" : ordinary(run),
  );
  const lost = section(text, "Diverged, untrained and missing runs");
  assert.match(lost[2]!, /^\| activation elu \| missing while tuning \| +3 \| 101 +\|$/);
  assert.match(lost[3]!, /^\| activation elu \| not tuned yet +\| +6 \| 0 to 5 +\|$/);
  assert.match(text.join("\n"), /^This study is not complete: 9 of its 24 runs are missing/m);
});

Deno.test("runs that diverge or learn nothing while tuning are listed, the diverged by their value", () => {
  const text = lines(TUNED, (run) => {
    if (run.purpose === "compare") return ordinary(run);
    if (run.tuned.learningRate === 0.3) return "diverged";
    return run.tuned.learningRate === 0.01 && run.cell.activation === "elu" ? 0.1 : 0.8;
  });
  assert.deepEqual(
    section(text, "Diverged, untrained and missing runs").slice(2)
      .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim())),
    [
      ["activation relu", "diverged while tuning, learning rate 0.3", "2", "100, 101"],
      ["activation elu", "diverged while tuning, learning rate 0.3", "2", "100, 101"],
      ["activation elu", "untrained while tuning", "2", "100, 101"],
    ],
  );
});

const START: StudyInput = {
  fixed: { width: 8 },
  factors: {
    activation: ["relu", "elu", "tanh"],
    depth: [2, 16],
    initializer: ["he_normal", "orthogonal"],
  },
  seeds: "0..5",
};

Deno.test("with several factors, one is compared at each combination of the others, in order", () => {
  const results = madeUp(START, ordinary);
  const compared = compareStudy(results);
  const text = textOf(results);
  const found = findings(text.split("\n"));
  assert.deepEqual(
    found.filter((text) => text.includes("highest")).map((text) => text.split(", ELU")[0]),
    ["2", "16"].flatMap((depth) =>
      ["he\\_normal", "orthogonal"].map((name) => `At depth ${depth}, initializer ${name}`)
    ),
  );
  assert.match(text, /adjusted by Holm's method over 12 pairs/);
  const [header, first] = parseCsv(pairsCsv(compared), () => new Error());
  assert.deepEqual(header!.fields.slice(0, 5), ["depth", "initializer", "a", "b", "n"]);
  assert.deepEqual(first!.fields.slice(0, 5), ["2", "he_normal", "relu", "elu", "6"]);
  assert.match(latexTable(compared), /^activation & depth 2, initializer he\\_normal & depth 2, /m);
  const other = textOf(results, "initializer");
  assert.match(other, /by initializer at each activation and depth\./);
  assert.match(other, /At activation ReLU, depth 2, initializer /);
  const batches = { ...SIX, factors: { activation: ["relu", "elu"], batchSize: [64, 256] } };
  assert.equal(compareStudy(madeUp(batches, ordinary), "batch_size").factor, "batchSize");
  assert.match(
    section(lines(batches), "What it cannot tell").join("\n"),
    /all settings but activation and batch size are the same in all runs/,
  );
  assert.throws(() => compareStudy(results, "width"), {
    message: 'expected a factor of the study (activation, depth, initializer), got "width"',
  });
});

Deno.test("the tables have the numbers with all their digits", () => {
  const compared = compareStudy(madeUp(SIX, ordinary));
  const table = (text: string) => {
    const [header, ...records] = parseCsv(text, () => new Error());
    return records.map(({ fields }) =>
      Object.fromEntries(header!.fields.map((name, i) => [name, fields[i]!]))
    );
  };
  const cells = table(cellsCsv(compared)), pairs = table(pairsCsv(compared));
  assert.deepEqual(cells.map(({ activation, runs, n }) => [activation, runs, n]), [
    ["relu", "6", "6"],
    ["elu", "6", "6"],
    ["tanh", "6", "6"],
  ]);
  assert.ok(Math.abs(Number(cells[1]!.mean) - 0.8775) < 1e-12);
  assert.ok(Number(cells[1]!.t_low) < 0.8775 && 0.8775 < Number(cells[1]!.t_high));
  assert.deepEqual(pairs.map(({ a, b }) => `${a} ${b}`), ["relu elu", "relu tanh", "elu tanh"]);
  assert.ok(Math.abs(Number(pairs[0]!.mean_difference) + 0.007) < 1e-12);
  const [alone, holm] = ["minimum_detectable_difference", "minimum_detectable_difference_holm"]
    .map((name) => Number(pairs[0]![name]));
  assert.ok(alone! < holm!);
});

Deno.test("where all blocks rank alike, the p-value of an infinite F is shown as one", () => {
  const text = lines(
    SIX,
    ({ cell, seed }) =>
      (870 + seed + 10 * ["relu", "elu", "tanh"].indexOf(`${cell.activation}`)) / 1000,
  );
  const [header, , ranks] = section(text, "Ranks").map((line) =>
    line.split("|").map((field) => field.trim().replaceAll("\\", ""))
  );
  assert.equal(ranks![header!.indexOf("p, Iman-Davenport")], "< 0.0001");
});

Deno.test("one cell has no pairs: their table is a header, and what is in brackets is said", () => {
  const results = madeUp({ ...SIX, factors: { activation: ["relu"] } }, ordinary);
  const several = madeUp(SIX, ordinary);
  const headerOf = (results: StudyResults) => pairsCsv(compareStudy(results)).split("\n")[0];
  assert.equal(pairsCsv(compareStudy(results)), `${headerOf(several)}\n`);
  const text = textOf(results);
  assert.match(text, /ReLU has a mean test accuracy of 87\.05 % \(86\.99 to 87\.11; 6 seeds\)/);
  assert.match(text, /In brackets is the 95 % interval of the mean, by Student's t\./);
});

Deno.test("the LaTeX table sets the best in bold, and what is not found to differ from it", () => {
  const table = latexTable(compareStudy(madeUp(SIX, ordinary)));
  assert.match(table, /^ReLU & 87\.05 \$\\pm\$ 0\.06 \\\\$/m);
  assert.match(table, /^ELU & \\textbf\{87\.75 \$\\pm\$ 0\.11\} \\\\$/m);
  assert.match(table, /^Tanh & \\textbf\{/m);
  const formula = { ...SIX, factors: { activation: ["x * tanh(x) ** 2", "max(x, -1)"] } };
  assert.match(
    latexTable(compareStudy(madeUp(formula, ({ seed }) => (870 + seed) / 1000))),
    /^x \* tanh\(x\) \*\* 2 & 87\.\d\d /m,
  );
  const [lr, rates] = ["learningRate", ["[0.1]", "*0.2", "a*[b]"]];
  const method = Object.fromEntries(rates.map((name, i) => [name, { [lr]: 0.1 * (i + 1) }]));
  const named = { fixed: { activation: "relu" }, factors: { method }, seeds: [1, 2] };
  const rows = latexTable(compareStudy(madeUp(named, ({ seed }) => (870 + seed) / 1000)));
  for (const row of ["{}[0.1] &", "{}*0.2 &", "a*[b] &"]) assert.ok(rows.includes(`\n${row}`), row);
});

Deno.test("records of runs that the study does not have are counted, and say nothing", () => {
  const results = madeUp(SIX, ordinary);
  const others = madeUp({ ...SIX, fixed: { dataset: "MNIST", splitSeed: 7 } }, ordinary);
  const records = [...others.records.slice(0, 2), ...results.records];
  assert.equal(textOf({ ...results, records }), textOf(results));
});

Deno.test("the files of a report: the page holds the figures, the tables have the numbers", async () => {
  const results = madeUp(SIX, ordinary);
  const others = madeUp({ ...SIX, fixed: { epochs: 3 } }, ordinary);
  const records = [others.records[0]!, ...results.records];
  const commands = ["make it", "report it"];
  const report = () => studyReport({ ...results, records }, { commands });
  const files = await report();
  const figures = Object.keys(files).filter((path) => path.startsWith("figures/"));
  assert.ok(figures.includes("figures/seeds.svg") && figures.includes("figures/differences.svg"));
  assert.deepEqual(
    Object.keys(files).filter((path) => !figures.includes(path)),
    ["report.html", "report.md", "runs.csv", "cells.csv", "pairs.csv", "table.tex"],
  );
  const html = files["report.html"]!, text = files["report.md"]!;
  for (const path of figures) {
    assert.match(files[path]!, /^<svg[^]*report it/m, "it says what draws it again");
    assert.ok(text.includes(`](${path})`));
    assert.ok(html.includes(new TextEncoder().encode(files[path]!).toBase64()));
  }
  assert.doesNotMatch(html, /(src|href)="(?!data:|#)/, "nothing lies outside of the page");
  assert.deepEqual(section(text.split("\n"), "Reproduce this study").slice(0, 4), [
    "```sh",
    ...commands,
    "```",
  ]);
  assert.match(text, /\n1 record of runs that the study does not have is left out\.\n/);
  const compared = compareStudy(results);
  assert.equal(files["runs.csv"], runsCsv(results));
  assert.equal(files["cells.csv"], cellsCsv(compared));
  assert.equal(files["pairs.csv"], pairsCsv(compared));
  assert.equal(files["table.tex"], latexTable(compared));
  assert.deepEqual(await report(), files, "the same results give the same bytes");
});

Deno.test("no run is no report", async () => {
  await assert.rejects(studyReport({ ...madeUp(SIX, ordinary), records: [] }), StudyError);
});
