/** Comma-separated values as RFC 4180 has them, read with the line that each record begins in. */

/** A record of a file. */
export interface CsvRecord {
  readonly fields: readonly string[];
  /** Counted from 1. */
  readonly line: number;
}

/** A field, quoted (with quotes inside doubled) or plain, and what ends it. */
const FIELD = /(?:"([^"]*(?:""[^"]*)*)"|([^",\n]*))(,|\n|$)/y;

/**
 * Reads all records; empty lines are none, and a byte order mark is no part of the first field.
 *
 * Throws `fail` with the line of a quote that is not closed, or stands within a plain field.
 */
export function parseCsv(
  text: string,
  fail: (line: number, problem: string) => Error,
): CsvRecord[] {
  const source = text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
  const records: CsvRecord[] = [];
  let fields: string[] = [];
  let line = 1, next = 1; // of this record and the next
  for (FIELD.lastIndex = 0; FIELD.lastIndex < source.length || fields.length > 0;) {
    const match = FIELD.exec(source);
    if (match === null) throw fail(next, "a quote is not closed, or within a plain field");
    const [whole, quoted, plain, end] = match;
    fields.push(quoted?.replaceAll('""', '"') ?? plain!);
    next += whole.split("\n").length - 1;
    if (end === ",") continue;
    if (fields.length > 1 || whole.length > end!.length) records.push({ fields, line });
    fields = [];
    line = next;
  }
  return records;
}

/** The text of a table: a header, and a line for each record; an empty field is null. */
export function formatCsv(
  names: readonly string[],
  records: readonly (readonly (string | number | null)[])[],
): string {
  const quoted = (field: string | number | null) => {
    const text = `${field ?? ""}`;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [names, ...records].map((fields) => `${fields.map(quoted).join()}\n`).join("");
}
