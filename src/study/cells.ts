/** The cells of a table: the runs that differ in nothing but their seed. */
import type { Columns, Row, Value } from "./table.ts";

/** The runs of one value of the factor and of `by`. */
export interface CellRuns {
  readonly factor: Value;
  /** null without `by`. */
  readonly by: Value;
  /** The columns that are the same in all of them, in the table's order. */
  readonly constants: Row;
  /** The metric by seed, in the seeds' order; NaN of a diverged run. */
  readonly runs: ReadonlyMap<Value, number>;
  /** Without the diverged ones. */
  readonly finite: ReadonlyMap<Value, number>;
}

/**
 * The cells of a table that has been checked: factors as they come in it, values of `by` ascending.
 */
export function cellsOf(rows: readonly Row[], { factor, by, pair, metric }: Columns): CellRuns[] {
  const valueOfBy = (row: Row) => by === undefined ? null : row[by]!;
  const cells: CellRuns[] = [];
  for (const [name, ofFactor] of Map.groupBy(rows, (row) => row[factor]!)) {
    const byValue = [...Map.groupBy(ofFactor, valueOfBy)].sort(([a], [b]) => ascending(a, b));
    for (const [value, members] of byValue) {
      const sorted = members.toSorted((a, b) => ascending(a[pair]!, b[pair]!));
      const runs = new Map(sorted.map((row) => [row[pair]!, Number(row[metric] ?? NaN)]));
      const first = members[0]!;
      const constants = Object.fromEntries(
        Object.entries(first).filter(([column, held]) =>
          column !== pair && column !== metric && members.every((row) => row[column] === held)
        ),
      );
      const finite = new Map([...runs].filter(([, result]) => Number.isFinite(result)));
      cells.push({ factor: name, by: value, constants, runs, finite });
    }
  }
  return cells;
}

/** Numbers by size, texts by their characters, numbers first. */
export function ascending(a: Value, b: Value): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return a! < b! ? -1 : a! > b! ? 1 : 0;
}
