/** Medians and ratios of a comparison, and its table. */
import assert from "node:assert/strict";
import { compare, formatTable } from "../../../scripts/peers/results.ts";

const times = new Map([
  ["ours", [10, 40, 20]], // the machine was slow in the second round
  ["peer", [30, 120, 50]],
]);

Deno.test("a ratio is the median of the rounds' ratios", () => {
  assert.deepEqual(compare(times, ["ours"]), [
    { name: "ours", median: 20, least: 10, most: 40, ratios: { ours: 1 } },
    { name: "peer", median: 50, least: 30, most: 120, ratios: { ours: 3 } },
  ]);
});

Deno.test("the median of an even number of rounds lies between the middle two", () => {
  const even = new Map([["ours", [9, 1, 4, 2]]]);
  assert.equal(compare(even, ["ours"])[0]!.median, 3);
});

Deno.test("the table has a column for each of ours", () => {
  assert.equal(
    formatTable(compare(times, ["ours", "peer"])),
    [
      "      ms a step  least    most  ÷ ours  ÷ peer",
      "ours      20.00  10.00   40.00    1.00    0.33",
      "peer      50.00  30.00  120.00    3.00    1.00",
    ].join("\n"),
  );
});
