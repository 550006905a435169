import assert from "node:assert/strict";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { condensedProbes } from "../../src/study/condensed_probes.ts";
import { defineStudy } from "../../src/study/definition.ts";
import { openStudyFolder } from "../../src/study/folder.ts";
import { packStudy, packWithin, unpackStudy } from "../../src/study/pack.ts";
import { runsOf } from "../../src/study/plan.ts";
import { holdsStudy, readStudy } from "../../src/study/read_study.ts";
import { writeRecord } from "../../src/study/records.ts";
import { bestEpoch } from "../../src/training/early_stopping.ts";
import type { RunProbes } from "../../src/training/probes.ts";
import { sampleProbes } from "../checkpoints/sample_probes.ts";
import { makePipe } from "../make_pipe.ts";
import { randomBytes } from "../random_numbers.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { sampleRecord } from "./sample_record.ts";

const study = defineStudy({ factors: { activation: ["relu", "elu"] }, seeds: [1, 2] });
const records = runsOf(study, []).map(({ config }, i) => sampleRecord(config, i / 10 || undefined))
  .sort((a, b) => a.id < b.id ? -1 : 1);

Deno.test("a packed study is what it was, and its bytes do not depend on the records' order", () => {
  const bytes = packStudy({ study, records });
  assert.deepEqual(unpackStudy(bytes, "a pack"), { study, records });
  assert.deepEqual(packStudy({ study, records: records.toReversed() }), bytes);
  assert.deepEqual(unpackStudy(packStudy({ study, records: [] }), "a pack").records, []);
});

Deno.test("what would not be read is not packed", () => {
  const results = { study, records };
  const { length } = gunzipSync(packStudy(results));
  assert.deepEqual(packWithin(results, length), packStudy(results));
  assert.throws(() => packWithin(results, length - 1), {
    name: "StudyError",
    message: "the study's 4 records are too many for a packed file, which has at most " +
      `${length - 1} bytes unpacked; keep the study's folder, or pack studies of fewer runs`,
  });
});

Deno.test("a study is read alike from its folder and its pack", () =>
  inTemporaryFolder(async (folder) => {
    const place = join(folder, "study");
    await openStudyFolder(place, study);
    for (const record of records) await writeRecord(place, record);
    const pack = join(folder, "study.gz");
    await Deno.writeFile(pack, packStudy(await readStudy(place)));
    assert.deepEqual(await readStudy(place), { study, records });
    assert.deepEqual(await readStudy(pack), { study, records });
    const table = join(folder, "runs.csv");
    await Deno.writeTextFile(table, "a");
    const definition = join(folder, "study.json");
    await Deno.writeTextFile(definition, JSON.stringify(study));
    const paths = [place, pack, table, definition, join(folder, "no")];
    const held = await Promise.all(paths.map(holdsStudy));
    assert.deepEqual(held, [true, true, false, true, false]);
    if (Deno.build.os === "windows") return; // which has no such pipes
    const pipe = join(folder, "pipe");
    await makePipe(pipe);
    assert.equal(await holdsStudy(pipe), false);
  }));

Deno.test("what holds no study is refused with its place", () =>
  inTemporaryFolder(async (folder) => {
    await assert.rejects(
      readStudy(folder),
      /^StudyError: .* has no study\.json; choose the folder of/,
    );
    await assert.rejects(
      readStudy(join(folder, "no")),
      /^StudyError: there is no study .*no; choose/,
    );
    const file = join(folder, "file");
    await Deno.writeTextFile(file, "{}");
    await assert.rejects(readStudy(file), /^StudyError: .*file is no packed study; name a/);
  }));

/** What two networks have in common in their probes, of the tutorial's layers. */
const ALIKE = JSON.stringify(condensedProbes(sampleProbes(1, [512, 256, 256, 128])));
/** What they have not. */
const NOISY = ["loss", "mean", "variance", "fractionSaturated", "gradientNorm", "updateRatio"];

/** Probes of the start and the best epoch, one neuron of fifty dead, the rest of them noise. */
function noiseProbes(best: number, noise: () => number): RunProbes {
  const { epochs: [start, end], ...probes } = JSON.parse(ALIKE, (key, value) => {
    if (NOISY.includes(key)) return noise();
    return key.startsWith("dead") ? value.filter(() => noise() < 0.02) : value;
  }) as RunProbes;
  const epochs = [start!, { ...end!, epoch: best }];
  return condensedProbes({ ...probes, keep: "best", epochs });
}

Deno.test("1,000 runs of 50 epochs, with their probes, take less than 5 MB", () => {
  const many = defineStudy({ factors: { activation: ["relu", "elu"] }, seeds: "0..499" });
  const noise = new Uint32Array(randomBytes(1, 4 * 3 * 50_000).buffer);
  let i = 0;
  const packed = packStudy({
    study: many,
    records: runsOf(many, []).map(({ config }) => {
      const history = Array.from({ length: 50 }, (_, epoch) => ({
        epoch: epoch + 1,
        loss: noise[i++ % noise.length]! / 2 ** 32,
        trainAccuracy: noise[i++ % noise.length]! % 49_920 / 49_920,
        validationAccuracy: noise[i % noise.length]! % 10_000 / 10_000,
        seconds: noise[i++ % noise.length]! / 1e6,
      }));
      const { epoch, validationAccuracy } = bestEpoch(history)!;
      const probes = noiseProbes(epoch, () => noise[i++ % noise.length]! / 2 ** 32);
      return { ...sampleRecord(config, 0.5), history, best: { epoch, validationAccuracy }, probes };
    }),
  });
  assert.ok(packed.length < 5e6, `${packed.length} bytes`);
});

Deno.test("a pack that is damaged is refused with the line", () => {
  const text = new TextDecoder().decode(gunzipSync(packStudy({ study, records })));
  const lines = text.trimEnd().split("\n");
  const [header, first, second] = lines;
  const repack = (...lines: (string | undefined)[]) => new Uint8Array(gzipSync(lines.join("\n")));
  const damage: readonly (readonly [bytes: Uint8Array, message: RegExp])[] = [
    [
      packStudy({ study, records }).subarray(0, -9),
      /^StudyError: a pack is not an intact gzip file: /,
    ],
    [repack(), /packed study: line 1: it is not valid JSON: unexpected end of JSON input$/],
    [repack("{}"), /line 1: format of the header is missing, expected activation-lab study$/],
    [
      repack(header!.replace('Version":1', 'Version":2')),
      /line 1: formatVersion .* is 2, expected 1,/,
    ],
    [
      repack(header!.replace("relu", "sine")),
      /^UnknownActivationError: a pack: the study's cell activation sine: there is no/,
    ],
    [repack(header, first, second!.slice(1)), /line 3: it is not valid JSON: unexpected /],
    [repack(header, first, first), /line 3: its id [0-9a-f]{16} is out of order$/],
    [repack(header, first!.replace('"seed":', '"seed":7')), /line 2: its id is/],
  ];
  for (const [bytes, message] of damage) {
    assert.throws(() => unpackStudy(bytes, "a pack"), message);
  }
});
