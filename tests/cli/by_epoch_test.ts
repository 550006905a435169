/** What commands draw of the probes of a model. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { sampleProbes } from "../checkpoints/sample_probes.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { runHere } from "./in_process.ts";
import { storeModel } from "./store_model.ts";

const COMMANDS = ["dead-neurons", "distributions", "gradients"];

Deno.test("--by-epoch draws a model's probes, without images", () =>
  inTemporaryFolder(async (folder) => {
    const path = await storeModel(folder, "relu", 2, {}, sampleProbes(2, [12, 8]));
    const choice = ["--act", "relu", "--checkpoints", folder, "--by-epoch"];
    const layers = [];
    for (const command of COMMANDS) {
      const args = [command, ...choice, "--json", "--output", folder, "--format", "svg"];
      const { code, stdout, stderr } = await runHere(args);
      assert.equal(code, 0, stderr);
      const document = JSON.parse(stdout);
      assert.deepEqual([document.activation, document.source], ["relu", path]);
      layers.push(document.layers);
      const figure = `${command.replace("-", "_")}_by_epoch_relu.svg`;
      assert.match(await Deno.readTextFile(join(folder, figure)), /<svg/);
    }
    const [dead, values, gradients] = layers;
    assert.deepEqual(dead[1].epochs[2], { epoch: 2, dead: 8, bornDead: 8, died: 0, revived: 0 });
    assert.equal(values.length, 4);
    assert.equal(values[0].epochs[0].counts.length, values[0].edges.length - 1);
    const { below, above, nan, infinite } = values[0].epochs[0];
    assert.deepEqual([below, above, nan, infinite], Array(4).fill(256 * 12));
    assert.deepEqual(gradients.map(({ title }: { title: string }) => title), [
      "Dense_0.kernel",
      "Dense_1.kernel",
      "Dense_2.kernel",
    ]);
    const { stdout } = await runHere(["dead-neurons", ...choice, "--output", folder, "--quiet"]);
    assert.match(stdout, /^Layer 3 - .* +1 +\d+ images +8 +8 +8 +0 +0$/m);
    assert.match(
      stdout,
      /^Layer 3 - .* +2 +\d+ images .*\nLayer 3 - .* +2 +the training images +8 +8/m,
    );
  }));

Deno.test("a model without probes, and what an untrained network would need, are refused", () =>
  inTemporaryFolder(async (folder) => {
    const path = await storeModel(folder, "relu", 2);
    for (const command of COMMANDS) {
      const args = [command, "--act", "relu", "--checkpoints", folder, "--by-epoch"];
      const none = await runHere([...args, "--output", folder]);
      assert.equal(none.code, 1);
      assert.equal(
        none.stderr.split("\n").at(-2),
        `error: ${path} has no probes; train one with --probe all, or choose another`,
      );
    }
    const untrained = await runHere(["gradients", "--act", "relu", "--by-epoch", "--hidden", "8"]);
    assert.equal(untrained.code, 2);
    assert.match(untrained.stderr, /--by-epoch.*--hidden|--hidden.*--by-epoch/);
  }));
