/** Slips in the figures of studies, and in the numbers that they are drawn of. */
import type { Mutation } from "./mutation.ts";

const FIGURES = ["tests/figures/study_figures_test.ts"];
const MARKS = ["tests/figures/marks_test.ts"];
const NUMBERS = ["tests/report/study/figures_test.ts"];

export const STUDY_FIGURES: readonly Mutation[] = [
  {
    name: "runs that learned nothing stretch the axis of the others",
    file: "src/figures/seeds.ts",
    find: "untrained ? [] : value ?? []",
    replace: "value ?? []",
    tests: FIGURES,
  },
  {
    name: "a difference is filled where none was found",
    file: "src/figures/differences.ts",
    find: "open: !found",
    replace: "open: found",
    tests: FIGURES,
  },
  {
    name: "the first pair stands at the bottom, by the name of the last",
    file: "src/figures/differences.ts",
    find: "marksOf(pair, pairs.length - 1 - i)",
    replace: "marksOf(pair, i)",
    tests: FIGURES,
  },
  {
    name: "a curve that learned nothing stretches the axis of the others",
    file: "src/figures/learning_curves.ts",
    find: "values.filter((value) => value >= low)",
    replace: "values",
    tests: FIGURES,
  },
  {
    name: "a bar over ranks ends with the best of its group",
    file: "src/figures/marks/rank_diagram.ts",
    find: "H${x(worst) + over}",
    replace: "H${x(best) + over}",
    tests: FIGURES,
  },
  {
    name: "a line goes on over a value at which all runs diverged",
    file: "src/figures/factor.ts",
    find: "      last = undefined;\n",
    replace: "",
    tests: FIGURES,
  },
  {
    name: "diverged runs are left out of what the untrained are a share of",
    file: "src/figures/untrained_runs.ts",
    find: "cell[outcome] / cell.runs)",
    replace: "cell[outcome] / (cell.runs - cell.diverged))",
    tests: FIGURES,
  },
  {
    name: "each panel has a legend of its own",
    file: "src/figures/study_panels.ts",
    find: "marks: [...panel.marks.map(unnamed), ...entries]",
    replace: "marks: [...panel.marks]",
    tests: FIGURES,
  },
  {
    name: "a panel leaves the room above its own bars alone",
    file: "src/figures/axes.ts",
    find: "(spec.sharing ?? [spec])",
    replace: "[spec]",
    tests: MARKS,
  },
  {
    name: "an axis of shares has ticks above 100 %",
    file: "src/figures/ticks.ts",
    find: "Math.min(end, 1) : end",
    replace: "end : end",
    tests: ["tests/figures/ticks_test.ts"],
  },
  {
    name: "a legend below the panels has the width of the page, wherever it begins",
    file: "src/figures/layout.ts",
    find: "below(room + Math.min(x, 0))",
    replace: "below(room)",
    tests: ["tests/figures/sizes_test.ts"],
  },
  {
    name: "the interval of a difference the other way round keeps its ends",
    file: "src/report/study/accuracy_figures.ts",
    find: "100 * sign * end)",
    replace: "100 * end)",
    tests: NUMBERS,
  },
  {
    name: "cells stand from the worst to the best",
    file: "src/report/study/accuracy_figures.ts",
    find: ": -mean(",
    replace: ": mean(",
    tests: NUMBERS,
  },
  {
    name: "a learning curve goes on with the runs that are left",
    file: "src/report/study/curve_figures.ts",
    find: "Math.min(...trained",
    replace: "Math.max(...trained",
    tests: NUMBERS,
  },
  {
    name: "dead neurons are those of the start",
    file: "src/report/study/probe_figures.ts",
    find: 'when === "start" ? 0 : best?.epoch',
    replace: "0 * (best?.epoch ?? 0)",
    tests: NUMBERS,
  },
  {
    name: "steps of equal size are drawn as steps of equal factors",
    file: "src/report/study/factor_levels.ts",
    find: "unlike(ratios) < unlike(",
    replace: "unlike(ratios) > unlike(",
    tests: NUMBERS,
  },
  {
    name: "figures of places whose names are alike but for signs have one file",
    file: "src/report/study/figure_names.ts",
    find: "names.has(free)",
    replace: "false",
    tests: NUMBERS,
  },
  {
    name: "a figure of a long formula has a name that is too long for a file",
    file: "src/report/study/figure_names.ts",
    find: ".slice(0, LONGEST)",
    replace: "",
    tests: NUMBERS,
  },
  {
    name: "long names on an axis leave a figure no room for data",
    file: "src/figures/axes.ts",
    find: "const LONGEST_NAME = 0.45;",
    replace: "const LONGEST_NAME = 4.5;",
    tests: FIGURES,
  },
  {
    name: "a shortened name loses its end",
    file: "src/figures/typeset.ts",
    find: "letters.length - Math.floor(count / 2)",
    replace: "letters.length",
    tests: MARKS,
  },
];
