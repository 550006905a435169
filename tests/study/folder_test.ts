import assert from "node:assert/strict";
import { join } from "node:path";
import { defineStudy } from "../../src/study/definition.ts";
import { describeChanges } from "../../src/study/extension.ts";
import { openStudyFolder, readDefinition, studyPath } from "../../src/study/folder.ts";
import type { StudyInput } from "../../src/study/study.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const study = (parts: Partial<StudyInput> = {}) =>
  defineStudy({
    fixed: { epochs: 3 },
    factors: { activation: ["relu", "tanh"], size: { a: { hiddenSizes: [4] } } },
    nuisance: { learningRate: [0.1, 0.2] },
    seeds: [1, 2],
    tuneSeeds: [7],
    ...parts,
  });

Deno.test("a study goes on with another if it has all its values and seeds", () => {
  const more = study({
    factors: {
      activation: ["elu", "tanh", "relu"],
      size: { b: { hiddenSizes: [8] }, a: { hiddenSizes: [4] } },
    },
    nuisance: { learningRate: [0.3, 0.2, 0.1] },
    seeds: "0..5",
    tuneSeeds: [7, 8],
  });
  assert.deepEqual(describeChanges(study(), more), []);
  assert.deepEqual(describeChanges(more, study()), [
    'factors.activation "elu"',
    "factors.size b",
    "nuisance.learningRate 0.3",
    ...["seeds 0", "seeds 3", "seeds 4", "seeds 5"],
    "tuneSeeds 8",
  ]);
});

Deno.test("a study with other settings is another one", () => {
  const others: readonly (readonly [parts: Partial<StudyInput>, changes: string[]])[] = [
    [{ name: "named" }, []],
    [{ fixed: { epochs: 4 } }, ["fixed.epochs 3"]],
    [{ fixed: { epochs: 3, limit: 999 } }, ["fixed.limit unset"]],
    [{ fixed: { epochs: 3, dataset: "MNIST" } }, ["fixed.dataset FashionMNIST (asked for: MNIST)"]],
    [{ fixed: { epochs: 3, dataset: "FashionMNIST" } }, []],
    [{ fixed: { epochs: 3, batchSize: 256, momentum: 0.9, optimizer: "momentum" } }, []],
    [{ fixed: { epochs: 3, batchSize: 128 } }, ["fixed.batchSize unset"]],
    [{ fixed: {} }, ["fixed.epochs 3"]],
    [{ varySplit: true }, ["varySplit false"]],
    [{ nuisance: {}, tuneSeeds: [] }, ["nuisance.learningRate", "tuneSeeds 7"]],
    [{ factors: { ...study().factors, momentum: [0.5] } }, ["no factors.momentum"]],
    [
      { factors: { activation: ["relu", "tanh"], size: { a: { hiddenSizes: [5] } } } },
      ["factors.size a"],
    ],
  ];
  for (const [parts, changes] of others) {
    assert.deepEqual(describeChanges(study(), study(parts)), changes, JSON.stringify(parts));
  }
});

Deno.test("a default is the same written out, where it is one in every cell", () => {
  const by = (optimizer: string[], fixed: StudyInput["fixed"]) =>
    study(
      { fixed, factors: { activation: ["relu"], optimizer }, nuisance: {}, tuneSeeds: [] } as never,
    );
  const written = { learningRate: 0.01 }; // of adam it is 0.001
  assert.deepEqual(describeChanges(by(["sgd"], {}), by(["sgd"], written)), []);
  assert.deepEqual(describeChanges(by(["sgd", "adam"], {}), by(["sgd", "adam"], written)), [
    "fixed.learningRate unset",
  ]);
});

Deno.test("images of one's own are the same in whatever folder they lie", () => {
  const sha256 = "0".repeat(64);
  const own = { name: "here", rows: 2, columns: 2, classes: 3, images: 1200, sha256 };
  const on = (dataset: typeof own) => study({ fixed: { epochs: 3, dataset } });
  assert.deepEqual(describeChanges(on(own), on({ ...own, name: "there" })), []);
  assert.equal(describeChanges(on(own), on({ ...own, sha256: "1".repeat(64) })).length, 1);
});

Deno.test("a folder takes a study, then the same one with more, and no other", () =>
  inTemporaryFolder(async (folder) => {
    const place = join(folder, "deep", "study");
    assert.equal(await readDefinition(studyPath(place)), undefined);
    await openStudyFolder(place, study());
    await openStudyFolder(place, study());
    assert.deepEqual(await readDefinition(studyPath(place)), study());
    await openStudyFolder(place, study({ seeds: [0, 1, 2, 3, 4, 5, 6] }));
    const before = await Deno.readTextFile(studyPath(place));
    await assert.rejects(openStudyFolder(place, study()), {
      name: "StudyError",
      message: `${place} has another study, with seeds 0, seeds 3, seeds 4, seeds 5, seeds 6; ` +
        "keep what that has, or choose another folder",
    });
    assert.equal(await Deno.readTextFile(studyPath(place)), before);
  }));

Deno.test("a folder in which another process is just writing the study is its own", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/study.json.123-0123abcd.tmp`, "{");
    await openStudyFolder(folder, study());
    await openStudyFolder(folder, study());
  }));

Deno.test("a folder to which records were gathered becomes the study's", () =>
  inTemporaryFolder(async (folder) => {
    for (const part of ["runs", "unfinished", "weights"]) await Deno.mkdir(join(folder, part));
    await openStudyFolder(folder, study());
    assert.deepEqual(await readDefinition(studyPath(folder)), study());
  }));

Deno.test("a folder of other things is no study's, and stays as it is", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "letter.txt"), "");
    await assert.rejects(openStudyFolder(folder, study()), {
      name: "StudyError",
      message: `${folder} has no study, but letter.txt; choose another folder`,
    });
    await assert.rejects(openStudyFolder(join(folder, "letter.txt"), study()), /letter\.txt/);
    await assert.rejects(openStudyFolder("", study()), /^StudyError: .* has no study, but /);
    assert.equal([...Deno.readDirSync(folder)].length, 1);
  }));

Deno.test("a definition that cannot be read is refused with its file", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "mine.json");
    const texts: readonly (readonly [text: string, message: RegExp])[] = [
      [
        "{",
        /^StudyError: .*mine\.json is not a study: it is not valid JSON: expected property name/,
      ],
      [
        '{"seeds":[1],"seeds":[2]}',
        /^StudyError: .*mine\.json is not a study: it has the key "seeds"/,
      ],
      ['{"seeds":[1]}', /^UsageError: .*mine\.json: factors of the study is missing, expected/],
    ];
    for (const [text, message] of texts) {
      await Deno.writeTextFile(path, text);
      await assert.rejects(readDefinition(path), message);
    }
    await assert.rejects(readDefinition(folder), /^StudyError: .* is not a study: it is a folder/);
  }));
