import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DataError, MissingDataError } from "../../src/data/data_error.ts";
import { loadPublished, type SourceOptions } from "../../src/data/load_published.ts";
import type { DatasetSpec, IdxFileSpec } from "../../src/data/datasets.ts";
import { makePipe } from "../make_pipe.ts";
import { encodeIdx } from "./encode_idx.ts";
import { withMirror } from "./mirror.ts";

/** A data set of three training and two test images, 1 × 2, in three classes. */
const arrays = {
  "train-images": { shape: [3, 1, 2], values: [0, 255, 1, 2, 3, 4] },
  "train-labels": { shape: [3], values: [2, 0, 1] },
  "test-images": { shape: [2, 1, 2], values: [9, 8, 7, 6] },
  "test-labels": { shape: [2], values: [1, 1] },
};
type Name = keyof typeof arrays;
const names = Object.keys(arrays) as Name[];

function idx(name: Name): Uint8Array {
  return encodeIdx(arrays[name].shape, arrays[name].values);
}

function fileSpec(name: Name): IdxFileSpec {
  return { name, shape: arrays[name].shape, sha256: hash("sha256", idx(name), "hex") };
}

function spec(folders: readonly string[], mirrors: readonly string[] = []): DatasetSpec {
  return {
    name: "Tiny",
    classNames: ["a", "b", "c"],
    normalization: { mean: 0.25, deviation: 2 },
    train: { images: fileSpec("train-images"), labels: fileSpec("train-labels") },
    test: { images: fileSpec("test-images"), labels: fileSpec("test-labels") },
    folders,
    mirrors,
  };
}

/** Runs `action` with two empty folders, the first in place of `data/`, the second of `--data`. */
async function withFolders(action: (data: string, mine: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const [data, mine] = [join(folder, "data"), join(folder, "mine")];
    await Promise.all([Deno.mkdir(data), Deno.mkdir(mine)]);
    await action(data, mine);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function fill(folder: string, packed: boolean, which: readonly Name[] = names) {
  await Deno.mkdir(folder, { recursive: true });
  for (const name of which) {
    const path = join(folder, packed ? `${name}.gz` : name);
    await Deno.writeFile(path, packed ? gzipSync(idx(name)) : idx(name));
  }
}

async function refusal(spec: DatasetSpec, options?: SourceOptions): Promise<string> {
  try {
    await loadPublished(spec, options);
  } catch (error) {
    assert.ok(error instanceof DataError, String(error));
    return error.message;
  }
  assert.fail("nothing was thrown");
}

const serveFiles = ({ url }: Request) => {
  const name = new URL(url).pathname.slice(1).replace(/\.gz$/, "") as Name;
  return new Response(new Uint8Array(gzipSync(idx(name))));
};

for (const packed of [true, false]) {
  Deno.test(`loadPublished reads ${packed ? "packed" : "unpacked"} files`, async () => {
    await withFolders(async (data) => {
      await fill(data, packed);
      const { train, test, source } = await loadPublished(spec([data]));
      assert.equal(train.count, 3);
      assert.deepEqual([...train.images], arrays["train-images"].values);
      assert.deepEqual([...train.labels], arrays["train-labels"].values);
      assert.equal(test.count, 2);
      assert.deepEqual([...test.images], arrays["test-images"].values);
      for (const { normalization } of [train, test]) {
        assert.deepEqual(normalization, { mean: 0.25, deviation: 2 });
      }
      assert.deepEqual([...test.labels], arrays["test-labels"].values);
      assert.equal(source, data);
    });
  });
}

Deno.test("loadPublished searches its folders in their order, each with torchvision's layout", async () => {
  await withFolders(async (first, second) => {
    await fill(join(second, "Tiny", "raw"), false);
    const load = async () => (await loadPublished(spec([first, second]))).source;
    assert.equal(await load(), join(second, "Tiny", "raw"));
    await fill(second, true);
    assert.equal(await load(), second);
    await fill(first, true, ["test-labels"]);
    assert.equal(await load(), `${second}, ${first}`);
  });
});

Deno.test("a folder that is given is the only source: what it lacks is an error, and named", async () => {
  await withFolders(async (data, mine) => {
    await fill(data, true);
    let requests = 0;
    const answer = (request: Request) => (requests++, serveFiles(request));
    await withMirror(answer, async (mirror) => {
      const tiny = spec([data], [mirror]);
      await fill(mine, true, ["train-images", "test-labels"]);
      await assert.rejects(
        loadPublished(tiny, { directory: mine }),
        new MissingDataError(
          `${mine} has no train-labels, test-images, neither as it is nor packed as .gz; ` +
            "put what is missing there, or allow the download",
        ),
      );
      const nowhere = join(mine, "nowhere");
      assert.match(
        await refusal(tiny, { directory: nowhere }),
        /nowhere has no train-images, train-labels, test-images, test-labels, neither/,
      );
      assert.equal(requests, 0);
      assert.ok(![...Deno.readDirSync(mine)].some(({ name }) => name === "nowhere"));

      await fill(mine, true);
      assert.equal((await loadPublished(tiny, { directory: mine })).source, mine);
    });
  });
});

Deno.test("with download, what the given folder lacks is fetched into it; without, never", async () => {
  await withFolders(async (data, mine) => {
    await fill(data, true, ["train-images"]);
    await fill(mine, false, ["train-labels"]);
    await withMirror(serveFiles, async (mirror) => {
      const tiny = spec([data], [mirror]);
      const { source } = await loadPublished(tiny, { directory: mine, download: true });
      assert.equal(source, mine);
      assert.equal((await Array.fromAsync(Deno.readDir(mine))).length, 4);
      assert.match(
        await refusal(tiny, { download: false }),
        /has no train-labels, test-images, te/,
      );
    });
    assert.deepEqual((await Array.fromAsync(Deno.readDir(data))).length, 1);
  });
});

Deno.test("loadPublished downloads only what is missing, and finds it the next time", async () => {
  await withFolders(async (data) => {
    await fill(data, true, ["train-images", "train-labels"]);
    const reported = new Set<string>();
    const onProgress = (file: string) => void reported.add(file);
    await withMirror(serveFiles, async (mirror) => {
      await loadPublished(spec([data], [mirror]), { onProgress });
    });
    assert.deepEqual([...reported], ["test-images.gz", "test-labels.gz"]);
    assert.equal((await loadPublished(spec([data]))).source, data);
  });
});

Deno.test("loadPublished makes a new folder that is given and downloads into it", async () => {
  await withFolders(async (data, mine) => {
    const directory = join(mine, "new");
    await withMirror(serveFiles, async (mirror) => {
      const { source } = await loadPublished(spec([data]), {
        directory,
        download: true,
        mirrors: [mirror],
      });
      assert.equal(source, directory);
    });
    assert.equal((await Array.fromAsync(Deno.readDir(directory))).length, 4);
    assert.deepEqual(await Array.fromAsync(Deno.readDir(data)), []);
  });
});

Deno.test("loadPublished refuses a download with the wrong content and keeps none of it", async () => {
  await withFolders(async (data) => {
    const wrong = encodeIdx(arrays["train-images"].shape, [1, 1, 1, 1, 1, 1]);
    await withMirror(() => new Response(new Uint8Array(gzipSync(wrong))), async (mirror) => {
      const message = await refusal(spec([data], [mirror]));
      assert.match(message, /train-images\.gz is damaged or not Tiny's/);
    });
    assert.deepEqual(await Array.fromAsync(Deno.readDir(data)), []);
  });
});

Deno.test("loadPublished names a bad file and does not look elsewhere", async (t) => {
  const packed = gzipSync(idx("train-images"));
  const bad: Record<string, [Uint8Array, RegExp]> = {
    "half a file": [packed.subarray(0, packed.length / 2), /not an intact gzip file/],
    "an empty file": [new Uint8Array(), /not an intact gzip file/],
    "other pixels": [
      gzipSync(encodeIdx([3, 1, 2], [0, 255, 1, 2, 3, 5])),
      /damaged or not Tiny's: its content has the SHA-256 [0-9a-f]{64}, expected [0-9a-f]{64}/,
    ],
    "another data set": [gzipSync(encodeIdx([2, 1, 3], [1, 2, 3, 4, 5, 6])), /array of 2 × 1 × 3/],
    "a bomb": [gzipSync(new Uint8Array(10_000)), /more than the expected 22 bytes/],
    "a long file": [new Uint8Array(70_000), /has 70000 bytes/],
  };
  for (const [what, [bytes, reason]] of Object.entries(bad)) {
    await t.step(what, async () => {
      await withFolders(async (data, mine) => {
        await fill(data, true);
        const path = join(mine, "train-images.gz");
        await Deno.writeFile(path, bytes);
        const message = await refusal(spec([data]), { directory: mine });
        assert.ok(message.startsWith(path), message);
        assert.match(message, reason);
      });
    });
  }
});

Deno.test("loadPublished says which folder or file it cannot read", async () => {
  await withFolders(async (data, mine) => {
    const file = join(mine, "file");
    await Deno.writeTextFile(file, "");
    assert.match(
      await refusal(spec([data]), { directory: file }),
      /the data folder .*file cannot be read/,
    );

    await Deno.mkdir(join(mine, "train-images"));
    assert.match(await refusal(spec([mine])), /train-images is a folder, expected a regular file/);
  });
});

Deno.test({
  name: "loadPublished reads regular files only, and waits for no pipe",
  ignore: Deno.build.os === "windows",
  async fn() {
    await withFolders(async (data, mine) => {
      await fill(data, false);
      for (const name of names) await Deno.symlink(join(data, name), join(mine, name));
      assert.equal((await loadPublished(spec([]), { directory: mine })).train.count, 3);

      const path = join(mine, "train-images");
      for (const make of [makePipe, (path: string) => Deno.symlink("/dev/zero", path)]) {
        await Deno.remove(path);
        await make(path);
        assert.match(
          await refusal(spec([]), { directory: mine }),
          /train-images is a pipe or a device, expected a regular file; delete it, or put a good/,
        );
      }
    });
  },
});

/** The data set, of whose first file only the packed one's digest is known. */
function packedSpec(data: string): DatasetSpec {
  const { train, ...rest } = spec([data]);
  const sha256 = hash("sha256", gzipSync(idx("train-images")), "hex");
  return { ...rest, train: { ...train, images: { ...train.images, sha256, packed: true } } };
}

Deno.test("a file that is known by its packing is verified packed, and else a warning says it is not", async () => {
  await withFolders(async (data) => {
    const load = () => loadPublished(packedSpec(data));
    await fill(data, false);
    const { train, warnings } = await load();
    assert.deepEqual([...train.images], arrays["train-images"].values);
    assert.deepEqual(warnings, [
      "train-images of Tiny could not be compared with what was published, but in size and " +
      "labels; the packed files (.gz) can be",
    ]);
    await fill(data, true, ["train-images"]); // beside the unpacked one, and better
    assert.deepEqual((await load()).warnings, []);

    const path = join(data, "train-images.gz");
    await Deno.writeFile(path, gzipSync(idx("train-images"), { level: 1 }).with(8, 4));
    assert.match(
      await refusal(packedSpec(data)),
      /train-images\.gz is damaged or not Tiny's: it has the SHA-256 [0-9a-f]{64}, expected/,
    );
  });
});
