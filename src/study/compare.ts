/** Compares the runs of a study: many seeds of several activations, say, at several depths. */
import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import { ascending, cellsOf } from "./cells.ts";
import { compareAcross, type ComparedAcross } from "./compare_across.ts";
import { compareCell, type ComparedCell } from "./compare_cells.ts";
import { COMPARED_COLUMNS } from "./compared_columns.ts";
import { type ComparedPair, comparePairs } from "./compare_pairs.ts";
import { type ComparedRanks, compareRanks } from "./compare_ranks.ts";
import { ALPHA, LEVEL, POWER } from "./statistics/conventions.ts";
import { checkTable, type Columns, isChosen, type Row } from "./table.ts";

/** What is compared, and how. */
export interface CompareOptions {
  /** The column of what is compared, such as "activation". */
  readonly factor: string;
  /** The column for each value of which the comparison is made, such as "depth" (default: none). */
  readonly by?: string | undefined;
  /** The column that pairs runs (default: "seed"). */
  readonly pair?: string | undefined;
  /**
   * The column of the number that is compared, the higher the better (default: "test_accuracy").
   */
  readonly metric?: string | undefined;
  /** What other columns must have: rows with other values are left out (default: nothing). */
  readonly where?: Columns["where"];
  /** The metric of guessing; if given, runs below 1.5 times it are counted as untrained. */
  readonly chance?: number | undefined;
  /** Numbers of others to hold the cells against: rows with the factor, `by` and the metric. */
  readonly published?: readonly Row[] | undefined;
}

/** What a table of runs says; `null` stands for what it does not define. */
export interface Comparison {
  /** A difference counts as found where p is below it. */
  readonly alpha: number;
  /** The level of all intervals. */
  readonly level: number;
  /** The power that detectable differences and needed seeds are computed for. */
  readonly power: number;
  /** In the order in which the factor's values come in the table, `by` ascending. */
  readonly cells: readonly ComparedCell[];
  /** Of cells at the same value of `by`. */
  readonly pairs: readonly ComparedPair[];
  /** Over all blocks, `all`, and by value of `by`, such as `depth_3`. */
  readonly ranks: Readonly<Record<string, ComparedRanks>>;
  /** Over all values of `by`, such as `across_depths`; absent without `by`. */
  readonly [across: `across_${string}`]: ComparedAcross;
}

/** The columns that a comparison needs, those not named by their usual names. */
export function columnsOf({ factor, by, pair, metric, where }: CompareOptions): Columns {
  return { factor, by, pair: pair ?? "seed", metric: metric ?? "test_accuracy", where };
}

/**
 * Compares a tidy table, one row a run: each cell by itself, cells in pairs, their ranks, and all
 * values of `by` together. Runs are paired by seed, never by row; one whose metric is `null`, NaN
 * or infinite has diverged, is counted, and enters nothing else. The order of the rows matters only
 * to the order of results.
 *
 * ```ts
 * import assert from "node:assert/strict";
 *
 * const { cells, pairs } = compare(
 *   [
 *     { activation: "relu", seed: 1, test_accuracy: 0.8774 },
 *     { activation: "relu", seed: 2, test_accuracy: 0.8703 },
 *     { activation: "relu", seed: 3, test_accuracy: 0.8734 },
 *     { activation: "tanh", seed: 3, test_accuracy: 0.8738 },
 *     { activation: "tanh", seed: 2, test_accuracy: 0.8673 },
 *     { activation: "tanh", seed: 1, test_accuracy: null },
 *   ],
 *   { factor: "activation" },
 * );
 * assert.equal(cells[1]!.diverged, 1);
 * assert.deepEqual(pairs[0]!.seeds, [2, 3]);
 * assert.equal(pairs[0]!.wilcoxon!.p_smallest_possible, 0.5); // two seeds cannot tell
 * ```
 *
 * Every number's formula and source are in `src/study/statistics/`. Throws `TableError`, saying
 * where, if a column is missing, a value empty or not a number, or a run there twice; and `UsageError`
 * if a factor is called as one of the comparison's own numbers, such as `n`.
 */
export function compare(rows: readonly Row[], options: CompareOptions): Comparison {
  const columns = columnsOf(options);
  checkTable(rows, columns);
  const { factor, by, pair, where } = columns;
  checkNames([factor, ...by === undefined ? [] : [by]]);
  const { published = [], chance } = options;
  const cells = cellsOf(rows.filter((row) => isChosen(row, where)), columns);
  const values = by === undefined ? [] : [...new Set(cells.map((cell) => cell.by))].sort(ascending);
  const ranks = (value: unknown) =>
    compareRanks(cells.filter((cell) => cell.by === value), by, pair);
  return {
    alpha: ALPHA,
    level: LEVEL,
    power: POWER,
    cells: cells.map((cell) => compareCell(cell, columns, published, chance)),
    pairs: comparePairs(cells, by, chance),
    ranks: {
      all: compareRanks(cells, by, pair),
      ...Object.fromEntries(values.map((value) => [`${by}_${value}`, ranks(value)])),
    },
    ...by === undefined ? {} : { [`across_${by}s`]: compareAcross(cells, factor, by) },
  };
}

/** Throws `UsageError` for a column whose values a row of the comparison could not have beside its numbers. */
function checkNames(columns: readonly string[]): void {
  const taken = columns.find((column) => COMPARED_COLUMNS.includes(column));
  if (taken === undefined) return;
  throw new UsageError(
    `expected a column that is not called as a number of the comparison, got ${inspect(taken)}; ` +
      "rename it in the table",
  );
}
