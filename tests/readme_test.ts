/**
 * What README.md says of the study six: its first picture and its results. Where a test fails, it prints
 * what the study has; `deno test -A tests/readme_test.ts -- --update` puts that into README.md.
 */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { findActivation } from "../src/nn/activations.ts";
import { projectStudy } from "../src/project_files.ts";
import { listed, percent } from "../src/printable.ts";
import { type AccuracyEvidence, seedEvidence, tellingRuns } from "../src/report/seed_evidence.ts";
import { verdictOf } from "../src/report/study/pair_finding.ts";
import { inPercent, span } from "../src/report/study/rounding.ts";
import {
  compareStudy,
  type NamedCell,
  pairOf,
  ranked,
} from "../src/report/study/study_comparison.ts";
import {
  isMixed,
  isUntrainedCell,
  nothingLearned,
  partlyLearned,
} from "../src/report/study/untrained_findings.ts";
import { TEST_ACCURACIES } from "../src/report/tutorial.ts";
import { readStudy } from "../src/study/read_study.ts";
import { chanceOf, runsTable } from "../src/study/results.ts";
import { ALPHA } from "../src/study/statistics/conventions.ts";
import { describe } from "../src/study/statistics/describe.ts";
import { isUntrained } from "../src/study/statistics/untrained.ts";

const README = fileURLToPath(new URL("../README.md", import.meta.url));
const PICTURE = "studies/six_report/figures/seeds.svg";

const results = await readStudy(projectStudy("six"));
const [place] = compareStudy(results).places;
const chance = chanceOf(results.study)!;
const { seeds, accuracies } = seedEvidence("", results, []);

/** The best activation, and those that differ from it or do not, of those that always train. */
function finding(): string {
  const [best, ...others] = ranked(place!).filter(({ cell }) => !cell.untrained);
  const { mean, t_interval } = best!.cell;
  const [equal, worse] = ["no difference found", "different"].map((verdict) =>
    others.filter((cell) => verdictOf(pairOf(place!, best!, cell)) === verdict)
  );
  return `${best!.name} has the highest mean, ${inPercent(mean!)} % (${
    span(t_interval, inPercent)
  })` +
    (equal!.length === 0 ? "" : `; no difference is found between it and ${named(equal!)}`) +
    (worse!.length === 0 ? "" : `; ${named(worse!)} ${worse!.length === 1 ? "lies" : "lie"} below`);
}

/** How many runs learned nothing, where any did. */
function untrained(): string {
  const { cells } = place!;
  const all = cells.filter(({ cell }) => isUntrainedCell(cell));
  const nothing = all.length === 0 ? [] : [nothingLearned(all, chance)];
  const partly = cells.filter(({ cell }) => isMixed(cell)).map((cell) =>
    partlyLearned(cell, chance)
  );
  return [...nothing, ...partly].map((text) => ` ${text[0]!.toUpperCase()}${text.slice(1)}.`).join(
    "",
  );
}

/** The first picture, with the words for those who do not see it, and what stands below. */
function picture(): string {
  return `![Test accuracy of the six activations, ${seeds} runs each: ${finding()}.](${PICTURE})

Which is better? Over ${seeds} seeds, ${finding()}.${untrained()} Each point is a run; beside them
stand their mean and its 95 % interval.`;
}

/** A row an activation, of its runs that learned something. */
function table(): string {
  const rows = runsTable(results);
  return [
    "| activation | tutorial | here, mean | lowest to highest | best epoch | untrained |",
    "| - | - | - | - | - | - |",
    ...TEST_ACCURACIES.map(({ activation, accuracy }) => {
      const runs = rows.filter((row) =>
        row.activation === activation && row.test_accuracy !== null
      );
      const trained = runs.filter((row) => !isUntrained(Number(row.test_accuracy), chance));
      const of = (column: string) => describe(trained.map((row) => Number(row[column])));
      const { mean, t_interval, min, max } = of("test_accuracy");
      const half = t_interval === null ? "" : ` ± ${inPercent(t_interval[1] - mean!)}`;
      const epochs = of("best_epoch");
      const cells = [
        ...[findActivation(activation).title, percent(accuracy)],
        ...mean === null ? ["-", "-", "-"] : [
          `${inPercent(mean)}${half} %`,
          `${inPercent(min!)} to ${percent(max!)}`,
          ends(epochs.min!, epochs.max!),
        ],
        `${runs.length - trained.length} of ${runs.length}`,
      ];
      return `| ${cells.join(" | ")} |`;
    }),
  ].join("\n");
}

function ends(low: number, high: number): string {
  return low === high ? `${low}` : `${low} to ${high}`;
}

/** Whether the published accuracies differ from ours by more than chance. */
function verdict(): string {
  const isWide = (evidence: AccuracyEvidence) => {
    const interval = tellingRuns(evidence).prediction_interval;
    return interval === null || interval[0] < 0 || interval[1] > 1;
  };
  const telling = accuracies.filter((evidence) => !isWide(evidence));
  const [within, outside] = [true, false].map((isWithin) =>
    telling.filter(({ published }) => published!.within_prediction_interval === isWithin)
  );
  const places = [
    ...within!.length === 0
      ? []
      : [`the tutorial's numbers for ${titles(within!)} are where 95 % of new runs would end`],
    ...outside!.length === 0 ? [] : [`its numbers for ${titles(outside!)} are not`],
    ...telling.length === accuracies.length
      ? []
      : [`the runs with ${titles(accuracies.filter(isWide))} lie too far apart to tell`],
  ];
  const differing = accuracies.filter(({ p_holm }) => p_holm !== null && p_holm < ALPHA);
  return `Of these six, ${places.join("; ")}. By Holm's method, ${
    differing.length === 0
      ? "none of the six is found to differ"
      : differing.length === 1
      ? `that for ${titles(differing)} differs`
      : `those for ${titles(differing)} differ`
  } from ours by more than chance.`;
}

function named(cells: readonly NamedCell[]): string {
  return listed(cells.map(({ name }) => name), "and");
}

function titles(accuracies: readonly AccuracyEvidence[]): string {
  return listed(accuracies.map(({ activation }) => findActivation(activation).title), "and");
}

/** A text without what the formatter decides: line ends, and the widths of columns. */
function unformatted(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/-+/g, "-");
}

/** Holds README.md to a text, which `place` finds there. */
async function hold(place: RegExp, expected: string): Promise<void> {
  const readme = await Deno.readTextFile(README);
  assert.match(readme, place);
  if (Deno.args.includes("--update")) {
    await Deno.writeTextFile(README, readme.replace(place, () => expected));
    await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", README] }).output();
  }
  const found = unformatted(place.exec(await Deno.readTextFile(README))![0]);
  assert.equal(found, unformatted(expected), `README.md should have:\n\n${expected}\n`);
}

Deno.test("the README begins with the picture that answers the question, and says what it shows", () =>
  hold(
    /!\[[^\]]*\]\(studies\/six_report\/figures\/seeds\.svg\)\n\n.*?(?=\n\n## Start)/s,
    picture(),
  ));

Deno.test("the README's results are those of the study six", () =>
  hold(/^\| activation +\| tutorial .*?(?=\n\n)/ms, table()));

Deno.test("the README says whether the tutorial's numbers are among ours", () =>
  hold(/^Of these six,.*?than\schance\./ms, verdict()));
