import assert from "node:assert/strict";
import { basename, join } from "node:path";
import { readCheckpoint } from "../../src/checkpoints/checkpoint.ts";
import { LabError, UsageError } from "../../src/errors.ts";
import { fetchPretrained } from "../../src/pretrained/fetch_pretrained.ts";
import { PretrainedError } from "../../src/pretrained/pretrained_error.ts";
import {
  pretrainedPath,
  PUBLISHED_MODELS,
  PUBLISHED_MODELS_URL,
  readPublishedWeights,
} from "../../src/pretrained/published_models.ts";
import { refusedPort, withMirror } from "../data/mirror.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { modelConfig, modelPickle, weightsOf } from "./model.ts";
import { named, toBytes } from "./pickle_writer.ts";

const names = PUBLISHED_MODELS.map(({ activation }) => activation);
const files = names.flatMap((name) => [`FashionMNIST_${name}.config`, `FashionMNIST_${name}.tar`]);
const retryDelays = [0, 0];

type Files = Map<string, string | Uint8Array<ArrayBuffer>>;

/** Small models in all twelve files, the weights different for each. */
function sampleFiles(): Files {
  const entries: [string, string | Uint8Array<ArrayBuffer>][] = names.flatMap((name, seed) => [
    [`FashionMNIST_${name}.config`, modelConfig(name, [4, 3])],
    [`FashionMNIST_${name}.tar`, modelPickle(weightsOf([4, 3], seed))],
  ]);
  return new Map(entries);
}

/** Serves files, and keeps a list of what was asked for. */
function serving(content: Files) {
  const requests: string[] = [];
  const handler = ({ url }: Request) => {
    const name = basename(new URL(url).pathname);
    requests.push(name);
    const body = content.get(name);
    return body === undefined ? new Response("", { status: 404 }) : new Response(body);
  };
  return { requests, handler };
}

async function failure(attempt: Promise<unknown>): Promise<LabError> {
  try {
    await attempt;
  } catch (error) {
    assert.ok(error instanceof LabError, String(error));
    return error;
  }
  assert.fail("nothing was thrown");
}

Deno.test("all models are fetched and converted once, and then left as they are", () =>
  inTemporaryFolder(async (parent) => {
    const folder = join(parent, "new");
    const { requests, handler } = serving(sampleFiles());
    await withMirror(handler, async (baseUrl) => {
      const told = new Set<string>();
      const onProgress = (file: string) => void told.add(file);
      const first = await fetchPretrained({ folder, baseUrl, onProgress });
      const results = names.map((activation) => ({
        activation,
        path: pretrainedPath(folder, activation),
        fetched: true,
      }));
      assert.deepEqual(first, results);
      assert.deepEqual(requests.toSorted(), files.toSorted());
      assert.deepEqual(told, new Set(files));
      for (const [seed, { activation, path }] of first.entries()) {
        const { config, weights } = await readCheckpoint(path);
        assert.equal(config.activation, activation);
        assert.deepEqual(config.hiddenSizes, [4, 3]);
        assert.deepEqual(weights.get("Dense_0.kernel"), weightsOf([4, 3], seed)[0]!.kernel);
      }

      const again = await fetchPretrained({ folder, baseUrl });
      assert.deepEqual(again, results.map((result) => ({ ...result, fetched: false })));
      assert.equal(requests.length, files.length);
    });
  }));

Deno.test("a converted model that is damaged or another one is fetched anew", () =>
  inTemporaryFolder(async (folder) => {
    const { handler } = serving(sampleFiles());
    await withMirror(handler, async (baseUrl) => {
      const activations = ["elu", "relu", "tanh"];
      await fetchPretrained({ folder, baseUrl, activations });
      const [elu, relu, tanh] = activations.map((name) => pretrainedPath(folder, name)) as [
        string,
        string,
        string,
      ];
      await Deno.truncate(elu, 1000);
      await Deno.copyFile(tanh, relu);
      const again = await fetchPretrained({ folder, baseUrl, activations });
      assert.deepEqual(again.map(({ fetched }) => fetched), [true, true, false]);
      assert.equal((await readCheckpoint(elu)).config.activation, "elu");
      assert.equal((await readCheckpoint(relu)).config.activation, "relu");
    });
  }));

Deno.test("a file is tried three times, whether it does not arrive or is damaged", () =>
  inTemporaryFolder(async (folder) => {
    const { requests, handler } = serving(sampleFiles());
    const answer = (request: Request) => {
      const good = handler(request);
      const times = requests.filter((name) => request.url.endsWith(name)).length;
      if (times === 1) return new Response("", { status: 503 });
      return times === 2 ? new Response("half") : good;
    };
    await withMirror(answer, async (baseUrl) => {
      const options = { folder, baseUrl: baseUrl.slice(0, -1), activations: ["swish"] };
      const [model] = await fetchPretrained({ ...options, retryDelays });
      assert.equal(model!.fetched, true);
      assert.equal(requests.length, 6);
    });
  }));

Deno.test("what fails is named with its reason, and keeps no other model away", () =>
  inTemporaryFolder(async (folder) => {
    const content = sampleFiles();
    content.delete("FashionMNIST_tanh.config");
    content.delete("FashionMNIST_tanh.tar");
    content.set("FashionMNIST_relu.tar", toBytes(named("posix", "system")));
    content.set("FashionMNIST_leakyrelu.tar", modelPickle(weightsOf([4], 0)));
    content.set("FashionMNIST_elu.config", "x".repeat(65_537));
    const { handler } = serving(content);
    await withMirror(handler, async (baseUrl) => {
      const error = await failure(fetchPretrained({ folder, baseUrl, retryDelays }));
      assert.ok(error instanceof PretrainedError);
      const [head, ...reasons] = error.message.split("\n");
      assert.ok(head!.startsWith(`2 of 6 published models are in ${folder}; try again`));
      const expected = [
        `${baseUrl}FashionMNIST_tanh.config: the server answered 404`,
        `${baseUrl}FashionMNIST_tanh.tar: the server answered 404`,
        `${baseUrl}FashionMNIST_relu.tar is not a valid published model: GLOBAL at byte 0: posix.`,
        `${baseUrl}FashionMNIST_leakyrelu.tar is not a valid published model: tensor Dense_1.ker`,
        `${baseUrl}FashionMNIST_elu.config: more than the expected 65536 bytes`,
      ];
      assert.equal(reasons.length, expected.length);
      for (const [i, start] of expected.entries()) {
        assert.ok(reasons[i]!.startsWith(`  ${start}`), reasons[i]!);
      }
      const kept = await Array.fromAsync(Deno.readDir(join(folder, "pretrained")));
      assert.deepEqual(
        kept.map(({ name }) => name).sort(),
        ["FashionMNIST_sigmoid.safetensors", "FashionMNIST_swish.safetensors"],
      );
      for (const [name, good] of sampleFiles()) content.set(name, good);
      const rest = await fetchPretrained({ folder, baseUrl });
      assert.deepEqual(rest.filter(({ fetched }) => fetched).length, 4);
    });
  }));

Deno.test("a server that is not there, and a folder that cannot be written to, are named", () =>
  inTemporaryFolder(async (folder) => {
    const activations = ["relu"];
    const away = `http://127.0.0.1:${refusedPort()}/`;
    const { message } = await failure(
      fetchPretrained({ folder, baseUrl: away, activations, retryDelays }),
    );
    assert.match(
      message,
      /^0 of 1 published models .*; check the network connection and try again/,
    );
    assert.match(message, /no answer from 127.0.0.1:\d+: .*FashionMNIST_relu\.config.*[Cc]onnect/);

    const file = join(folder, "file");
    await Deno.writeTextFile(file, "");
    await withMirror(serving(sampleFiles()).handler, async (baseUrl) => {
      const { message } = await failure(fetchPretrained({ folder: file, baseUrl, activations }));
      assert.match(message, /cannot write .*file\/pretrained\/FashionMNIST_relu\.safetensors/);
    });
  }));

Deno.test("unknown models and malformed addresses are usage error, and nothing is asked", async () => {
  const { requests, handler } = serving(sampleFiles());
  await withMirror(handler, async (baseUrl) => {
    const unknown = await failure(
      fetchPretrained({ folder: "none", baseUrl, activations: ["relu", "mish"] }),
    );
    assert.ok(unknown instanceof UsageError);
    assert.match(unknown.message, /no published model with "mish"; there are sigmoid, tanh/);
    for (const baseUrl of ["models", "", "http://host/?folder=models", "http://host/#models"]) {
      const malformed = await failure(fetchPretrained({ folder: "none", baseUrl }));
      assert.ok(malformed instanceof UsageError);
      assert.equal(
        malformed.message,
        `"${baseUrl}" is not an address, expected one like http://host/folder/`,
      );
    }
  });
  assert.deepEqual(requests, []);
});

/** Does something while requests, wherever they go, are answered from these files; returns them. */
async function withFetch(
  answer: (request: Request) => Response,
  body: () => Promise<void>,
): Promise<string[]> {
  const original = globalThis.fetch;
  const asked: string[] = [];
  globalThis.fetch = (url) => {
    asked.push(String(url));
    return Promise.resolve(answer(new Request(String(url))));
  };
  try {
    await body();
  } finally {
    globalThis.fetch = original;
  }
  return asked;
}

Deno.test("from where they are published, only the published bytes are taken", async (t) => {
  const spellings = {
    "by default": undefined,
    "as it is": PUBLISHED_MODELS_URL,
    "without a slash": PUBLISHED_MODELS_URL.slice(0, -1),
    "with slashes": `${PUBLISHED_MODELS_URL}//`,
    "with a loud host": PUBLISHED_MODELS_URL.replace(/raw.*com/, (host) => host.toUpperCase()),
    "with the usual port": PUBLISHED_MODELS_URL.replace(".com/", ".com:443/"),
    "with dots": PUBLISHED_MODELS_URL.replace("JAX/", "./JAX/more/%2E%2E/"),
    "without encryption": PUBLISHED_MODELS_URL.replace("https", "http"),
    "with a user": PUBLISHED_MODELS_URL.replace("https://", "https://me:secret@"),
  };
  for (const [spelling, baseUrl] of Object.entries(spellings)) {
    await t.step(spelling, () =>
      inTemporaryFolder(async (folder) => {
        const asked = await withFetch(serving(sampleFiles()).handler, async () => {
          const options = { folder, baseUrl, activations: ["elu"], retryDelays: [] };
          const { message } = await failure(fetchPretrained(options));
          assert.match(
            message,
            /FashionMNIST_elu\.tar is .* its SHA-256 is [0-9a-f]{64}, expected aced/,
          );
        });
        const { pathname } = new URL(PUBLISHED_MODELS_URL);
        assert.deepEqual(asked.map((url) => new URL(url).pathname).toSorted(), [
          `${pathname}FashionMNIST_elu.config`,
          `${pathname}FashionMNIST_elu.tar`,
        ]);
      }));
  }
  await t.step(
    "but from a folder beside it, others as well",
    () =>
      inTemporaryFolder(async (folder) => {
        const baseUrl = new URL("../others", PUBLISHED_MODELS_URL).href;
        await withFetch(serving(sampleFiles()).handler, async () => {
          const [model] = await fetchPretrained({ folder, baseUrl, activations: ["elu"] });
          assert.equal(model!.fetched, true);
        });
      }),
  );
});

Deno.test("where no server answers, no further model is asked for", () =>
  inTemporaryFolder(async (folder) => {
    await withFetch(serving(sampleFiles()).handler, async () => {
      await fetchPretrained({ folder, baseUrl: "http://host/", activations: ["tanh"] });
    });
    const offline = () => {
      throw new TypeError("fetch failed", { cause: new Error("dns error") });
    };
    const asked = await withFetch(offline, async () => {
      const error = await failure(fetchPretrained({ folder, retryDelays }));
      assert.ok(error instanceof PretrainedError);
      const reason = "  no answer from raw.githubusercontent.com: dns error";
      assert.deepEqual(error.message.split("\n"), [
        `1 of 6 published models are in ${folder}; check the network connection and try again, ` +
        "or give the address of a copy, for these reasons they are missing:",
        reason,
        reason,
      ]);
    });
    assert.ok(asked.every((url) => url.includes("sigmoid")), "the first that is missing");
  }));

// The real files are no part of the project; where some lie beside it, they are read as well.
const published = new URL("../../../shared/reference/pretrained/", import.meta.url);
for (const { activation, sha256 } of PUBLISHED_MODELS) {
  const stem = `FashionMNIST_${activation}`;
  const tar = await Deno.readFile(new URL(`${stem}.tar`, published)).catch(() => undefined);
  if (tar === undefined) continue;
  Deno.test(`the published model with ${activation} is fetched and converted`, () =>
    inTemporaryFolder(async (folder) => {
      const config = await Deno.readFile(new URL(`${stem}.config`, published));
      const { handler } = serving(new Map([[`${stem}.config`, config], [`${stem}.tar`, tar]]));
      await withMirror(handler, async (baseUrl) => {
        const [model] = await fetchPretrained({ folder, baseUrl, activations: [activation] });
        const { config, weights } = await readCheckpoint(model!.path);
        assert.deepEqual(config.hiddenSizes, [512, 256, 256, 128]);
        assert.deepEqual(weights, readPublishedWeights(tar, sha256, stem));
        assert.deepEqual(weights.get("Dense_0.kernel")!.shape, [784, 512]);
      });
    }));
}
