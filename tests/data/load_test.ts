import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { join } from "node:path";
import { DataError } from "../../src/data/data_error.ts";
import { loadDataset } from "../../src/data/load.ts";
import { standardNormalization } from "../../src/data/normalization.ts";
import { assertClose } from "../close.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { encodeIdx } from "./encode_idx.ts";
import { CLASSES, COLUMNS, glyphFiles, ROWS, TEST, TRAIN, writeGlyphs } from "./glyphs.ts";

const files = glyphFiles();

Deno.test("a folder of four IDX files is a data set, with what a configuration says of it", () =>
  inTemporaryFolder(async (folder) => {
    const path = await writeGlyphs(join(folder, "my glyphs"));
    const { train, test, source, settings, ...rest } = await loadDataset(path);
    assert.deepEqual(rest, {
      name: "my_glyphs",
      rows: ROWS,
      columns: COLUMNS,
      classNames: ["0", "1", "2"],
      warnings: [],
    });
    assert.equal(source, path);
    assert.deepEqual([train.count, test.count], [TRAIN, TEST]);
    assert.deepEqual(train.images, files["train-images-idx3-ubyte"]!.subarray(16));
    assert.deepEqual(test.labels, files["t10k-labels-idx1-ubyte"]!.subarray(8));
    const content = new Uint8Array(Object.values(files).flatMap((bytes) => [...bytes]));
    assert.deepEqual(settings, {
      dataset: {
        name: "my_glyphs",
        rows: ROWS,
        columns: COLUMNS,
        classes: CLASSES,
        images: TRAIN,
        sha256: hash("sha256", content, "hex"),
      },
    });
  }));

Deno.test("packed or not, wherever it lies, the content of a folder is the same data set", () =>
  inTemporaryFolder(async (folder) => {
    const identityOf = async (name: string, changes = {}) => {
      const { settings } = await loadDataset(await writeGlyphs(join(folder, name), changes));
      assert.ok(typeof settings.dataset === "object");
      return settings.dataset.sha256;
    };
    const sha256 = await identityOf("glyphs");
    const packed = Object.entries(files)
      .flatMap(([name, bytes]) => [[name, undefined], [`${name}.gz`, bytes]]);
    assert.equal(await identityOf("packed", Object.fromEntries(packed)), sha256);
    const labels = files["t10k-labels-idx1-ubyte"]!;
    const other = await identityOf("other", { "t10k-labels-idx1-ubyte": labels.with(8, 1) });
    assert.notEqual(other, sha256);
  }));

Deno.test("classes.txt names the classes, of which there may be more than labels", () =>
  inTemporaryFolder(async (folder) => {
    const names = ["\ufefftop\r\nmiddle  \nbottom\n\n", "top\nmiddle\nbottom\nnone"];
    for (const [i, text] of names.entries()) {
      const path = await writeGlyphs(join(folder, `${i}`), { "classes.txt": text });
      const { classNames } = await loadDataset(path);
      assert.deepEqual(classNames, ["top", "middle", "bottom", "none"].slice(0, 3 + i));
    }
  }));

Deno.test("what is wrong with a folder is said with folder, file and value, and nothing is written", async (t) => {
  const { length } = files["train-images-idx3-ubyte"]!;
  const changed = (name: string, position: number, value: number) => ({
    [name]: files[name]!.with(position, value),
  });
  const cases: [Record<string, Uint8Array | string | undefined>, string | RegExp][] = [
    [
      { "t10k-labels-idx1-ubyte": undefined, "train-images-idx3-ubyte": undefined },
      " has no train-images-idx3-ubyte, t10k-labels-idx1-ubyte, neither as it is nor packed as .gz; " +
      "a data set of one's own is a folder of four IDX files: put there what is missing",
    ],
    [
      { "train-labels-idx1-ubyte": encodeIdx([2], [0, 1]) },
      /^\/train-labels-idx1-ubyte has 2 labels, expected 120, as many as .*\/train-images-idx3-ubyte has images$/,
    ],
    [
      { "t10k-images-idx3-ubyte": encodeIdx([TEST, 1, 1], Array(TEST).fill(0)) },
      "/t10k-images-idx3-ubyte holds an array of 30 × 1 × 1, expected 30 × 9 × 7",
    ],
    [
      { "train-images-idx3-ubyte": encodeIdx([1, 1, 1], [0]) },
      "/train-images-idx3-ubyte holds an array of 1 × 1 × 1, expected at least 2 × 1 × 1: images, " +
      "rows and columns",
    ],
    [
      { "t10k-images-idx3-ubyte": encodeIdx([TEST, 0, 7], []) },
      "/t10k-images-idx3-ubyte holds an array of 30 × 0 × 7, expected at least 1 × 1 × 1: images, " +
      "rows and columns",
    ],
    [
      { "classes.txt": "top\nmiddle\n" },
      "/train-labels-idx1-ubyte has the label 2 at position 2, expected 0 to 1",
    ],
    [
      { "classes.txt": "top\n\nbottom\n" },
      "/classes.txt has nothing in line 2, expected the name of a class",
    ],
    [{ "classes.txt": "" }, "/classes.txt has nothing in line 1, expected the name of a class"],
    [
      { "classes.txt": "one\n".repeat(257) },
      "/classes.txt has 257 lines, expected at most 256 classes",
    ],
    [
      { "train-images-idx3-ubyte": "not at all, in no way" },
      "/train-images-idx3-ubyte is not the expected IDX file: it starts with the magic number " +
      "0x6e6f7420, expected 0x00000803 (unsigned bytes in 3 dimensions)",
    ],
    [
      changed("train-labels-idx1-ubyte", 2, 0x0C),
      /^\/train-labels-idx1-ubyte is not the expected IDX file: .* 0x00000c01, expected 0x00000801/,
    ],
    [
      { "train-images-idx3-ubyte": files["train-images-idx3-ubyte"]!.subarray(1) },
      /^\/train-images-idx3-ubyte is not the expected IDX file/,
    ],
    [
      { "train-images-idx3-ubyte": files["train-images-idx3-ubyte"]!.subarray(0, -1) },
      `/train-images-idx3-ubyte has ${length - 1} bytes, expected ${length} for 120 × 9 × 7`,
    ],
  ];
  for (const [changes, expected] of cases) {
    await t.step(`${expected}`, () =>
      inTemporaryFolder(async (folder) => {
        const path = await writeGlyphs(join(folder, "glyphs"), changes);
        const before = [...Deno.readDirSync(path)].length;
        const error = await loadDataset(path).catch((error) => error);
        assert.ok(error instanceof DataError, String(error));
        assert.ok(error.message.startsWith(path), error.message);
        const problem = error.message.slice(path.length);
        if (typeof expected === "string") assert.equal(problem, expected);
        else assert.match(problem.replaceAll(path, ""), expected);
        assert.equal([...Deno.readDirSync(path)].length, before);
      }));
  }
});

Deno.test("what is neither a data set nor a folder is refused, and what cannot go together", () =>
  inTemporaryFolder(async (folder) => {
    await assert.rejects(
      loadDataset("mnits"),
      new DataError(
        'there is no folder "mnits", and no data set of that name; the data sets are ' +
          "FashionMNIST, MNIST, KMNIST, and any folder of four IDX files; did you mean mnist?",
      ),
    );
    await assert.rejects(
      loadDataset(5 as unknown as string),
      /^UsageError: expected the name or the folder of a data set, got 5$/,
    );
    await Deno.writeTextFile(join(folder, "file"), "");
    await assert.rejects(
      loadDataset(join(folder, "file")),
      /the data folder .*file cannot be read/,
    );
    await assert.rejects(
      loadDataset(folder, { directory: "elsewhere" }),
      { name: "UsageError", message: /only folder, got another, elsewhere; leave out either$/ },
    );
    await assert.rejects(
      loadDataset("mnist", { normalize: "standards" as "standard" }),
      {
        name: "UsageError",
        message: 'normalize: expected tutorial or standard, got "standards"',
      },
    );
  }));

const fashion = await loadDataset("fashion-mnist", { mirrors: [] });

Deno.test("FashionMNIST is what a configuration is for that says nothing", () => {
  const { settings, name, rows, columns, classNames, warnings, train } = fashion;
  assert.deepEqual(settings, {});
  assert.deepEqual([name, rows, columns, classNames[9]], ["FashionMNIST", 28, 28, "Ankle boot"]);
  assert.deepEqual(warnings, []);
  assert.deepEqual(train.normalization, { mean: 0.5, deviation: 0.5 });
  // What is commonly given as mean and deviation of its training images.
  const { mean, deviation } = standardNormalization(train.images, "them");
  assertClose([mean, deviation], [0.2860405969887955, 0.3530242445149223], { relative: 1e-8 });
});

Deno.test("the standard rule is by the training images' own mean and deviation, for all images", () =>
  inTemporaryFolder(async (folder) => {
    const path = await writeGlyphs(join(folder, "glyphs"));
    const { settings, train, test } = await loadDataset(path, { normalize: "standard" });
    assert.equal(settings.normalize, "standard");
    const expected = standardNormalization(files["train-images-idx3-ubyte"]!.subarray(16), "them");
    for (const { normalization } of [train, test]) assert.deepEqual(normalization, expected);
  }));

Deno.test("a file of another data set in a folder is refused by its digest, and named", async () => {
  const { source } = fashion;
  await assert.rejects(
    loadDataset("mnist", { directory: source }),
    (error) =>
      error instanceof DataError &&
      error.message.startsWith(join(source, "train-images-idx3-ubyte")) &&
      error.message.includes(" is FashionMNIST's, expected MNIST's; delete it"),
  );
});
