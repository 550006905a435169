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

/** The table as CSV (RFC 4180, but lines end as on Unix): the columns' names, and a line a row. */
export function toCsv({ columns, rows }: FigureData): string {
  const lines = rows.map((row) => columns.map((column) => row[column]));
  return [columns, ...lines].map((fields) => `${fields.map(field).join()}\n`).join("");
}

/** The table as a JSON document: a list of the rows, each on a line. */
export function toJson({ rows }: FigureData): string {
  return `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`;
}

function field(value: string | number | undefined): string {
  const text = `${value ?? ""}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
