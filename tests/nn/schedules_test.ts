import assert from "node:assert/strict";
import { UsageError } from "../../src/errors.ts";
import { findSchedule } from "../../src/nn/schedules.ts";
import { assertClose } from "../close.ts";
import golden from "../golden/schedules.json" with { type: "json" };

const SPAN = { steps: golden.total_steps, stepsPerEpoch: golden.steps_per_epoch };
const TEXTS = {
  constant: "constant",
  step: `step:every=${golden.step_every_epochs},gamma=${golden.gamma}`,
  cosine: "cosine",
  cosine_floor: `cosine:floor=${golden.floor}`,
};

for (const name of Object.keys(TEXTS) as (keyof typeof TEXTS)[]) {
  Deno.test(`the factors of ${TEXTS[name]} are the reference's, with a warm-up and without`, () => {
    const factors = (warmupSteps?: number) => {
      const span = warmupSteps === undefined ? SPAN : { ...SPAN, warmupSteps };
      return [...Array(SPAN.steps).keys()].map(findSchedule(TEXTS[name]).schedule(span));
    };
    const near = { relative: 1e-15, absolute: 1e-15 };
    assertClose(factors(), golden.factor[name], near);
    assertClose(factors(0), golden.factor[name], near);
    assertClose(factors(golden.warmup_steps), golden.factor[`warmup_${name}`], near);
    assert.deepEqual(factors(SPAN.steps), [...Array(SPAN.steps).keys()].map((t) => (t + 1) / 60));
  });
}

Deno.test("a schedule's text is canonical, and what is none is refused", () => {
  const text = (given: string) => findSchedule(given).text;
  assert.equal(text("step:gamma=0.10,every=10"), "step");
  assert.equal(text("step:gamma=.5,every=2"), "step:every=2,gamma=0.5");
  assert.equal(text("cosine:floor=1"), "cosine:floor=1");
  for (
    const [given, message] of [
      ["cosin", /^there is no schedule named "cosin"; there are constant, step, cosine; did you m/],
      ["constant:floor=1", /^schedule constant: expected no parameters, got "floor=1"$/],
      ["step:every=0", /expected every=<an integer of epochs from 1 on> .*got "every=0"$/],
      ["step:every=1.5", /expected every=<an integer of epochs/],
      ["step:gamma=0", /expected gamma=<a number above 0 and at most 1> \(default: 0.1\), got/],
      ["step:gamma=1.1", /expected gamma=</],
      ["cosine:floor=-0.1", /expected floor=<a number from 0 to 1> \(default: 0\), got/],
      ["cosine:floor=1.1", /expected floor=</],
    ] as const
  ) {
    assert.throws(() => text(given), (error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, message);
      return true;
    });
  }
  for (const warmupSteps of [-1, 61, 1.5, NaN]) {
    assert.throws(
      () => findSchedule("constant").schedule({ ...SPAN, warmupSteps }),
      new UsageError(
        `expected a warm-up of 0 to 60 steps, which the training has, got ${warmupSteps}`,
      ),
    );
  }
});
