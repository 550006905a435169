/** Medians and ratios of a comparison, and its tables. */
import assert from "node:assert/strict";
import { compare, formatTables } from "../../../scripts/peers/results.ts";

const timings = [
  { name: "cpu", description: "CPU", rounds: [10, 40, 20] }, // slow in the second round
  { name: "peer", description: "version 1", rounds: [300, 1200, 500] },
];

Deno.test("a ratio is the median of the rounds' ratios", () => {
  assert.deepEqual(compare(timings, ["cpu"]), [
    {
      name: "cpu",
      description: "CPU",
      median: 20,
      least: 10,
      most: 40,
      ratios: { cpu: 1 },
    },
    {
      name: "peer",
      description: "version 1",
      median: 500,
      least: 300,
      most: 1200,
      ratios: { cpu: 30 },
    },
  ]);
});

Deno.test("the median of an even number of rounds lies between the middle two", () => {
  const [even] = compare([{ name: "cpu", description: "", rounds: [9, 1, 4, 2] }], ["cpu"]);
  assert.equal(even!.median, 3);
});

Deno.test("the tables are the README's: ours, and the others divided by ours", () => {
  const all = [
    ...timings,
    { name: "webgpu", description: "llvmpipe", rounds: [9.996, 9.994, 9.995] },
  ];
  const text = formatTables(compare(all, ["cpu", "webgpu"]));
  assert.deepEqual(text.split("\n"), [
    "| device | computes with | ms per step | least | most |",
    "| ------ | ------------- | ----------- | ----- | ---- |",
    "| webgpu | llvmpipe      | 9.99        | 9.99  | 10.0 |",
    "| cpu    | CPU           | 20.0        | 10.0  | 40.0 |",
    "",
    "| library | computes with | ms per step | least | most | ÷ cpu | ÷ webgpu |",
    "| ------- | ------------- | ----------- | ----- | ---- | ----- | -------- |",
    "| peer    | version 1     | 500         | 300   | 1200 | 30    | 50       |",
  ]);
});
