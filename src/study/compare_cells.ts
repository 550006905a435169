/** Each cell of a comparison by itself. */
import type { CellRuns } from "./cells.ts";
import { type Bootstrap, bootstrap } from "./statistics/bootstrap.ts";
import type { Interval } from "./statistics/conventions.ts";
import { describe, type Description } from "./statistics/describe.ts";
import { heldAgainst, type Published } from "./statistics/t_interval.ts";
import { untrained } from "./statistics/untrained.ts";
import type { Columns, Row } from "./table.ts";

/** A cell: the columns that its runs share, and their metric in numbers. */
export interface ComparedCell extends Description {
  /** The columns that all its runs have the same value in, by their names. */
  readonly [column: string]: unknown;
  /** How many runs there are. */
  readonly runs: number;
  /** How many of them diverged. */
  readonly diverged: number;
  /** The others, which alone enter the numbers. */
  readonly n: number;
  /** Intervals of the mean; computed from two runs, to be trusted from ten. */
  readonly bootstrap_mean: Bootstrap | null;
  /** Intervals of the interquartile mean. */
  readonly bootstrap_iqm: Bootstrap | null;
  /** A published number beside them; null without one. */
  readonly published: Published | null;
  /** How many have learned nothing; absent where chance is unknown. */
  readonly untrained?: number;
  /** Their share of n; absent where chance is unknown. */
  readonly untrained_share?: number | null;
  /** An exact interval of that share; absent where chance is unknown. */
  readonly untrained_interval?: Interval | null;
  /** The mean of those that have learned something; absent where chance is unknown. */
  readonly trained_mean?: number | null;
  /** Its 95 % interval; absent where chance is unknown. */
  readonly trained_t_interval?: Interval | null;
}

/** Describes a cell, beside the row of `published` that is of its factor and `by`. */
export function compareCell(
  { factor, by, constants, runs, finite }: CellRuns,
  columns: Columns,
  published: readonly Row[],
  chance: number | undefined,
): ComparedCell {
  const values = [...finite.values()];
  const other = published.find((row) =>
    row[columns.factor] === factor && (columns.by === undefined || row[columns.by] === by)
  )?.[columns.metric];
  return {
    ...constants,
    runs: runs.size,
    diverged: runs.size - finite.size,
    ...describe(values),
    bootstrap_mean: bootstrap(values, "mean"),
    bootstrap_iqm: bootstrap(values, "iqm"),
    published: typeof other === "number" ? heldAgainst(other, values) : null,
    ...chance === undefined ? {} : untrained(values, chance),
  };
}
