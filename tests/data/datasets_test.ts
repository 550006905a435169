import assert from "node:assert/strict";
import { exampleBatch } from "../../src/analysis/example_images.ts";
import {
  DATASETS,
  findDataset,
  IDX_NAMES,
  imageCount,
  imageSize,
} from "../../src/data/datasets.ts";
import { DeviceDataset } from "../../src/data/device_dataset.ts";
import { scope } from "../../src/tensor/scope.ts";
import { uint32Tensor } from "../../src/tensor/tensor.ts";
import { device } from "../device/device.ts";

for (const [name, spec] of Object.entries(DATASETS)) {
  Deno.test(`the entry of ${name} is of one piece`, () => {
    assert.equal(spec.name, name);
    assert.equal(new Set(spec.classNames).size, spec.classNames.length);
    for (const part of [spec.train, spec.test]) {
      const [rows, columns] = part.images.shape.slice(1);
      assert.deepEqual(part.images.shape, [imageCount(part), rows, columns]);
      assert.deepEqual(part.labels.shape, [imageCount(part)]);
      assert.equal(rows! * columns!, imageSize(spec));
      for (const { sha256 } of [part.images, part.labels]) assert.match(sha256, /^[0-9a-f]{64}$/);
    }
    assert.ok(spec.normalization.deviation > 0);
    assert.ok(spec.mirrors.every((mirror) => URL.canParse(mirror) && mirror.endsWith("/")));
  });
}

Deno.test("no two data sets have a digest, a first folder or a mirror in common", () => {
  const specs = Object.values(DATASETS);
  const digests = specs.flatMap(({ train, test }) =>
    [train, test].flatMap(({ images, labels }) => [images.sha256, labels.sha256])
  );
  const lists = [digests, specs.map(({ folders }) => folders[0]), specs.flatMap((s) => s.mirrors)];
  for (const list of lists) assert.equal(new Set(list).size, list.length);
  for (const { train, test } of specs) {
    for (const [part, pair] of Object.entries({ train, test })) {
      const names = { images: pair.images.name, labels: pair.labels.name };
      assert.deepEqual(names, IDX_NAMES[part as "train" | "test"]);
    }
  }
});

Deno.test("a data set is found by its name however that is written, and by no part of it", () => {
  for (const name of ["FashionMNIST", "fashion-mnist", "fashionmnist"]) {
    assert.equal(findDataset(name), "FashionMNIST");
  }
  assert.equal(findDataset("mnist"), "MNIST");
  assert.equal(findDataset("KMNIST"), "KMNIST");
  for (const name of ["", "mni", "fashion", "./mnist", "toString"]) {
    assert.equal(findDataset(name), undefined, name);
  }
});

Deno.test("images are normalised as their data set says, as FashionMNIST's if it says nothing", async () => {
  const images = { count: 2, images: Uint8Array.of(0, 255), labels: Uint8Array.of(0, 1) };
  const normalization = { mean: 0.25, deviation: 0.125 };
  const numbersOf = async (given: ConstructorParameters<typeof DeviceDataset>[1]) => {
    const resident = new DeviceDataset(device, given);
    const batch = scope(() => resident.batch(uint32Tensor(device, [0, 1]), 0, 2));
    resident.dispose();
    return await batch.images.array();
  };
  assert.deepEqual(await numbersOf(images), [[-1], [1]]);
  assert.deepEqual(await numbersOf({ ...images, normalization }), [[-2], [6]]);
  const batch = exampleBatch(device, { ...images, normalization });
  assert.ok([-2, 6].includes(await batch.images.item()), "of the examples, too");
});
