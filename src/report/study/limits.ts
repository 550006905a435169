/** What a study sampled, and what it therefore cannot tell. */
import { listed } from "../../printable.ts";
import { describeDataSettings } from "../../data/settings.ts";
import { AT_EDGE } from "../../study/columns.ts";
import { doneRuns } from "../../study/done_runs.ts";
import { chanceOf } from "../../study/results.ts";
import type { RunRecord } from "../../study/run_record.ts";
import type { Study } from "../../study/study.ts";
import { ALPHA, POWER } from "../../study/statistics/conventions.ts";
import { holm } from "../../study/statistics/holm.ts";
import { outcomeOf } from "./cell_runs.ts";
import { verdictOf } from "./pair_finding.ts";
import { counted } from "./rounding.ts";
import { inWords, type StudyComparison } from "./study_comparison.ts";

/** From so many seeds on, a bootstrap interval is to be trusted. */
export const BOOTSTRAP_FROM = 10;

/** Which noise was sampled. */
export function sampledNoise({ study, records }: StudyComparison): string {
  const { varySplit } = study;
  const seeds = doneSeeds(study, records);
  const splits = seedList([...new Set(records.map(({ config }) => config.splitSeed))]);
  const list = seedList(seeds);
  const vary = seeds.length === 1
    ? `The one seed (${list}) sets`
    : `The ${seeds.length} seeds (${list}) vary`;
  const [varied, others] = varySplit
    ? [
      "the initial weights, the order of the batches, and the split into training and validation images",
      "The test images",
    ]
    : [
      "the initial weights and the order of the batches",
      `The split into training and validation images (seed ${splits}) and the test images`,
    ];
  return `${vary} ${varied}. ${others} are the same in all runs.`;
}

/** What the study cannot tell, a sentence each. */
export function limits(compared: StudyComparison): string[] {
  const { study, records, comparison: { cells, pairs } } = compared;
  const { varySplit, nuisance } = study;
  const seeds = doneSeeds(study, records);
  const data = [...new Set(records.map(({ config }) => describeDataSettings(config)))].join(", ");
  const names = (factors: object) => Object.keys(factors).map(inWords);
  const [varied, tuned] = [study.factors, nuisance].map((factors) => listed(names(factors), "and"));
  const split = varySplit ? "" : ", or for another split";
  const least = holm(pairs.map(({ wilcoxon }) => wilcoxon?.p_smallest_possible ?? null));
  const tooFew = least.filter((p) => p !== null && p > ALPHA).length;
  const unsettled = cells.filter((cell) => typeof cell[AT_EDGE] === "string").length;
  const untrained = untrainedRecords(compared);
  const versions = new Set(records.map(({ version }) => version));
  const devices = new Set(records.map(({ device }) => device));
  return [
    ...seeds.length > 1 ? [] : [
      "One seed has no variation: there is no interval and no test, and the seed may decide what is " +
      "above.",
    ],
    `How much of it holds for other images${split}: all runs are on ${data}.`,
    tuned === ""
      ? `What tuning would change: all settings but ${varied} are the same in all runs, and suit some ` +
        "better than others."
      : `What tuning of more than ${tuned} would change.`,
    ...unsettled === 0 ? [] : [
      `How good those can be whose best ${
        listed(names(nuisance), "or")
      } is at the edge of the values ` +
      `tried, ${counted(unsettled, "cell")}: a better one may lie beyond.`,
    ],
    ...pairs.every((pair) => verdictOf(pair) !== "no difference found") ? [] : [
      "That two are equal: where no difference is found, there may be one that so many seeds do not " +
      `find. Those of the size that they would have found are found with power ${POWER}.`,
    ],
    ...untrained.length === 0 ? [] : [
      "Whether the runs that learned nothing would learn later: they ended after " +
      `${rangeOf(untrained.map(({ history }) => history.length))}.`,
    ],
    ...tooFew === 0 || seeds.length === 1 ? [] : [
      `Anything by Wilcoxon's test in ${tooFew} of ${counted(pairs.length, "pair")}: with so few ` +
      `seeds, no p-value that is adjusted over all pairs is below ${ALPHA}.`,
    ],
    ...versions.size === 1 ? [] : [
      `What the versions that ran it change: ${[...versions].sort().join(", ")}.`,
    ],
    ...devices.size === 1 ? [] : [
      `What the devices that ran it change: there are ${devices.size}, which differ in the last bits.`,
    ],
  ];
}

/** The seeds of runs that are compared and done. */
function doneSeeds(study: Study, records: readonly RunRecord[]): number[] {
  return [...new Set(doneRuns(study, records).map(({ run }) => run.seed))];
}

/** Those of the runs compared that came to an end and learned nothing. */
function untrainedRecords({ study, records }: StudyComparison): RunRecord[] {
  const chance = chanceOf(study);
  return doneRuns(study, records).map(({ record }) => record)
    .filter((record) => outcomeOf(record, chance) === "untrained");
}

/** "3 epochs", or "3 to 50 epochs". */
function rangeOf(epochs: readonly number[]): string {
  const [least, most] = [Math.min(...epochs), Math.max(...epochs)];
  return least === most ? counted(most, "epoch") : `${least} to ${most} epochs`;
}

/** Seeds in short: "0 to 19", or "1, 5, 7". */
export function seedList(seeds: readonly number[]): string {
  const sorted = seeds.toSorted((a, b) => a - b);
  const [first, last] = [sorted[0]!, sorted.at(-1)!];
  const isRange = seeds.length > 2 && last - first === seeds.length - 1;
  return isRange ? `${first} to ${last}` : sorted.join(", ");
}
