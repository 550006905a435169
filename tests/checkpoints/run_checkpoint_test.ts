import assert from "node:assert/strict";
import { join } from "node:path";
import { readCheckpoint } from "../../src/checkpoints/checkpoint.ts";
import { CheckpointError } from "../../src/checkpoints/checkpoint_error.ts";
import {
  readRunCheckpoint,
  removeRunCheckpoint,
  runCheckpointPath,
  writeRunCheckpoint,
} from "../../src/checkpoints/run_checkpoint.ts";
import { checkStateFits } from "../../src/checkpoints/run_checkpoint_format.ts";
import { UsageError } from "../../src/errors.ts";
import { parseTrainingConfig } from "../../src/training/config.ts";
import { describePosition, type RunState } from "../../src/training/run_state.ts";
import { fc } from "../dependencies.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { forge, takeApart } from "./forge.ts";
import { refusal } from "./refusal.ts";
import { sampleProbes } from "./sample_probes.ts";
import { sampleState } from "./sample_state.ts";

Deno.test("an unfinished run has its model's name", () => {
  const expected = "some/folder/FashionMNIST_elu.unfinished.safetensors";
  assert.equal(runCheckpointPath("some/folder", "FashionMNIST_elu"), expected);
});

Deno.test("a state says where it stands", () => {
  assert.equal(describePosition(sampleState(0, 0)), "step 0 of epoch 1");
  assert.equal(describePosition(sampleState(2, 3)), "step 3 of epoch 3");
  assert.equal(describePosition(sampleState(2, 0)), "the end of epoch 2");
});

Deno.test("what is written is read, and the same state gives the same bytes", () =>
  inTemporaryFolder(async (folder) => {
    const path = runCheckpointPath(join(folder, "new", "folders"), "FashionMNIST_elu");
    assert.equal(await readRunCheckpoint(path), undefined);
    const widths = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 });
    const property = fc.asyncProperty(fc.nat(9), fc.nat(50), widths, async (...numbers) => {
      const state = sampleState(...numbers);
      await writeRunCheckpoint(path, state);
      const first = await Deno.readFile(path);
      assert.deepEqual(await readRunCheckpoint(path), state);

      const weights = new Map([...state.weights].reverse());
      await writeRunCheckpoint(path, { ...state, weights });
      assert.deepEqual(await Deno.readFile(path), first);
    });
    await fc.assert(property, { numRuns: 30 });
    await removeRunCheckpoint(path);
    assert.equal(await readRunCheckpoint(path), undefined);
    await removeRunCheckpoint(path);
  }));

Deno.test("settings are refused, with the sizes, where a state would not fit into a file", () => {
  const limit = 2 ** 30 - 2 ** 25 - 8; // 1 GiB, less the longest header
  const bytes = (width: number) => {
    const weights = 784 * width + width + width * width + width + width * 10 + 10;
    return 3 * 4 * weights + 2 * 4 * 50_000;
  };
  const check = (width: number) =>
    checkStateFits(parseTrainingConfig({ activation: "elu", hiddenSizes: [width, width] }));
  let width = 1;
  while (bytes(width + 1) <= limit) width++;
  check(width);
  assert.throws(
    () => check(width + 1),
    new UsageError(
      `a run with the hidden layers ${width + 1},${width + 1} would take 992 MiB in a file, ` +
        "expected at most 992 MiB; choose narrower layers",
    ),
  );
  assert.throws(() => check(16_384), /would take 3222 MiB in a file/);
});

Deno.test("probes are refused, with the sizes, where they would not fit into a file", () => {
  const check = (epochs: number, keep: "best" | "all") =>
    checkStateFits(parseTrainingConfig({ activation: "elu", epochs }), keep);
  check(900, "all");
  check(10_000, "best");
  assert.throws(
    () => check(1000, "all"),
    new UsageError(
      "probes of all epochs, of which there may be 1000, would take 30 MiB in a file, " +
        "expected at most 28 MiB; train for fewer epochs, or keep the best one's",
    ),
  );
});

Deno.test("the longest probes have no more bytes than is reckoned with", () =>
  inTemporaryFolder(async (folder) => {
    const widths = [99, 100];
    const state = { ...sampleState(1, 0, widths), probes: sampleProbes(1, widths) };
    const path = join(folder, "run");
    await writeRunCheckpoint(path, state);
    assert.deepEqual(await readRunCheckpoint(path), state);
    const { header } = takeApart(await Deno.readFile(path));
    const { probes: _, ...plain } = state;
    await writeRunCheckpoint(path, plain);
    const more = header.length - takeApart(await Deno.readFile(path)).header.length;
    const neurons = 6 * (99 + 100);
    const most = 2 * (3 * 5000 + neurons) + 2 * neurons; // of the start and an epoch
    assert.ok(more <= most && more > most / 2, `${more} of ${most} bytes`);
  }));

Deno.test("an unsound state is not written", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "run");
    const refused = async (change: Partial<RunState>, expected: RegExp) => {
      const message = await refusal(writeRunCheckpoint(path, { ...sampleState(), ...change }));
      assert.ok(message.startsWith(`cannot write ${path}: `), message);
      assert.match(message, expected);
    };
    const { weights, history } = sampleState();
    const broken = new Map([...weights, ["Dense_1.bias", {
      shape: [1],
      data: Float32Array.of(NaN),
    }]]);
    await refused({ weights: broken }, /in weights, tensor Dense_1.bias has the value NaN/);
    await refused(
      { slots: { velocity: broken } },
      /in velocity, tensor Dense_1.bias has the value NaN/,
    );
    await refused({ best: undefined }, /in best, tensor Dense_0.kernel is missing/);
    await refused({ history: [] }, /tensor "best.Dense_0.kernel" belongs to no part of it/);
    await refused({ history: [...history, ...history] }, /its epoch 1 stands where 3 must/);
    await refused(
      { losses: Float32Array.of(1, Infinity, 1) },
      /losses has the value Infinity at pos/,
    );
    await refused({ losses: Float32Array.of(1) }, /hits has the shape \[ 3 \], expected \[ 1 \]/);
    await refused(
      { correct: Float32Array.of(1, 2, 21) },
      /hits has the value 21, expected an integer/,
    );
    await refused(
      { correct: Float32Array.of(1, 0.5, 2) },
      /value 0.5, expected an integer from 0 to 20/,
    );
    await refused(
      { seconds: -1 },
      /seconds of the unfinished run is -1, expected a number of secon/,
    );
    const long = { ...sampleState(), ...sampleState(5, 0) };
    await refused(
      { ...long, config: { ...long.config, epochs: 4 } },
      /it has 5 epochs, expected at most 4/,
    );
    await refused(
      { config: { ...long.config, epochs: 2 } },
      /it has steps of epoch 3, expected at most 2 epochs/,
    );
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  }));

Deno.test("a file that is no unfinished run of ours is refused", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "run");
    await writeRunCheckpoint(path, sampleState());
    assert.match(await refusal(readCheckpoint(path)), /it has no metadata activation_lab;/);
    const { header, data } = takeApart(await Deno.readFile(path));
    const fields = JSON.parse(header);
    const record = JSON.parse(fields.__metadata__.activation_lab_run);
    const refused = async (change: Record<string, unknown>, expected: RegExp) => {
      await Deno.writeFile(path, forge(JSON.stringify({ ...fields, ...change }), data));
      const message = await refusal(readRunCheckpoint(path));
      assert.match(message, /run is not a (valid )?checkpoint: /);
      assert.match(message, expected);
    };
    const refusedRecord = (change: Record<string, unknown>, expected: RegExp) => {
      const text = JSON.stringify({ ...record, ...change });
      return refused({ __metadata__: { activation_lab_run: text } }, expected);
    };
    await refused(
      { __metadata__: { activation_lab: "{}" } },
      /it has no metadata activation_lab_run/,
    );
    await refusedRecord(
      { formatVersion: 2 },
      /formatVersion .* is 2, expected 1, the only version/,
    );
    await refusedRecord({ devices: "one" }, /devices of .* is "one", expected a list of names/);
    await refusedRecord({ more: 1 }, /has the unknown field "more"/);
    await refusedRecord({ history: record.history.slice(1) }, /its epoch 2 stands where 1 must/);
    await refusedRecord(
      { history: record.history.toReversed() },
      /its epoch 2 stands where 1 must/,
    );
    await refusedRecord(
      { config: { ...record.config, epochs: 1 } },
      /it has 2 epochs, expected at most 1/,
    );
    await refusedRecord(
      { history: [] },
      /tensor "best.Dense_0.kernel" belongs/,
    );
    for (const name of ["weights.Dense_0.bias", "velocity.Dense_1.bias", "best.Dense_2.kernel"]) {
      for (const value of [NaN, Infinity]) {
        const [begin] = fields[name].data_offsets;
        const poisoned = data.slice();
        new DataView(poisoned.buffer).setFloat32(begin, value, true);
        await Deno.writeFile(path, forge(header, poisoned));
        const [part, tensor] = [name.split(".")[0], name.split(".").slice(1).join(".")];
        assert.ok(
          (await refusal(readRunCheckpoint(path)))
            .includes(`in ${part}, tensor ${tensor} has the value ${value} at position 0`),
        );
      }
    }
    const losses = fields.losses;
    await refused({ losses: undefined, more: losses }, /tensor losses is missing/);
    await refused({ losses: { ...losses, shape: [3, 1] } }, /losses has the shape \[ 3, 1 \], exp/);
    const empty = { dtype: "F32", shape: [0], data_offsets: [data.length, data.length] };
    await refused({ "velocity.more": empty }, /in velocity, tensor "more" belongs to no weight/);
    await refused(
      { "other.Dense_0.bias": empty },
      /tensor "other.Dense_0.bias" belongs to no part/,
    );
  }));

Deno.test("mutated files are refused, or are sound states", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "run");
    await writeRunCheckpoint(path, sampleState());
    const original = await Deno.readFile(path);
    const headerEnd = original.length - takeApart(original).data.length;
    const place = fc.oneof(fc.nat(headerEnd), fc.nat(original.length - 1));
    const changes = fc.array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 4 });
    const length = fc.option(place, { nil: original.length });
    let refused = 0;
    const property = fc.asyncProperty(changes, length, async (changes, length) => {
      const bytes = original.slice(0, length);
      for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
      await Deno.writeFile(path, bytes);
      try {
        await writeRunCheckpoint(path, (await readRunCheckpoint(path))!);
      } catch (error) {
        assert.ok(error instanceof CheckpointError, String(error));
        refused++;
      }
    });
    await fc.assert(property, { numRuns: 500 });
    assert.ok(refused > 250, `${refused} were refused`);
  }));

Deno.test("a place that cannot be written to is named", () =>
  inTemporaryFolder(async (folder) => {
    const file = join(folder, "file");
    await Deno.writeTextFile(file, "");
    for (const path of [join(file, "run"), folder]) {
      const message = await refusal(writeRunCheckpoint(path, sampleState()));
      assert.ok(message.startsWith(`cannot write ${path}: `), message);
      assert.match(message, /\(os error \d+\).*; a (file|folder) .*; choose another (place|name)$/);
    }
    assert.match(
      await refusal(removeRunCheckpoint(join(file, "run"))),
      /^cannot write .*file.run: /,
    );
  }));
