import assert from "node:assert/strict";
import { parseCsv } from "../../src/study/csv.ts";
import { checkTable, isChosen, parseTable, type Row, TableError } from "../../src/study/table.ts";
import { fc } from "../dependencies.ts";

const COLUMNS = { factor: "activation", by: "depth", pair: "seed", metric: "test_accuracy" };
const HEADER = "activation,depth,seed,test_accuracy";

const parse = (...lines: string[]) => parseTable(lines.join("\n"), COLUMNS, "runs.csv");

Deno.test("numeric columns become numbers, empty fields null, the rest stay texts", () => {
  assert.deepEqual(
    parse(`${HEADER},note`, "relu,3,a1,.87,1", "relu,3,2,,1e-3", "", "tanh, 3 ,3,8.7e-1,"),
    [
      { activation: "relu", depth: 3, seed: "a1", test_accuracy: 0.87, note: 1 },
      { activation: "relu", depth: 3, seed: "2", test_accuracy: null, note: 0.001 },
      { activation: "tanh", depth: 3, seed: "3", test_accuracy: 0.87, note: null },
    ],
  );
});

Deno.test("blanks around names of columns and fields are no part of them", () => {
  assert.deepEqual(parse(HEADER.replaceAll(",", " , "), "relu, 3, 1, 0.8"), [
    { activation: "relu", depth: 3, seed: 1, test_accuracy: 0.8 },
  ]);
});

Deno.test("what spreadsheets write is read: a byte order mark, CRLF, quotes", () => {
  const text = `\uFEFF${HEADER}\r\n"re""lu, ""leaky""",3,1,0.87\r\n"two\r\nlines",3,1,0.86\r\n`;
  const rows = parseTable(text, COLUMNS, "runs.csv");
  assert.deepEqual(rows.map(({ activation }) => activation), ['re"lu, "leaky"', "two\nlines"]);
});

const field = fc.string({ unit: fc.constantFrom("a", "é", " ", ",", '"', "\n", "1") });
const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 5 });

Deno.test("every table that is written by the rules is read as it was", () => {
  fc.assert(
    fc.property(table, fc.constantFrom("\n", "\r\n", "\r"), fc.boolean(), (rows, eol, end) => {
      const quote = (field: string) =>
        /[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
      const text = rows.map((fields) => fields.map(quote).join(",")).join(eol) + (end ? eol : "");
      const records = parseCsv(text, (line, problem) => new Error(`${line}: ${problem}`));
      assert.deepEqual(records.map(({ fields }) => fields), rows);
      let line = 1;
      for (const { fields, line: found } of records) {
        assert.equal(found, line);
        line += 1 + fields.join("").split("\n").length - 1;
      }
    }),
  );
});

const refusals: Record<string, [text: string, message: string]> = {
  "an empty file": ["", "runs.csv is empty, expected a header and rows"],
  "empty lines alone": ["\n\n", "runs.csv is empty, expected a header and rows"],
  "a header alone": [`${HEADER}\n`, "runs.csv has a header only, expected rows below it"],
  "a missing column": [
    "activation,seed,test_accuracy\nrelu,1,0.87",
    `runs.csv, line 1: expected a column "depth", got "activation", "seed", "test_accuracy"`,
  ],
  "a column twice": [
    `${HEADER},seed\nrelu,3,1,0.87,1`,
    `runs.csv, line 1: two columns are called "seed"`,
  ],
  "a text for a number": [
    `${HEADER}\nrelu,3,1,0.87\nrelu,3,2,nan`,
    `runs.csv, line 3: expected a number as "test_accuracy", got "nan"; ` +
    "leave it empty if the run diverged",
  ],
  "a number too large for one": [
    `${HEADER}\nrelu,3,1,1e999`,
    `runs.csv, line 2: expected a number as "test_accuracy", got "1e999"; ` +
    "leave it empty if the run diverged",
  ],
  "a decimal comma": [
    `${HEADER}\nrelu,3,1,"0,87"`,
    `runs.csv, line 2: expected a number as "test_accuracy", got "0,87"; ` +
    "leave it empty if the run diverged",
  ],
  "no seed": [
    `${HEADER}\n\nrelu,3,,0.87`,
    `runs.csv, line 3: "seed" is empty, expected a value`,
  ],
  "a run twice": [
    `${HEADER}\n"re\nlu",3,1,0.87\ntanh,3,1,0.87\n"re\nlu",3,1.0,`,
    "runs.csv, line 5: expected one row for activation re\\u000alu, depth 3, seed 1, " +
    "got another after line 2; name the column that tells them apart, or remove one",
  ],
  "too many fields": [
    `${HEADER}\nrelu,3,1,0,87`,
    "runs.csv, line 2: expected 4 fields, as in the header, got 5",
  ],
  "too few fields": [
    `${HEADER}\nrelu,3`,
    "runs.csv, line 2: expected 4 fields, as in the header, got 2",
  ],
  "an open quote": [
    `${HEADER}\nrelu,3,1,0.87\n"relu,3,2,0.87\n`,
    "runs.csv, line 3: a quote is not closed, or within a plain field",
  ],
  "a quote within a field": [
    `${HEADER}\nre"lu",3,1,0.87`,
    "runs.csv, line 2: a quote is not closed, or within a plain field",
  ],
};

for (const [name, [text, message]] of Object.entries(refusals)) {
  Deno.test(`${name} is refused, by its place`, () => {
    assert.throws(() => parse(text), (error: Error) => {
      assert.ok(error instanceof TableError);
      assert.equal(error.message, message);
      return true;
    });
  });
}

Deno.test("rows of a script are checked as those of a file, by their number", () => {
  const row = { activation: "relu", depth: 3, seed: 1, test_accuracy: 0.87 };
  const refuse = (rows: Row[], message: RegExp) =>
    assert.throws(() => checkTable(rows, COLUMNS), { name: "TableError", message });
  checkTable([row, { ...row, seed: "1 " }, { ...row, depth: 6, test_accuracy: NaN }], COLUMNS);
  refuse([row, { ...row, test_accuracy: null }], /^row 2: expected one row .* after row 1;/);
  refuse([row, { activation: "relu" }], /^row 2: expected a column "depth", got "activation"$/);
  assert.throws(() => checkTable([row], { ...COLUMNS, by: "seed" }), {
    name: "UsageError",
    message: 'expected another column for each part of a comparison, got "activation", "seed", ' +
      '"seed", "test_accuracy"',
  });
  refuse([{ ...row, activation: "" }], /^row 1: "activation" is empty/);
});

Deno.test("without `by`, the same seed at another depth is the same run", () => {
  const { by: _, ...columns } = COLUMNS;
  const text = `${HEADER}\nrelu,3,1,0.87\nrelu,6,1,0.88`;
  assert.throws(
    () => parseTable(text, columns, "runs.csv"),
    /line 3: expected one row for activation relu, seed 1, got another after line 2; name the column/,
  );
});

Deno.test("a long quoted field is read in one go", () => {
  const long = 'a""'.repeat(1e5);
  const [record] = parseCsv(`"${long}",b`, (_, problem) => new Error(problem));
  assert.equal(record!.fields[0]!.length, 2e5);
});

Deno.test("a number is chosen by any text of it, and what is empty by an empty one", () => {
  const row = { rate: 0.01, zero: 0, text: "a", empty: null };
  const chosen = [{ rate: "1e-2" }, { zero: "0" }, { text: "a" }, { empty: "" }, { empty: null }];
  for (const where of chosen) assert.ok(isChosen(row, where), JSON.stringify(where));
  const others = [{ rate: "1e-3" }, { zero: "" }, { zero: null }, { text: "" }, { empty: "null" }];
  for (const where of others) assert.ok(!isChosen(row, where), JSON.stringify(where));
});

Deno.test("rows that are left out may be there twice, and lack a metric", () => {
  const rows = [
    { activation: "relu", width: 4, seed: 1, test_accuracy: 0.5 },
    { activation: "relu", width: 8, seed: 1, test_accuracy: 0.6 },
    { activation: "relu", width: 16, seed: 1, test_accuracy: "none" },
  ];
  const columns = { factor: "activation", pair: "seed", metric: "test_accuracy" };
  checkTable(rows.slice(0, 1), columns);
  assert.throws(() => checkTable(rows.slice(0, 2), columns), /row 2: expected one row for activ/);
  for (const width of [8, "8", "8e0"]) checkTable(rows, { ...columns, where: { width } });
  assert.throws(
    () => checkTable(rows, { ...columns, where: { width: 9 } }),
    /^TableError: no row has width 9; choose a value that one has$/,
  );
  assert.throws(
    () => checkTable(rows, { ...columns, where: { depth: 9 } }),
    /^TableError: row 1: expected a column "depth", got "activation", "width", /,
  );
});
