/** The numbers that a figure draws, as a table: one row an observation. */

/** What is known of an observation, by column. */
export type Row = Readonly<Record<string, string | number>>;

/** A figure's numbers; a row has no entry in a column that it knows nothing of. */
export interface FigureData {
  /** Their names. */
  readonly columns: readonly string[];
  /** One an observation. */
  readonly rows: readonly Row[];
}

/** The rows with all their columns, in the order in which they first come. */
export function tabulate(rows: readonly Row[]): FigureData {
  return { columns: [...new Set(rows.flatMap((row) => Object.keys(row)))], rows };
}
