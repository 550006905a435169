/** Tidy tables: one row a run, read from CSV, and checked before anything is computed from them. */
import { LabError, UsageError } from "../errors.ts";
import { suggestion } from "../nearest.ts";
import { inspect, printable } from "../printable.ts";
import { type CsvRecord, parseCsv } from "./csv.ts";

/** A field of a table; null where it is empty. */
export type Value = string | number | null;

/** A row of a table, by column. */
export type Row = Readonly<Record<string, Value>>;

/** Which columns of a table say what. */
export interface Columns {
  /** What is compared, such as the activation. */
  readonly factor: string;
  /** What the comparison is made for each value of, such as the depth. */
  readonly by?: string | undefined;
  /** What pairs the runs, such as the seed. */
  readonly pair: string;
  /** The number that is compared, higher is better; empty where a run diverged. */
  readonly metric: string;
  /** What other columns must have: rows with other values are left out (default: nothing). */
  readonly where?: Readonly<Record<string, Value>> | undefined;
}

/** Whether a row has what `where` says; the text of a number stands for it, and an empty one for null. */
export function isChosen(row: Row, where: Columns["where"] = {}): boolean {
  return Object.entries(where).every(([column, value]) => {
    const held = row[column] ?? "";
    if (typeof held !== "number") return held === `${value ?? ""}`;
    return value !== null && value !== "" && held === Number(value);
  });
}

/**
 * What is wrong with a table, and where.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseTable, TableError } from "@activation-lab/activation-lab";
 *
 * const columns = { factor: "activation", pair: "seed", metric: "test_accuracy" };
 * assert.throws(() => parseTable("activation,seed\n", columns, "runs.csv"), TableError);
 * ```
 */
export class TableError extends LabError {
  /** How a report of it begins. */
  override name = "TableError";
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Reads a table from CSV (RFC 4180) with a header; columns whose fields are all numbers, or empty,
 * become numbers.
 *
 * Throws `TableError`, naming `file` and the line, where the text is no such table or not the one
 * that `columns` describe: see `checkTable`.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { compare, parseTable } from "@activation-lab/activation-lab";
 *
 * const csv = "activation,seed,test_accuracy\nrelu,1,0.87\nrelu,2,\ntanh,1,0.86\n";
 * const columns = { factor: "activation", pair: "seed", metric: "test_accuracy" };
 * const rows = parseTable(csv, columns, "runs.csv");
 * assert.equal(rows[1]!.test_accuracy, null); // it diverged
 * assert.equal(compare(rows, columns).cells.length, 2);
 * ```
 */
export function parseTable(text: string, columns: Columns, file: string): Row[] {
  const fail = (line: number, problem: string) =>
    new TableError(`${file}, line ${line}: ${problem}`);
  const [header, ...records] = parseCsv(text, fail);
  if (header === undefined) throw new TableError(`${file} is empty, expected a header and rows`);
  const names = header.fields.map((name) => name.trim());
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw fail(header.line, `two columns are called ${inspect(twice)}`);
  checkColumns(names, columns, (problem) => fail(header.line, problem));
  for (const { fields, line } of records) {
    if (fields.length === names.length) continue;
    throw fail(line, `expected ${names.length} fields, as in the header, got ${fields.length}`);
  }
  if (records.length === 0) {
    throw new TableError(`${file} has a header only, expected rows below it`);
  }
  const numeric = names.map((_, i) => isNumeric(records, i));
  const rows = records.map(({ fields }) =>
    Object.fromEntries(names.map((name, i) => {
      const field = fields[i]!.trim();
      const asNumber = numeric[i] || name === columns.metric && isNumber(field);
      return [name, field === "" ? null : asNumber ? Number(field) : field];
    }))
  );
  checkTable(rows, columns, { file, lines: records.map(({ line }) => line) });
  return rows;
}

/**
 * Throws `TableError`, saying where, if a column is missing, a factor, `by` or pair is empty, a
 * metric is a text, or two rows are of the same run: one row for each cell and seed is what pairs
 * them. Throws `UsageError` if one column is to be two things.
 */
export function checkTable(
  rows: readonly Row[],
  columns: Columns,
  source?: { readonly file: string; readonly lines: readonly number[] },
): void {
  const place = (i: number) => source === undefined ? `row ${i + 1}` : `line ${source.lines[i]}`;
  const prefix = source === undefined ? "" : `${source.file}, `;
  const { metric, where = {} } = columns;
  const identity = identifying(columns);
  if (new Set([...identity, metric]).size <= identity.length) {
    const named = [...identity, metric].map(inspect).join(", ");
    throw new UsageError(`expected another column for each part of a comparison, got ${named}`);
  }
  const seen = new Map<string, number>();
  rows.forEach((row, i) => {
    const fail = (problem: string) => new TableError(`${prefix}${place(i)}: ${problem}`);
    checkColumns(Object.keys(row), columns, fail);
    if (!isChosen(row, where)) return;
    const empty = identity.find((column) => row[column] === null || row[column] === "");
    if (empty !== undefined) throw fail(`${inspect(empty)} is empty, expected a value`);
    if (typeof row[metric] === "string") {
      throw fail(
        `expected a number as ${inspect(metric)}, got ${inspect(row[metric])}; ` +
          "leave it empty if the run diverged",
      );
    }
    const key = JSON.stringify(identity.map((column) => `${row[column]}`));
    const first = seen.get(key);
    if (first !== undefined) {
      const run = identity.map((column) => `${column} ${row[column]}`).join(", ");
      throw fail(
        `expected one row for ${printable(run)}, got another after ${place(first)}; ` +
          "name the column that tells them apart, or remove one",
      );
    }
    seen.set(key, i);
  });
  if (rows.length > 0 && seen.size === 0) {
    const wanted = Object.entries(where).map(([column, value]) => `${column} ${value}`).join(", ");
    throw new TableError(`${prefix}no row has ${printable(wanted)}; choose a value that one has`);
  }
}

/** The columns that tell runs apart. */
function identifying({ factor, by, pair }: Columns): string[] {
  return by === undefined ? [factor, pair] : [factor, by, pair];
}

function checkColumns(
  names: readonly string[],
  columns: Columns,
  fail: (problem: string) => Error,
): void {
  const { metric, where = {} } = columns;
  const missing = [...identifying(columns), metric, ...Object.keys(where)]
    .find((name) => !names.includes(name));
  if (missing === undefined) return;
  throw fail(
    `expected a column ${inspect(missing)}, got ${names.map(inspect).join(", ")}` +
      suggestion(missing, names),
  );
}

function isNumeric(records: readonly CsvRecord[], i: number): boolean {
  return records.every(({ fields }) => {
    const field = fields[i]!.trim();
    return field === "" || isNumber(field);
  });
}

/** Whether a text is a decimal number that a double can hold. */
function isNumber(text: string): boolean {
  return NUMBER.test(text) && Number.isFinite(Number(text));
}
