/** Names that a factor cannot have, since a comparison's own numbers have them. */
import assert from "node:assert/strict";
import { cellsCsv, pairsCsv } from "../../src/report/study/comparison_csv.ts";
import { compareStudy } from "../../src/report/study/study_comparison.ts";
import { compare } from "../../src/study/compare.ts";
import { COMPARED_COLUMNS } from "../../src/study/compared_columns.ts";
import { parseCsv } from "../../src/study/csv.ts";
import { defineStudy } from "../../src/study/definition.ts";
import type { Row } from "../../src/study/table.ts";
import { madeUp } from "../report/study/made_up.ts";

/** Runs of two activations at two values of another column. */
function rows(column: string): Row[] {
  return ["relu", "elu"].flatMap((activation) =>
    [16, 32].flatMap((value) =>
      [1, 2].map((seed) => ({ activation, [column]: value, seed, test_accuracy: value / 100 }))
    )
  );
}

Deno.test("a comparison's numbers, in rows and in CSV, have names that are listed", () => {
  const input = {
    fixed: { width: 8 },
    factors: { activation: ["relu", "elu"], depth: [1, 2] },
    seeds: [1, 2],
  };
  const compared = compareStudy(madeUp(input, () => 0.5));
  const { cells, pairs, across_depths } = compare(rows("depth"), {
    factor: "activation",
    by: "depth",
    chance: 0.1,
  });
  const names = [
    ...[cells, pairs, across_depths!.activations!, across_depths!.pairs].flat().flatMap(
      Object.keys,
    ),
    ...[cellsCsv(compared), pairsCsv(compared)].flatMap((text) =>
      parseCsv(text, (_, problem) => new Error(problem))[0]!.fields
    ),
  ];
  const own = new Set(["activation", "depth", "mean_of_depth_means"]);
  const numbers = names.filter((name) => !own.has(name) && !name.endsWith("_holm_depth"));
  assert.deepEqual(numbers.filter((name) => !COMPARED_COLUMNS.includes(name)), []);
  assert.ok(numbers.length > 50);
});

Deno.test("no factor of a comparison or a study has one of them", () => {
  for (const name of COMPARED_COLUMNS) {
    const refused = { name: "UsageError", message: new RegExp(`'${name}'|"${name}"|\\.${name} `) };
    assert.throws(
      () => compare(rows(name), { factor: name, where: { activation: "elu" } }),
      refused,
    );
    assert.throws(() => compare(rows(name), { factor: "activation", by: name }), refused);
    const factors = { [name]: { low: { learningRate: 0.1 }, high: { learningRate: 0.2 } } };
    const input = { fixed: { activation: "relu" }, factors, seeds: [1] };
    assert.throws(() => defineStudy(input), refused);
  }
  assert.equal(compare(rows("width"), { factor: "activation", by: "width" }).cells.length, 4);
});
