/** The report on a study as a document: its answer first, then the numbers, and what they stand on. */
import { listed } from "../../printable.ts";
import { chanceOf } from "../../study/results.ts";
import { ALPHA, POWER } from "../../study/statistics/conventions.ts";
import {
  type Block,
  type Document,
  heading,
  paragraph,
  type ReportFigure,
  type Table,
} from "../document.ts";
import { cellTable, pairTable, rankTable, tuningTable } from "./comparison_tables.ts";
import { findingsAt, summary } from "./findings.ts";
import { BOOTSTRAP_FROM, limits, sampledNoise } from "./limits.ts";
import { incompleteness, lostRuns } from "./lost_runs.ts";
import { familyOf } from "./pair_finding.ts";
import { counted } from "./rounding.ts";
import { settingsTable } from "./settings_table.ts";
import { inWords, type StudyComparison } from "./study_comparison.ts";
import { isMixed } from "./untrained_findings.ts";

/**
 * The report on the study of this name, which `commands` make again, and beside whose records there are
 * those of `strays` other runs.
 */
export function describeStudy(
  compared: StudyComparison,
  name: string,
  { figures, strays, commands }: {
    readonly figures: readonly ReportFigure[];
    readonly strays: number;
    readonly commands: readonly string[];
  },
): Document {
  return {
    title: `Study ${name}`,
    blocks: [
      ...incompleteness(compared).map(paragraph),
      ...answer(compared),
      heading("What it cannot tell"),
      list(limits(compared)),
      heading("Figures"),
      ...figures.map((figure): Block => ({ kind: "figure", ...figure })),
      ...cells(compared),
      ...pairs(compared),
      ...ranks(compared),
      ...tuning(compared),
      ...origin(compared, strays),
      ...repetition(commands),
    ],
  };
}

function answer(compared: StudyComparison): Block[] {
  const { factor, places, comparison } = compared;
  const family = familyOf(comparison.pairs), chance = chanceOf(compared.study);
  return [
    ...summary(compared).map(paragraph),
    ...places.map((place) => findingsAt(place, { factor, family, chance })).filter((items) =>
      items.length > 0
    )
      .map(list),
    paragraph([
      "The quantity compared is the test accuracy after the epoch of the best validation accuracy, by " +
      `${inWords(factor)}${at("each", compared)}. Points are percentage points.`,
      ...family === 0 ? brackets(compared) : [
        "In brackets are the 95 % interval of the mean, or of the mean difference on the same seed, by " +
        "Student's t, and the p-value of the paired t-test" +
        (family === 1 ? "" : `, adjusted by Holm's method over ${family} pairs`) +
        `. A difference counts as found where that is below ${ALPHA}.`,
      ],
    ].join(" ")),
    paragraph(sampledNoise(compared)),
  ];
}

/** What is in brackets where no pair is tested; nothing where there is no interval. */
function brackets({ comparison: { cells } }: StudyComparison): string[] {
  if (cells.every((cell) => cell.t_interval === null)) return [];
  return ["In brackets is the 95 % interval of the mean, by Student's t."];
}

function cells(compared: StudyComparison): Block[] {
  const mixed = compared.comparison.cells.some(isMixed);
  return [
    heading("Cells"),
    cellTable(compared),
    paragraph(
      "Intervals are of 95 %: of the mean, by Student's t and, from " +
        `${BOOTSTRAP_FROM} runs on, by BCa bootstrap; and for one new run. A dash is what so few or so ` +
        "equal runs do not define. Diverged runs enter no number. Untrained runs are less than 1.5 " +
        "times as good as guessing" +
        (mixed
          ? "; where a cell has some of them and others, its mean describes neither, and it has no intervals."
          : "."),
    ),
  ];
}

function pairs(compared: StudyComparison): Block[] {
  const { comparison } = compared;
  if (comparison.pairs.length === 0) return [];
  return [
    heading("Pairs"),
    pairTable(compared),
    paragraph([
      "Differences, in percentage points, are of the first less the second on the same seed. Wins: " +
      "seeds on which the first is better, neither, the second. Detectable: the smallest true " +
      `difference that so many seeds find with power ${POWER}, Holm's correction included. Seeds ` +
      "needed: for a difference as large as this one, as the only pair that is tested.",
      ...!comparison.cells.some(({ untrained }) => untrained) ? [] : [
        "p, untrained: McNemar's exact test of whether one has more untrained runs, not adjusted.",
      ],
    ].join(" ")),
  ];
}

function ranks(compared: StudyComparison): Block[] {
  const table = rankTable(compared);
  if (table.rows.length === 0) return [];
  const place = at("one", compared);
  return [
    heading("Ranks"),
    table,
    paragraph(
      `Average ranks, 1 for the best, over blocks, each the runs of one seed${place}. Ranks that are ` +
        "less than the critical difference apart do not differ at 0.05 by Nemenyi's test. Blocks in " +
        "which a run is missing or diverged are dropped.",
    ),
  ];
}

function tuning(compared: StudyComparison): Block[] {
  const { tuneSeeds } = compared.study;
  if (tuneSeeds.length === 0) return [];
  const seeds = counted(tuneSeeds.length, "seed");
  return [
    heading("Tuned values"),
    tuningTable(compared),
    paragraph(
      `Tuned on ${seeds} of their own, by mean validation accuracy, in which a diverged run counts as ` +
        "0. An asterisk marks what is at the edge of the values tried, so that it is not settled.",
    ),
  ];
}

/** What the numbers stand on. */
function origin(compared: StudyComparison, strays: number): Block[] {
  const lost = lostRuns(compared);
  return [
    heading("Diverged, untrained and missing runs"),
    lost.rows.length === 0 ? paragraph("There are none.") : lost,
    heading("What was run"),
    settingsTable(compared),
    deviceTable(compared),
    ...strays === 0 ? [] : [
      paragraph(
        `${counted(strays, "record")} of runs that the study does not have ` +
          `${strays === 1 ? "is" : "are"} left out.`,
      ),
    ],
  ];
}

function repetition(commands: readonly string[]): Block[] {
  if (commands.length === 0) return [];
  return [
    heading("Reproduce this study"),
    { kind: "commands", lines: commands },
    paragraph(
      "Run them in the project's folder; study.json is the file beside this report. On a device of the " +
        "same name, each run ends with the same bits.",
    ),
  ];
}

/** How many runs each device and version did. */
function deviceTable({ records }: StudyComparison): Table {
  const groups = Map.groupBy(records, ({ device, version }) => JSON.stringify([device, version]));
  return {
    kind: "table",
    header: ["Device", "Version", "Runs", "Hours, one by one"],
    align: "llrr",
    rows: [...groups.values()].map((runs) => {
      const seconds = runs.reduce((sum, { seconds }) => sum + seconds, 0);
      const { device, version } = runs[0]!;
      return [device, version, `${runs.length}`, (seconds / 3600).toFixed(2)];
    }),
  };
}

/** Such as " at each depth"; empty where there are no other factors. */
function at(which: "each" | "one", { others }: StudyComparison): string {
  return others.length === 0 ? "" : ` at ${which} ${listed(others.map(inWords), "and")}`;
}

function list(items: readonly string[]): Block {
  return { kind: "list", items };
}
