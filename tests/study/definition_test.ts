import assert from "node:assert/strict";
import { UsageError } from "../../src/errors.ts";
import { defineStudy, LargeStudyError } from "../../src/study/definition.ts";
import type { StudyInput } from "../../src/study/study.ts";

/** A study of two activations, but for these parts. */
const study = (parts: Record<string, unknown> = {}) =>
  defineStudy({ factors: { activation: ["relu", "tanh"] }, seeds: [1, 2], ...parts } as StudyInput);

Deno.test("only factors and seeds are required; ranges become lists, and the order stays", () => {
  const complete = defineStudy({
    factors: {
      width: [8],
      learningRate: { log: [0.001, 1, 7] },
      activation: ["relu"],
      depth: { linear: [2, 8, 4] },
    },
    seeds: "7..9",
  });
  assert.deepEqual(complete, {
    fixed: {},
    factors: {
      width: [8],
      learningRate: [0.001, 0.00316227766017, 0.01, 0.0316227766017, 0.1, 0.316227766017, 1],
      activation: ["relu"],
      depth: [2, 4, 6, 8],
    },
    nuisance: {},
    seeds: [7, 8, 9],
    tuneSeeds: [],
    varySplit: false,
  });
  assert.deepEqual(Object.keys(complete.factors), ["width", "learningRate", "activation", "depth"]);
  assert.deepEqual(defineStudy(complete), complete);
});

Deno.test("a study with all its parts is as it was written", () => {
  const input = {
    name: "all.parts_1",
    fixed: { epochs: 3, hiddenSizes: [8, 4] },
    factors: {
      activation: ["relu", "x * sigmoid(x)"],
      method: { plain: { optimizer: "sgd" }, adam: { optimizer: "adam", weightDecay: 0.1 } },
    },
    nuisance: { learningRate: [0.1, 0.01] },
    seeds: [3, 1],
    tuneSeeds: [4],
    varySplit: true,
  } as const;
  const complete = defineStudy(input);
  assert.deepEqual(complete, input);
  assert.deepEqual(Object.keys(complete), Object.keys(input));
});

const adam = { learningRate: [0.1, 0.2] };
const REFUSALS: readonly (readonly [parts: Record<string, unknown>, message: RegExp])[] = [
  [{ factors: undefined }, /^factors of the study is missing, expected an object of factors/],
  [{ factors: {} }, /^factors of the study is empty, expected at least one, such as activation$/],
  [
    { factrs: { activation: ["relu"] }, factors: undefined },
    /^the study has the unknown field "factrs", expected .*; did you mean factors\?$/,
  ],
  [
    { seed: [1], seeds: undefined },
    /^the study has the unknown field "seed", expected .*; did you mean seeds\?$/,
  ],
  [
    { factors: { activaton: ["relu"] } },
    /^factors\.activaton of the study is \[ "relu" \], expected a f.*; did you mean activation\?$/,
  ],
  [
    { factors: { learnigRate: { log: [0.001, 1, 4] } } },
    /^factors\.learnigRate of the study is \{ log: .*, expected a f.*; did you mean learningRate\?$/,
  ],
  [{ factors: { depths: 3 } }, /^factors\.depths of the study is 3, .*; did you mean depth\?$/],
  [
    { factors: { activation: [] } },
    /^factors\.activation of the study is \[\], expected a list of v/,
  ],
  [
    { factors: { activation: ["relu", "relu"] } },
    /^factors\.activation\[1\] .* is "relu", expected each v/,
  ],
  [
    { factors: { activation: ["sine"] } },
    /^the study's cell activation sine: there is no activation/,
  ],
  [
    { factors: { activation: ["elu", "elu:alpha=1"] } },
    /cells activation elu and .* are the same run/,
  ],
  [
    { factors: { activation: ["relu", 3] } },
    /^factors\.activation\[1\] of the study is 3, expected/,
  ],
  [
    { factors: { learningRate: ["a"] } },
    /^factors\.learningRate\[0\] of the study is "a", expected a num/,
  ],
  [
    { factors: { learningRate: { log: [0, 1, 3] } } },
    /^factors\.learningRate .* \{ log: \[ 0, 1, 3 \] \}, expected .* range of at least 2 from less to more, /,
  ],
  [{ factors: { learningRate: { log: [1, 2, 2.5] } } }, /^factors\.learningRate of the study/],
  [{ factors: { learningRate: { linear: [1, 1, 2] } } }, /^factors\.learningRate of the study/],
  [{ factors: { learningRate: { linear: [1, 2, 1e9] } } }, /^factors\.learningRate of the study/],
  [
    { factors: { depth: { linear: [2, 3, 3] } } },
    /^factors\.depth\[1\] of the study is 2\.5, expected an i/,
  ],
  [{ factors: { seed: [1, 2] } }, /^factors\.seed of the study is \[ 1, 2 \], expected a field/],
  [
    { factors: { depth: [2] }, fixed: { activation: "relu" } },
    /cell depth 2: expected depth and width tog/,
  ],
  [{ factors: { depth: [2] }, fixed: { width: 8 } }, /cell depth 2: activation .* is missing/],
  [
    { fixed: { width: 8 } },
    /cell activation relu: expected depth and width together, got width alone$/,
  ],
  [
    { fixed: { width: 8, depth: 2, hiddenSizes: [1] } },
    /expected hiddenSizes or depth and width, got both/,
  ],
  [
    { fixed: { activation: "elu" } },
    /^activation of the study is set by fixed and factors\.activation/,
  ],
  [{ fixed: { seed: 1 } }, /^fixed of the study has the unknown field "seed"/],
  [{ fixed: { epochs: 0 } }, /^fixed\.epochs of the study is 0, expected an integer from 1/],
  [
    { factors: { initializer: ["zeros", "he_norml"] } },
    /^factors\.initializer\[1\] .* is "he_norml", .*; there are tutorial, .* mean he_normal\?$/,
  ],
  [{ fixed: { optimizer: "adm" } }, /is "adm", expected one of momentum, .*; did you mean adam\?$/],
  [{ fixed: { splitSeed: 1 }, varySplit: true }, /^splitSeed .* set by varySplit and fixed/],
  [{ factors: { size: {} } }, /^factors\.size of the study is empty, expected a field/],
  [{ factors: { size: { small: {} } } }, /^factors\.size\.small of the study is empty/],
  [
    { factors: { size: { small: { depht: 1 } } } },
    /^factors\.size\.small of the study has the unknown/,
  ],
  [
    { factors: { size: { "größer": { epochs: 1 } } } },
    /^factors\.size\["größer"\] of the study is "größer", expected a name of 1 to 64 printable A/,
  ],
  [
    { factors: { id: { a: { epochs: 1 } } } },
    /^factors\.id of the study: expected a name .* no column/,
  ],
  [
    { factors: { layer: { a: { epochs: 1 } } } },
    /^factors\.layer of the study: expected a name .* no column/,
  ],
  [
    { factors: { study: { a: { epochs: 1 } } } },
    /^factors\.study of the study: expected a name .* no/,
  ],
  [{ factors: { "a b": { a: { epochs: 1 } } } }, /^factors\["a b"\] of the study: expected a name/],
  [
    { seeds: undefined },
    /^seeds of the study is missing, expected a list of 1 to 100000 seeds, or/,
  ],
  [{ seeds: [] }, /^seeds of the study is \[\], expected a list/],
  [{ seeds: "4..3" }, /^seeds of the study is "4\.\.3", expected a list/],
  [{ seeds: 20 }, /^seeds of the study is 20, expected a list/],
  [{ seeds: [1, 2, 1] }, /^seeds\[2\] of the study is 1, expected each value once$/],
  [{ seeds: [-1] }, /^seeds\[0\] of the study is -1, expected an integer from 0 to 4294967295$/],
  [{ nuisance: adam }, /^the study has nuisance but no tuneSeeds, expected both or neither$/],
  [{ tuneSeeds: [3] }, /^the study has tuneSeeds but no nuisance, expected both or neither$/],
  [
    { nuisance: adam, tuneSeeds: [3, 2] },
    /^tuneSeeds\[1\] of the study is 2, expected none of the seeds/,
  ],
  [
    { nuisance: { activation: ["elu"] }, tuneSeeds: [3] },
    /set by factors\.activation and nuisance\.act/,
  ],
  [
    { fixed: { limit: 9 } },
    /cell activation relu: the batch size is 256, expected an integer from 1 to 9, /,
  ],
  [{ fixed: { epochs: 1, warmupSteps: 999 } }, /^the study's cell activation relu: .*warm/],
  [
    { fixed: { epoch: 1 } },
    /^fixed of the study has the unknown field "epoch", .*; did you mean epochs\?$/,
  ],
  [{ name: "../x" }, /^name of the study is "\.\.\/x", expected a name/],
  [{ more: 1 }, /^the study has the unknown field "more", expected an object of name, fixed/],
];

for (const [parts, message] of REFUSALS) {
  Deno.test(`refused: ${JSON.stringify(parts)}`, () => {
    assert.throws(() => study(parts), (error: unknown) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, message);
      return true;
    });
  });
}

Deno.test("what is no study at all is refused", () => {
  for (const input of [null, 3, [], "study"]) {
    assert.throws(
      () => defineStudy(input as never),
      /^UsageError: the study is .*, expected an object/,
    );
  }
});

Deno.test("more than 100,000 runs are refused before any is planned, unless they are asked for", () => {
  const range = { linear: [0.1, 0.9, 5000] } as const;
  const input = { factors: { activation: ["relu"], momentum: range }, seeds: "0..20" };
  assert.throws(() => defineStudy(input), LargeStudyError);
  assert.throws(
    () => defineStudy({ ...input, factors: { ...input.factors, learningRate: range } }),
    /^LargeStudyError: the study has 525000000 runs, expected at most 100000; leave out values or s/,
  );
  assert.equal(defineStudy(input, Infinity).seeds.length, 21);
});
