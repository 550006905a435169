/** The reader of studies: what people write, completed and checked. */
import * as z from "../dependencies.ts";
import { LabError, UsageError } from "../errors.ts";
import { suggestion } from "../nearest.ts";
import { shortened } from "../printable.ts";
import { integer, list, strictObject, validate } from "../training/schema.ts";
import { checkSteps } from "../training/method.ts";
import { AT_EDGE, columnOf, PROBE_COLUMNS, RUN_COLUMNS, STUDY } from "./columns.ts";
import { COMPARED_COLUMNS } from "./compared_columns.ts";
import { combinations, describeLevels, isList } from "./design.ts";
import { configOf, SETTINGS } from "./fields.ts";
import { countRuns } from "./plan.ts";
import { expandRange, expandSeeds, MAX_VALUES } from "./ranges.ts";
import { runId } from "./run_id.ts";
import type { NamedSettings, Settings, Study, StudyInput } from "./study.ts";

/** A study has no more runs, unless more are asked for. */
export const MAX_RUNS = 100_000;

/**
 * A study with more runs than were expected.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { defineStudy, LargeStudyError } from "@activation-lab/activation-lab";
 *
 * const input = { factors: { activation: ["relu", "tanh"] }, seeds: "0..19" };
 * assert.throws(() => defineStudy(input, 10), LargeStudyError);
 * ```
 */
export class LargeStudyError extends UsageError {
  /** How a report of it begins. */
  override name = "LargeStudyError";
}

/** Characters that a study's name may have. */
export const MAX_NAME_LENGTH = 64;

const nameRule = "a name of at most 64 of A-Z, a-z, 0-9, ., _ and -, not beginning with a dot";
const labelRule = "a name of 1 to 64 printable ASCII characters";
const seedsRule = `a list of 1 to ${MAX_VALUES} seeds, or their range, such as "0..19"`;
const valuesRule = "a list of values, or a range of at least 2 from less to more, such as " +
  '{"linear": [0, 1, 5]} or, above 0, {"log": [0.001, 1, 7]}';
const factorRule =
  `a field (${
    Object.keys(SETTINGS).join(", ")
  }), or settings by name that vary together, such as ` +
  '{"small": {"depth": 2, "width": 64}, "large": {"depth": 4, "width": 256}}';

/** What settings that vary together may be called: a column of a study's tables, and no other's. */
const GROUP_NAME = /^[a-z][a-z0-9_]{0,63}$/;
const RESERVED: readonly string[] = [
  ...new Set([...RUN_COLUMNS, ...PROBE_COLUMNS]),
  AT_EDGE,
  STUDY,
  ...Object.keys(SETTINGS).map(columnOf),
];

/** Besides, what comparisons have columns of. */
const TAKEN: ReadonlySet<string> = new Set([...RESERVED, ...COMPARED_COLUMNS]);

/** Refuses what a list has twice. */
const eachOnce = z.check<readonly unknown[]>(({ value, issues }) => {
  const seen = new Set<string>();
  const twice = value.findIndex((item) => seen.size === seen.add(JSON.stringify(item)).size);
  if (twice < 0) return;
  issues.push({ code: "custom", input: value[twice], path: [twice], message: "each value once" });
});

function expanded<Item extends z.ZodMiniType>(
  expand: (value: unknown) => unknown,
  item: Item,
  rule: string,
  least: 0 | 1 = 1,
): z.ZodMiniType<readonly z.output<Item>[]> {
  return z.pipe(z.transform(expand), list(item, least, MAX_VALUES, rule).check(eachOnce)) as never;
}

const settings = strictObject(
  mapValues(SETTINGS, (field) => z.exactOptional(field)),
) as unknown as z.ZodMiniType<Settings>;

/** What a factor may be, with the field that its name is near. */
function factorError({ path = [] }: { readonly path?: PropertyKey[] | undefined }): string {
  return factorRule + suggestion(String(path.at(-1)), Object.keys(SETTINGS));
}

const namedSettings = z.pipe(
  // Lists and ranges are values of a field, whose name is misspelt.
  z.custom<Record<string, unknown>>(
    (value) => typeof value === "object" && !Object.values(value ?? []).some(Array.isArray),
    { error: factorError },
  ),
  z.record(
    z.string(labelRule).check(z.regex(/^[ -~]{1,64}$/, labelRule)),
    settings,
    { error: (issue) => issue.code === "invalid_key" ? labelRule : factorError(issue) },
  ),
);

const factors = z.catchall(
  z.object(
    mapValues(SETTINGS, (field) => z.exactOptional(expanded(expandRange, field, valuesRule))),
    "an object of factors with their values",
  ),
  namedSettings,
) as unknown as z.ZodMiniType<Study["factors"]>;

const seeds = (least?: 0) => expanded(expandSeeds, integer(0, 0xFFFFFFFF), seedsRule, least);

const studySchema = strictObject({
  name: z.exactOptional(z.string(nameRule).check(z.regex(/^(?!\.)[\w.-]{1,64}$/, nameRule))),
  fixed: z.exactOptional(settings),
  factors,
  nuisance: z.exactOptional(factors),
  seeds: seeds(),
  tuneSeeds: z.exactOptional(seeds(0)), // as a study has them that tunes nothing
  varySplit: z.exactOptional(z.boolean("true or false")),
});

/**
 * A study, complete and checked: ranges are lists, and what is absent is there.
 *
 * Throws `UsageError` with the place for what is unknown, empty, there twice, or not allowed; for
 * settings that no run can have, such as a depth without a width; for seeds that both tune and
 * compare; and for more than `maxRuns` runs (default: 100,000).
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { defineStudy } from "@activation-lab/activation-lab";
 *
 * const { factors, seeds } = defineStudy({
 *   fixed: { epochs: 10, hiddenSizes: [128, 64] },
 *   factors: { activation: ["relu", "tanh"], learningRate: { log: [0.001, 1, 4] } },
 *   seeds: "0..19",
 * });
 * assert.deepEqual(factors.learningRate, [0.001, 0.01, 0.1, 1]);
 * assert.equal(seeds.length, 20);
 * ```
 */
export function defineStudy(input: StudyInput, maxRuns: number = MAX_RUNS): Study {
  const fail = (problem: string) => new UsageError(problem);
  const { fixed = {}, factors, nuisance = {}, seeds, tuneSeeds = [], varySplit = false, ...name } =
    validate(studySchema, input, "the study", fail);
  const study: Study = {
    ...name,
    fixed,
    factors: inOrder(factors, input.factors),
    nuisance: inOrder(nuisance, input.nuisance ?? {}),
    ...{ seeds, tuneSeeds, varySplit },
  };
  checkNames(study);
  checkTuning(study);
  const runs = countRuns(study);
  if (runs > maxRuns) {
    throw new LargeStudyError(
      `the study has ${runs} runs, expected at most ${maxRuns}; leave out values or seeds`,
    );
  }
  checkCells(study);
  return study;
}

/** Throws `UsageError` unless there is a factor, and each field is set in one place. */
function checkNames({ fixed, factors, nuisance, varySplit }: Study): void {
  if (Object.keys(factors).length === 0) {
    throw new UsageError(
      "factors of the study is empty, expected at least one, such as activation",
    );
  }
  const places = new Map(varySplit ? [["splitSeed", "varySplit"]] : []);
  function claim(field: string, place: string): void {
    const other = places.get(field);
    if (other !== undefined && other !== place) {
      throw new UsageError(`${field} of the study is set by ${other} and ${place}, expected once`);
    }
    places.set(field, place);
  }
  for (const field of Object.keys(fixed)) claim(field, "fixed");
  for (const [part, named] of Object.entries({ factors, nuisance })) {
    for (const [factor, values] of Object.entries(named)) {
      const place = shortened(z.toDotPath([part, factor]));
      claim(factor, place);
      if (isList(values)) continue;
      checkGroup(factor, values, place);
      for (const field of Object.values(values).flatMap(Object.keys)) claim(field, place);
    }
  }
}

/** Throws `UsageError` unless settings that vary together have a name of their own, and are there. */
function checkGroup(factor: string, values: NamedSettings, place: string): void {
  const fail = (problem: string) => new UsageError(`${place}${problem}`);
  if (!GROUP_NAME.test(factor) || TAKEN.has(factor)) {
    throw fail(
      " of the study: expected a name of at most 64 of a-z, 0-9 and _ that is no column of a " +
        `study's tables (${RESERVED.join(", ")}) and no number of a comparison, such as n or mean`,
    );
  }
  const all = Object.entries(values);
  if (all.length === 0) throw fail(` of the study is empty, expected ${factorRule}`);
  for (const [label, settings] of all) {
    if (Object.keys(settings).length > 0) continue;
    throw fail(`.${label} of the study is empty, expected settings of a run`);
  }
}

/** Throws `UsageError` unless each cell's settings can be trained with, and are no other's. */
function checkCells({ fixed, factors, nuisance }: Study): void {
  const seen = new Map<string, string>();
  for (const { levels, settings } of combinations({ ...factors, ...nuisance })) {
    const place = describeLevels(levels);
    let id: string;
    try {
      const config = configOf({ ...fixed, ...settings });
      checkSteps(config);
      id = runId(config);
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      error.message = `the study's cell ${place}: ${error.message}`;
      throw error;
    }
    const other = seen.get(id);
    if (other !== undefined) {
      throw new UsageError(
        `the study's cells ${other} and ${place} are the same run, expected each once`,
      );
    }
    seen.set(id, place);
  }
}

/** Throws `UsageError` unless what is tuned has seeds of its own. */
function checkTuning({ nuisance, seeds, tuneSeeds }: Study): void {
  const tunes = Object.keys(nuisance).length > 0;
  if (tunes !== tuneSeeds.length > 0) {
    const [given, missing] = tunes ? ["nuisance", "tuneSeeds"] : ["tuneSeeds", "nuisance"];
    throw new UsageError(`the study has ${given} but no ${missing}, expected both or neither`);
  }
  const compared = new Set(seeds);
  const both = tuneSeeds.findIndex((seed) => compared.has(seed));
  if (both < 0) return;
  throw new UsageError(
    `tuneSeeds[${both}] of the study is ${tuneSeeds[both]}, expected none of the seeds compared: ` +
      "what was chosen by a seed looks good on it",
  );
}

/** The object with its keys in the order of another one's: a schema's are in its own. */
function inOrder<Value>(
  object: Readonly<Record<string, Value>>,
  other: object,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.keys(other).map((key) => [key, object[key]!]));
}

function mapValues<From, To>(
  object: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}
