import assert from "node:assert/strict";
import { defineStudy } from "../../src/study/definition.ts";
import { Pace } from "../../src/study/pace.ts";
import { runsOf } from "../../src/study/plan.ts";
import { assertClose } from "../close.ts";

/** Twice: a small network, and one of twice as many weights on the way in. */
const runs = runsOf(
  defineStudy({
    fixed: { depth: 1, activation: "relu", epochs: 10 },
    factors: { width: [64, 128] },
    seeds: [1, 2],
  }),
  [],
);
const [small, large, smallAgain] = runs;

function assertSeconds(pace: Pace, expected: number): void {
  assertClose([pace.secondsLeft!], [expected]);
}

Deno.test("nothing is known before the first run has ended", () => {
  const pace = new Pace();
  pace.plan(runs, 0);
  pace.advance(small!, 0.5);
  assert.equal(pace.secondsLeft, undefined);
});

Deno.test("a cell takes as long as its runs did, another one as its work demands", () => {
  const pace = new Pace();
  pace.plan(runs, 0);
  pace.end(small!, 10);
  const expected = 10 * (785 * 128 + 129 * 10) / (785 * 64 + 65 * 10);
  assertSeconds(pace, 10 + 2 * expected);
  pace.end(large!, 30);
  assertSeconds(pace, 10 + 30);
});

Deno.test("what is done of the runs under way, and elsewhere, is not left", () => {
  const pace = new Pace();
  pace.plan(runs, 0);
  pace.end(small!, 10);
  pace.end(large!, 30);
  pace.advance(smallAgain!, 0.25);
  assertSeconds(pace, 7.5 + 30);
  pace.end(smallAgain!);
  assertSeconds(pace, 30);
});

Deno.test("runs that are not planned yet take as long as those before, on average", () => {
  const pace = new Pace();
  pace.plan(runs.slice(0, 2), 2);
  pace.end(small!, 10);
  pace.end(large!, 30);
  assertSeconds(pace, 40);
});
