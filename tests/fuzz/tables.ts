/** Hostile tables of runs: no row is lost, invented or paired twice. */
import assert from "node:assert/strict";
import { parseTable, type Row } from "../../src/study/table.ts";
import { fc } from "../dependencies.ts";
import { HOSTILE_NAMES } from "./hostile_names.ts";
import type { Target } from "./run.ts";

const COLUMNS = { factor: "activation", by: "depth", pair: "seed", metric: "test_accuracy" };
const HEADER = Object.values(COLUMNS);

const quote = (field: string) => `"${field.replaceAll('"', '""')}"`;
const hostile = fc.oneof(
  fc.constantFrom("", " ", "nan", "1e999", "0x10", "-.5e-3", "relu", '"', '""', "\r", "\n", ","),
  fc.constantFrom(...HOSTILE_NAMES).map(quote),
  fc.string({ unit: "binary" }),
);

/** A field that may be there, or now and then any other. */
const mostly = (allowed: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 60, arbitrary: allowed }, { weight: 1, arbitrary: hostile });
const record = fc.tuple(
  mostly(fc.constantFrom("relu", '"elu"', '"a,\n""b"""')),
  mostly(fc.constantFrom("3", "6.0")),
  mostly(fc.nat(999).map(String)),
  mostly(
    fc.oneof(fc.double({ noDefaultInfinity: true, noNaN: true }).map(String), fc.constant("")),
  ),
);
const header = fc.oneof(
  { weight: 9, arbitrary: fc.constant(HEADER) },
  { weight: 1, arbitrary: fc.array(fc.oneof(fc.constantFrom(...HEADER), hostile)) },
);
const text = fc.tuple(
  fc.constantFrom("", "\uFEFF"),
  header,
  fc.array(record, { maxLength: 12 }),
  fc.constantFrom("\n", "\r\n", "\r"),
).map(([start, names, records, end]) => start + [names, ...records].map((r) => r.join()).join(end));

export const tables: Target<string, Row[]> = {
  name: "tables of runs",
  inputs: fc.oneof({ weight: 19, arbitrary: text }, { weight: 1, arbitrary: hostile }),
  read: (text) => parseTable(text, COLUMNS, "FILE"),
  /** Written again, it is read as the same rows, which are runs of their own. */
  verify(rows) {
    const names = Object.keys(rows[0]!);
    const fields = rows.map((row) => names.map((name) => quote(`${row[name] ?? ""}`)).join());
    const written = [names.map(quote).join(), ...fields].join("\n");
    assert.deepEqual(parseTable(written, COLUMNS, "FILE"), rows);
    const runs = rows.map(({ activation, depth, seed }) => `${[activation, depth, seed]}`);
    assert.equal(new Set(runs).size, rows.length);
    for (const { test_accuracy: metric } of rows) {
      assert.ok(metric === null || typeof metric === "number");
    }
  },
};
