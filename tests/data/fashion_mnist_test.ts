import assert from "node:assert/strict";
import { FASHION_MNIST } from "../../src/data/datasets.ts";
import { loadFashionMNIST } from "../../src/data/fashion_mnist.ts";

Deno.test("loadFashionMNIST finds and verifies the installed data set", async () => {
  // No mirror: a machine without the data set fails here instead of downloading it.
  const { train, test, source } = await loadFashionMNIST({ mirrors: [] }).catch((cause) => {
    throw new Error("tests need the data set: run scripts/setup.sh first", { cause });
  });
  assert.ok(source.length > 0);
  for (const [part, count] of [[train, 60_000], [test, 10_000]] as const) {
    assert.equal(part.count, count);
    assert.equal(part.images.length, count * 784);
    assert.equal(part.labels.length, count);
    const perClass = new Array<number>(10).fill(0);
    for (const label of part.labels) perClass[label]!++;
    assert.deepEqual(perClass, new Array(10).fill(count / 10));
  }
  assert.equal(FASHION_MNIST.classNames[train.labels[0]!], "Ankle boot");
});
