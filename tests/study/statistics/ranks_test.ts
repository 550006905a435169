import assert from "node:assert/strict";
import { friedman, imanDavenportP } from "../../../src/study/statistics/friedman.ts";
import { midRanks } from "../../../src/study/statistics/mid_ranks.ts";
import { nemenyi } from "../../../src/study/statistics/nemenyi.ts";
import golden from "../../golden/statistics/tests.json" with { type: "json" };
import { assertAgrees } from "../agreement.ts";

Deno.test("equal values share the middle of their ranks", () => {
  assert.deepEqual(midRanks([3, 1, 3, 2, 3]), [4, 1, 4, 2, 4]);
  assert.deepEqual(midRanks([-Infinity, 5, -Infinity]), [1.5, 3, 1.5]);
  assert.deepEqual(midRanks([]), []);
});

Deno.test("Friedman's, Iman and Davenport's and Nemenyi's tests agree with scipy and R", () => {
  golden.friedman.forEach(({ blocks_by_treatment: blocks, ...expected }, i) => {
    const names = blocks[0]!.map((_, j) => `${j}`);
    assertAgrees(friedman(blocks, names), expected, `${i}`);
  });
});

Deno.test("fewer than three treatments or two blocks are no test", () => {
  assert.equal(friedman([[1, 2], [1, 2], [2, 1]], ["a", "b"]), null);
  assert.equal(friedman([[1, 2, 3]], ["a", "b", "c"]), null);
});

Deno.test("blocks that agree entirely have the largest χ² and W, and no F", () => {
  const result = friedman([[3, 2, 1], [6, 5, 4], [9, 8, 7]], ["a", "b", "c"])!;
  assert.deepEqual(result.average_ranks, { a: 1, b: 2, c: 3 });
  assert.deepEqual([result.chi2, result.kendall_w], [6, 1]);
  assertAgrees(result.p, Math.exp(-3), "p");
  assert.deepEqual([result.iman_davenport_f, result.iman_davenport_p], [null, null]);
  assert.equal(imanDavenportP(result), 0, "shown is the p-value of an F without bounds");
  const others = friedman([[3, 2, 1], [6, 4, 5], [9, 8, 7]], ["a", "b", "c"])!;
  assert.equal(imanDavenportP(others), others.iman_davenport_p);
});

Deno.test("blocks of ties alone have no χ², and no difference", () => {
  const result = friedman([[1, 1, 1], [2, 2, 2]], ["a", "b", "c"])!;
  assert.deepEqual([result.chi2, result.p, result.kendall_w], [null, null, null]);
  assert.deepEqual([result.iman_davenport_f, imanDavenportP(result)], [null, null]);
  assert.deepEqual(result.groups_not_different["0.05"], [["a", "b", "c"]]);
});

Deno.test("groups are maximal, overlap, and leave out who stands alone", () => {
  // the critical difference of four treatments in 47 blocks is 0.684
  const groups = (...averages: number[]) =>
    nemenyi(averages, ["a", "b", "c", "d"], 47).groups_not_different["0.05"];
  assert.deepEqual(groups(1, 1.6, 2.2, 4), [["a", "b"], ["b", "c"]]);
  assert.deepEqual(groups(4, 2.2, 1.6, 1), [["d", "c"], ["c", "b"]]);
  assert.deepEqual(groups(1, 1.3, 1.6, 4), [["a", "b", "c"]]);
  assert.deepEqual(groups(1, 2, 3, 4), []);
});
