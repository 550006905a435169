/** Whether a study goes on with another one: the same, or with more values and seeds. */
import { describeDataDifferences } from "../data/settings.ts";
import { LabError } from "../errors.ts";
import { inspect } from "../printable.ts";
import { combinations, isList } from "./design.ts";
import { configOf } from "./fields.ts";
import { canonicalJson, runId } from "./run_id.ts";
import type { Settings, Study, Values } from "./study.ts";

/**
 * What `study` lacks of `earlier`, or has otherwise, human-readable: none if all runs of that one are
 * runs of this one as well.
 */
export function describeChanges(earlier: Study, study: Study): string[] {
  return [
    ...fixesTheSame(earlier, study) ? [] : settingChanges(earlier.fixed, study.fixed),
    ...factorChanges("factors", earlier.factors, study.factors),
    ...factorChanges("nuisance", earlier.nuisance, study.nuisance),
    ...changes("seeds", earlier.seeds, study.seeds),
    ...changes("tuneSeeds", earlier.tuneSeeds, study.tuneSeeds),
    ...changed("varySplit", earlier.varySplit, study.varySplit),
  ];
}

/** Whether the earlier study's cells are the same with what is fixed now: a default may be written out. */
function fixesTheSame(earlier: Study, { fixed }: Study): boolean {
  const cells = combinations({ ...earlier.factors, ...earlier.nuisance });
  try {
    return cells.every(({ settings }) =>
      runId(configOf({ ...earlier.fixed, ...settings })) ===
        runId(configOf({ ...fixed, ...settings }))
    );
  } catch (error) {
    if (error instanceof LabError) return false; // with these settings no run can be
    throw error;
  }
}

/** Settings that are others now; images are the same wherever they lie. */
function settingChanges(before: Settings, now: Settings): string[] {
  const { dataset: _, normalize: _rule, ...had } = before;
  const { dataset: _now, normalize: _ruleNow, ...has } = now;
  const fields = Object.keys({ ...had, ...has }) as (keyof typeof had)[];
  return [
    ...describeDataDifferences(before, now).map((change) => `fixed.${change}`),
    ...fields.flatMap((field) => changed(`fixed.${field}`, had[field], has[field])),
  ];
}

function factorChanges(
  part: string,
  before: Readonly<Record<string, Values>>,
  now: Readonly<Record<string, Values>>,
): string[] {
  const names = Object.keys({ ...before, ...now });
  return names.flatMap((name) => changes(`${part}.${name}`, before[name], now[name]));
}

/** What is another value than before. */
function changed(place: string, before: unknown, now: unknown): string[] {
  if (canonicalJson([before]) === canonicalJson([now])) return [];
  return [`${place} ${before === undefined ? "unset" : inspect(before)}`];
}

/** Values that are no longer there; all of them if they are of another kind now, or none. */
function changes(place: string, before: Values | undefined, now: Values | undefined): string[] {
  if (before === undefined) return [`no ${place}`];
  if (now === undefined || isList(before) !== isList(now)) return [place];
  const kept = new Set(Object.entries(now).map((entry) => textOf(now, entry)));
  return Object.entries(before)
    .filter((entry) => !kept.has(textOf(before, entry)))
    .map(([label, value]) => `${place} ${isList(before) ? inspect(value) : label}`);
}

/** One text for each value, with its label if it has one. */
function textOf(values: Values, [label, value]: [string, unknown]): string {
  return canonicalJson(isList(values) ? value : [label, value]);
}
