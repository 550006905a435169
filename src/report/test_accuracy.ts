/** The report's section on test accuracy: the tutorial's beside ours, and both among many seeds. */
import { findActivation } from "../nn/activations.ts";
import { listed, percent } from "../printable.ts";
import { ALPHA } from "../study/statistics/conventions.ts";
import { difference } from "../study/statistics/pairs.ts";
import type { Published } from "../study/statistics/t_interval.ts";
import { type Block, heading, paragraph, type Table } from "./document.ts";
import type { ReproducedModel } from "./reproduced_model.ts";
import {
  type AccuracyEvidence,
  type HeldAccuracies,
  type NoEvidence,
  type SeedEvidence,
  tellingRuns,
} from "./seed_evidence.ts";
import {
  counted,
  inPercent,
  inPoints,
  probability,
  pValue,
  span,
  UNDEFINED,
} from "./study/rounding.ts";
import { type PublishedAccuracy, TEST_ACCURACIES } from "./tutorial.ts";

/** The section, with its heading. */
export function testAccuracy(
  models: readonly ReproducedModel[],
  evidence: SeedEvidence | NoEvidence,
): Block[] {
  return [
    heading("Test accuracy"),
    {
      kind: "table",
      header: ["Activation", "Tutorial", "Here", "Difference", "Best epoch", "Epochs"],
      align: "lrrrrr",
      rows: TEST_ACCURACIES.map((published) => accuracyRow(published, models)),
    },
    paragraph(
      "Differences are in percentage points. Training with float32 is chaotic: sums taken in another " +
        "order differ in their last bit, and after some hundred steps two correct programs are on " +
        "different paths. The first twenty losses agree to a part in a million; where a run ends is " +
        "then a matter of chance.",
    ),
    ..."problem" in evidence
      ? [paragraph(`How far chance moves a run is not said here: ${evidence.problem}.`)]
      : amongSeeds(evidence),
    paragraph(
      "Whose numbers these are: the accuracies were tested again for this report, on the device " +
        "named above; where a model's file has another from its training, that follows in brackets.",
    ),
    {
      kind: "table",
      header: ["Activation", "Model", "Trained on"],
      align: "lll",
      rows: models.map(({ file, record: { config, device } }) => [
        titleOf(config),
        file,
        device,
      ]),
    },
  ];
}

function accuracyRow(
  { activation, accuracy }: PublishedAccuracy,
  models: readonly ReproducedModel[],
): string[] {
  const title = titleOf({ activation });
  const model = models.find(({ record }) => record.config.activation === activation);
  if (model === undefined) return [title, percent(accuracy), "not tested", "", "", ""];
  const { record: { best, history, test }, tested } = model;
  const ours = tested.accuracy;
  const other = test && test.accuracy !== ours ? ` (${percent(test.accuracy)})` : "";
  return [
    title,
    percent(accuracy),
    percent(ours) + other,
    inPoints(difference(ours, accuracy)),
    String(best?.epoch ?? ""),
    String(history.length),
  ];
}

/** How far chance moves a run. */
function amongSeeds({ study, seeds, sampled, accuracies }: SeedEvidence): Block[] {
  const notes = accuracies.flatMap(reservations);
  return [
    paragraph(
      `How far chance moves a run is seen in many: ${seeds} with each activation, in ${study}. ` +
        `${sampled} Each interval is that in which 95 % of new runs end; the tutorial's run and ours ` +
        "are looked for in it as if they were new ones.",
    ),
    intervalTable(accuracies),
    paragraph([...publishedVerdict(accuracies), ...ourVerdict(accuracies)].join(" ")),
    ...notes.length === 0 ? [] : [paragraph(notes.join(" "))],
  ];
}

function intervalTable(accuracies: readonly AccuracyEvidence[]): Table {
  const row = (title: string, held: HeldAccuracies, untrained: string, p: number | null) => [
    title,
    `${held.n}`,
    untrained,
    held.mean === null ? UNDEFINED : percent(held.mean),
    held.prediction_interval === null
      ? UNDEFINED
      : `${span(held.prediction_interval, inPercent)} %`,
    place(held.published),
    p === null ? UNDEFINED : probability(p),
    place(held.ours),
  ];
  return {
    kind: "table",
    header: [
      ...["Activation", "Runs", "Untrained", "Mean", "One new run, 95 %", "Tutorial", "Holm p"],
      "Here",
    ],
    align: "lrrrrlrl",
    rows: accuracies.flatMap((evidence) => {
      const title = titleOf(evidence);
      const { trained, untrained, p_holm } = evidence;
      return [
        row(title, evidence, `${untrained}`, p_holm),
        ...trained === null ? [] : [row(`${title}, trained runs`, trained, "0", null)],
      ];
    }),
  };
}

/** Where an accuracy is, beside an interval. */
function place(held: Published | null): string {
  if (held === null) return UNDEFINED;
  if (held.within_prediction_interval) return "within";
  return held.t > 0 ? "above" : "below";
}

/** Whether the published accuracies are ours but for chance. */
function publishedVerdict(accuracies: readonly AccuracyEvidence[]): string[] {
  const held = accuracies.filter(({ published }) => published !== null);
  if (held.length === 0) return ["So few runs, or so equal ones, define no interval."];
  const outside = held.filter(outsideOf(({ published }) => published));
  const differing = held.filter(({ p_holm }) => p_holm! < ALPHA);
  return [
    outside.length === 0
      ? "Every published accuracy is within its interval."
      : `Outside its interval is the published accuracy of ${titles(outside)}.`,
    `Adjusted by Holm's method over the ${held.length}, ` +
    (differing.length === 0
      ? `no p is below ${ALPHA}: no difference beyond chance is found.`
      : `p is below ${ALPHA} for ${titles(differing)}: that is more than chance.`),
  ];
}

/** Whether an accuracy is outside the interval of those runs that tell. */
function outsideOf(accuracy: (held: HeldAccuracies) => Published | null) {
  return (evidence: AccuracyEvidence) =>
    accuracy(tellingRuns(evidence))?.within_prediction_interval === false;
}

function ourVerdict(accuracies: readonly AccuracyEvidence[]): string[] {
  const held = accuracies.filter(({ ours }) => ours !== null);
  const outside = held.filter(outsideOf(({ ours }) => ours));
  const others = accuracies.filter(({ ours, published }) => ours === null && published !== null);
  return [
    ...held.length === 0 ? [] : [
      outside.length === 0
        ? "Each of our models is within its interval."
        : `Outside its interval is our model with ${titles(outside)}.`,
    ],
    ...others.length === 0 ? [] : [
      `Our model with ${titles(others)} is not held against the runs, which have other ` +
      "settings.",
    ],
  ];
}

/** What is to be borne in mind of an activation's interval. */
function reservations(evidence: AccuracyEvidence): string[] {
  const { n, untrained, diverged, trained } = evidence;
  const title = titleOf(evidence);
  return [
    ...diverged === 0 ? [] : [
      `${diverged} of ${counted(n + diverged, "run")} with ${title} diverged, and ` +
      `${diverged === 1 ? "enters" : "enter"} no number.`,
    ],
    ...untrained > 0 && trained === null ? [`No run with ${title} learned anything.`] : [],
    ...trained === null ? [] : [
      `${untrained} of ${n} runs with ${title} learned nothing. An interval of all runs says little ` +
      "then: they are of two kinds, and it describes neither. The sentences above go by the " +
      `${counted(trained.n, "trained run")} alone; Holm's p is of all. ${trainedVerdict(trained)}`,
    ],
  ];
}

/** Where the tutorial's run is among the trained ones. */
function trainedVerdict({ published, prediction_interval: interval }: HeldAccuracies): string {
  if (published === null) return "They define no interval.";
  const tellsNothing = interval !== null && (interval[0] < 0 || interval[1] > 1);
  return `The tutorial's run, which is trained as well, is ${place(published)} their interval ` +
    `(${pValue("p", published.p)}, not adjusted)${
      tellsNothing ? ", which tells nothing: it ends where no accuracy can be" : ""
    }.`;
}

function titles(accuracies: readonly AccuracyEvidence[]): string {
  return listed(accuracies.map(titleOf), "and");
}

function titleOf({ activation }: { readonly activation: string }): string {
  return findActivation(activation).title;
}
