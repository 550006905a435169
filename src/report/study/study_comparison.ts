/** The comparison that a report on a study is about: one factor, at each combination of the others. */
import { UsageError } from "../../errors.ts";
import { findActivation } from "../../nn/activations.ts";
import { inspect } from "../../printable.ts";
import { columnOf } from "../../study/columns.ts";
import { compare, type Comparison } from "../../study/compare.ts";
import type { ComparedCell } from "../../study/compare_cells.ts";
import type { ComparedPair } from "../../study/compare_pairs.ts";
import type { ComparedRanks } from "../../study/compare_ranks.ts";
import type { Level } from "../../study/design.ts";
import { planCells, type PlannedCell } from "../../study/plan.ts";
import { chanceOf, runsTable, type StudyResults } from "../../study/results.ts";
import { suggestion } from "../../nearest.ts";
import { StudyError } from "../../study/study_error.ts";

/** The runs of a study, compared; its records are those of its own runs. */
export interface StudyComparison extends StudyResults {
  /** The factor that is compared, as the study calls it. */
  readonly factor: string;
  /** The other factors that vary. */
  readonly others: readonly string[];
  /** In the order of the study's values, those of which no run is done among them. */
  readonly planned: readonly PlannedCell[];
  /** Where cells are compared with each other: one for each combination of the others' values. */
  readonly places: readonly ComparedPlace[];
  /** All numbers. */
  readonly comparison: Comparison;
}

/** Cells that differ in nothing but the factor. */
export interface ComparedPlace {
  /** The values of the other factors: "depth 8"; empty where there are none. */
  readonly name: string;
  /** By factor. */
  readonly levels: Readonly<Record<string, Level>>;
  /** In the order of the study's values. */
  readonly cells: readonly NamedCell[];
  readonly pairs: readonly ComparedPair[];
  /** undefined where no run is done. */
  readonly ranks: ComparedRanks | undefined;
}

/** A cell, and what sentences call it. */
export interface NamedCell {
  /** The factor's value. */
  readonly level: Level;
  /** "ReLU", or "learning rate 0.1". */
  readonly name: string;
  readonly cell: ComparedCell;
}

/**
 * Compares the values of `factor`, of the first that varies if none is named. Throws `StudyError` if no
 * run is done, `UsageError` if the study has no such factor.
 */
export function compareStudy(results: StudyResults, factor?: string): StudyComparison {
  const { study, records } = results;
  const factors = Object.keys(study.factors);
  const varying = factors.filter((name) => Object.keys(study.factors[name]!).length > 1);
  const compared = factor === undefined
    ? varying[0] ?? factors[0]!
    : factors.find((name) => name === factor || columnOf(name) === factor);
  if (compared === undefined) {
    throw new UsageError(
      `expected a factor of the study (${factors.join(", ")}), got ${inspect(factor)}` +
        suggestion(factor!, factors),
    );
  }
  const rows = runsTable(results);
  if (rows.length === 0) {
    throw new StudyError("no run of the study is done that could be reported; run the study first");
  }
  const others = varying.filter((name) => name !== compared);
  const column = columnOf(compared);
  // One column for all of them; no factor's name has a comma.
  const by = others.length === 0 ? undefined : others.map(columnOf).join(", ");
  const placeOf = (levels: Readonly<Record<string, unknown>>, keys: readonly string[]) =>
    keys.length === 1 ? levels[keys[0]!] as Level : JSON.stringify(keys.map((key) => levels[key]));
  const columns = others.map(columnOf);
  const comparison = compare(
    by === undefined ? rows : rows.map((row) => ({ ...row, [by]: placeOf(row, columns) })),
    { factor: column, by, chance: chanceOf(study) },
  );
  const planned = planCells(study, records);
  const places = [...Map.groupBy(planned, ({ cell }) => placeOf(cell, others))]
    .map(([place, members]): ComparedPlace => {
      const isHere = (item: Readonly<Record<string, unknown>>) =>
        by === undefined || item[by] === place;
      const levels = Object.fromEntries(others.map((name) => [name, members[0]!.cell[name]!]));
      return {
        name: levelsInWords(levels),
        levels,
        cells: members.flatMap(({ cell }) => {
          const level = cell[compared]!;
          const found = comparison.cells.find((cell) => cell[column] === level && isHere(cell));
          return found === undefined ? [] : [{ level, name: nameOf(compared, level), cell: found }];
        }),
        pairs: comparison.pairs.filter(isHere),
        ranks: comparison.ranks[by === undefined ? "all" : `${by}_${place}`],
      };
    });
  const ids = new Set(
    planned.flatMap(({ trials, runs = [] }) => [...trials.flat(), ...runs]).map(({ id }) => id),
  );
  const own = records.filter(({ id }) => ids.has(id));
  return { study, records: own, factor: compared, others, planned, places, comparison };
}

/** The cells that have a mean, the highest first. */
export function ranked({ cells }: ComparedPlace): NamedCell[] {
  return cells.filter(({ cell }) => cell.mean !== null)
    .toSorted((one, other) => other.cell.mean! - one.cell.mean!);
}

/** The pair of two cells of a place. */
export function pairOf({ pairs }: ComparedPlace, one: NamedCell, other: NamedCell): ComparedPair {
  const levels = [one.level, other.level];
  return pairs.find(({ a, b }) => levels.includes(a!) && levels.includes(b!))!;
}

/** The two cells of a pair of a place. */
export function cellsOf({ cells }: ComparedPlace, { a, b }: ComparedPair): NamedCell[] {
  return [a, b].map((level) => cells.find((cell) => cell.level === level)!);
}

/** What sentences call a value of a factor: "ReLU", "learning rate 0.1". */
export function nameOf(factor: string, level: Level): string {
  const title = titleOf(factor, level);
  return factor === "activation" ? title : `${inWords(factor)} ${title}`;
}

/** What sentences call values of several factors: "depth 8, learning rate 0.1". */
export function levelsInWords(levels: Readonly<Record<string, Level>>): string {
  return Object.entries(levels)
    .map(([factor, level]) => `${inWords(factor)} ${titleOf(factor, level)}`).join(", ");
}

/** A value of a factor without the factor's name. */
export function titleOf(factor: string, level: Level): string {
  return factor === "activation" ? findActivation(`${level}`).title : `${level}`;
}

/** A factor's name as sentences have it: `learningRate` is "learning rate". */
export function inWords(factor: string): string {
  return columnOf(factor).replaceAll("_", " ");
}
