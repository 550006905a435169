import assert from "node:assert/strict";
import { basename, join } from "node:path";
import { withMirror } from "../data/mirror.ts";
import { modelConfig, modelPickle, weightsOf } from "../pretrained/model.ts";
import { run } from "./program.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

Deno.test("pretrained fetches and converts a model, once, and says what failed", () =>
  inTemporaryFolder(async (folder) => {
    const files: Record<string, BodyInit> = {
      "FashionMNIST_relu.config": modelConfig("relu", [4, 3]),
      "FashionMNIST_relu.tar": modelPickle(weightsOf([4, 3], 1)),
    };
    const serve = ({ url }: Request) => {
      const body = files[basename(new URL(url).pathname)];
      return body === undefined ? new Response("", { status: 404 }) : new Response(body);
    };
    await withMirror(serve, async (address) => {
      const args = ["pretrained", "--base-url", address, "--checkpoints", folder];
      const path = join(folder, "pretrained", "FashionMNIST_relu.safetensors");
      const first = await run([...args, "--act", "relu", "--json"]);
      assert.equal(first.code, 0, first.stderr);
      assert.deepEqual(JSON.parse(first.stdout), [{ activation: "relu", path, fetched: true }]);
      const again = await run([...args, "--act", "relu"]);
      assert.equal(again.stdout, `${path} (already there)\n`);

      const missing = await run([...args, "--act", "elu"]);
      assert.equal(missing.code, 1);
      assert.match(missing.stderr, /FashionMNIST_elu.tar: the server answered 404 Not Found/);
      assert.doesNotMatch(missing.stderr, /^\s+at /m);

      const tested = await run(["test", "--model", path, "--json"]);
      assert.equal(JSON.parse(tested.stdout).total, 10_000, tested.stderr);
    });
  }));

// The real files are no part of the project; where some lie beside it, they are tested as well.
const published = new URL("../../../shared/reference/pretrained/", import.meta.url);
const accuracies: Record<string, number> = { relu: 0.8865, leakyrelu: 0.8833 };
for (const [activation, accuracy] of Object.entries(accuracies)) {
  const there = await Deno.stat(new URL(`FashionMNIST_${activation}.tar`, published))
    .then(() => true, () => false);
  if (!there) continue;
  Deno.test(`the published model with ${activation} has the published accuracy`, () =>
    inTemporaryFolder(async (folder) => {
      const serve = async ({ url }: Request) =>
        new Response(await Deno.readFile(new URL(basename(url), published)));
      await withMirror(serve, async (address) => {
        const choice = ["--act", activation, "--checkpoints", folder];
        const fetched = await run(["pretrained", ...choice, "--base-url", address, "--json"]);
        assert.equal(fetched.code, 0, fetched.stderr);
        const [{ path }] = JSON.parse(fetched.stdout);
        const tested = await run(["test", "--model", path, "--json"]);
        assert.equal(JSON.parse(tested.stdout).accuracy, accuracy);
        if (activation !== "relu") return;
        const counted = await run(["dead-neurons", "--model", path, "--json", "--output", folder]);
        const { layers } = JSON.parse(counted.stdout);
        assert.deepEqual(layers.map(({ dead }: { dead: number }) => dead), [0, 0, 3, 3]);
      });
    }));
}
