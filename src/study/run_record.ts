/** What is kept of a run, whether it went well or not. */
import { checkRecord } from "../checkpoints/check_record.ts";
import * as z from "../dependencies.ts";
import {
  type TrainingConfig,
  type TrainingRecord,
  trainingRecordSchema,
} from "../training/config.ts";
import { type ErrorFactory, type Fields, strictObject, validate } from "../training/schema.ts";
import type { TrainingResult } from "../training/train.ts";
import { VERSION } from "../version.ts";
import { condensedProbes } from "./condensed_probes.ts";
import { RUN_ID, runId } from "./run_id.ts";

/**
 * A run of a study. Where it diverged, that is its result: it then has no best epoch and no test,
 * whatever came before.
 */
export interface RunRecord extends TrainingRecord {
  /** Its name, which follows from its settings: see `runId`. */
  readonly id: string;
  /** How it ended. */
  readonly outcome: "finished" | "diverged";
  /** Seconds that its epochs took together. */
  readonly seconds: number;
  /** The project's version that ran it. */
  readonly version: string;
}

const idRule = "a name of 16 hex digits";
const secondsRule = "a number of seconds";

const runRecordSchema = strictObject(
  {
    id: z.string(idRule).check(z.regex(RUN_ID, idRule)),
    ...trainingRecordSchema.shape,
    outcome: z.enum(["finished", "diverged"], "finished or diverged"),
    seconds: z.number(secondsRule).check(z.gte(0, secondsRule)),
    version: z.string("a text"),
  } satisfies Fields<RunRecord>,
);

/** The record of a training that has ended, but not by its signal; with its probes, condensed, if any. */
export function runRecord(
  config: TrainingConfig,
  device: string,
  { outcome, stopped, history, probes, checkpoint }: TrainingResult,
): RunRecord {
  if (outcome === "interrupted") throw new Error("an interrupted run has no record");
  const finished = outcome === "finished" ? checkpoint : undefined;
  return {
    id: runId(config),
    config,
    device: checkpoint?.device ?? device,
    history,
    best: finished?.best ?? null,
    test: finished?.test ?? null,
    stopped,
    ...(probes && { probes: condensedProbes(probes) }),
    outcome,
    seconds: history.reduce((sum, { seconds }) => sum + seconds, 0),
    version: VERSION,
  };
}

/** Returns `input` once it is a record that agrees with itself; throws `fail` of what is wrong. */
export function checkRunRecord(input: unknown, fail: ErrorFactory): RunRecord {
  const record = validate(runRecordSchema, input, "the record", fail);
  const { id, config, outcome, best, test } = record;
  if (id !== runId(config)) {
    throw fail(`its id is ${id}, but that of its configuration ${runId(config)}`);
  }
  const [expected, kept] = outcome === "finished"
    ? ["a best epoch and a test", best !== null && test !== null]
    : ["neither a best epoch nor a test", best === null && test === null];
  if (!kept) throw fail(`it ${outcome}, expected ${expected}`);
  checkRecord(record, fail);
  return record;
}
