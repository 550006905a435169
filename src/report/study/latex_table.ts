/** The means of a study as a LaTeX table, in the style of the package booktabs. */
import { verdictOf } from "./pair_finding.ts";
import { counted, inPercent } from "./rounding.ts";
import {
  type ComparedPlace,
  inWords,
  type NamedCell,
  pairOf,
  ranked,
  type StudyComparison,
  titleOf,
} from "./study_comparison.ts";
import { isMixed } from "./untrained_findings.ts";

/**
 * A row for each value of the factor, a column for each combination of the others: the mean test
 * accuracy in percent, ± half of its 95 % interval, which describes no cell of which some runs alone are
 * untrained. The best of a column is bold, and so are those that
 * no difference from it is found of, unless some of their runs diverged or are untrained.
 */
export function latexTable({ study, factor, places }: StudyComparison): string {
  const levels = new Set(places.flatMap(({ cells }) => cells.map(({ level }) => level)));
  const rows = [...levels].map((level) => [
    beginning(latex(titleOf(factor, level))),
    ...places.map((place) => {
      const cell = place.cells.find((cell) => cell.level === level);
      return cell === undefined ? "--" : entry(place, cell);
    }),
  ]);
  const header = [
    latex(inWords(factor)),
    ...places.map(({ name }) => name === "" ? "test accuracy, \\%" : latex(name)),
  ];
  const line = (cells: readonly string[]) => `${cells.join(" & ")} \\\\`;
  return [
    `% Mean test accuracy in percent over ${counted(study.seeds.length, "seed")}, ± half of the ` +
    "95 % interval (Student's t).",
    "% Bold: the best of a column, and those that no difference from it is found of, unless some of",
    "% their runs diverged or are untrained.",
    "% Needs \\usepackage{booktabs}.",
    `\\begin{tabular}{l${"r".repeat(places.length)}}`,
    "\\toprule",
    line(header),
    "\\midrule",
    ...rows.map(line),
    "\\bottomrule",
    "\\end{tabular}",
    "",
  ].join("\n");
}

function entry(place: ComparedPlace, one: NamedCell): string {
  const { mean, t_interval, runs, n, diverged, untrained = 0 } = one.cell;
  const notes = [
    ...diverged === 0 ? [] : [`${diverged}/${runs} diverged`],
    ...untrained === 0 ? [] : [`${untrained}/${n} untrained`],
  ];
  const suffix = notes.length === 0 ? "" : ` (${notes.join(", ")})`;
  if (mean === null) return `--${suffix}`;
  const interval = isMixed(one.cell) ? null : t_interval;
  const half = interval && inPercent((interval[1] - interval[0]) / 2);
  const number = inPercent(mean) + (half === null ? "" : ` $\\pm$ ${half}`);
  return (isAmongBest(place, one) ? `\\textbf{${number}}` : number) + suffix;
}

/** Whether a cell is the best of those that were tested, or not found to differ from it. */
function isAmongBest(place: ComparedPlace, one: NamedCell): boolean {
  if (one.cell.diverged > 0 || one.cell.untrained) return false;
  const [best, ...others] = ranked(place);
  const verdict = (other: NamedCell) => verdictOf(pairOf(place, best!, other));
  return one === best
    ? others.some((other) => verdict(other) !== "not tested")
    : verdict(one) === "no difference found";
}

const SPECIAL: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
};

/** What a row begins with: a bracket or an asterisk would be the line break's before it. */
function beginning(text: string): string {
  return /^[[*]/.test(text) ? `{}${text}` : text;
}

/** Keeps a text from being read as markup. */
function latex(text: string): string {
  return text.replace(/[&%$#_{}\\~^<>|]/g, (character) => SPECIAL[character] ?? `\\${character}`);
}
