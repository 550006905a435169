import assert from "node:assert/strict";
import { leaves, mapLeaves } from "../../src/tensor/tree.ts";

class Box {
  constructor(readonly value: number) {}
}
const isBox = (value: unknown): value is Box => value instanceof Box;

const tree = {
  b: [new Box(1), { deep: new Box(2) }],
  a: new Box(3),
  text: "kept",
  nothing: null,
  date: new Date(0),
};

Deno.test("leaves are found depth first in the order of the keys", () => {
  assert.deepEqual(leaves(tree, isBox).map(({ value }) => value), [1, 2, 3]);
  assert.deepEqual(leaves(new Box(4), isBox), [new Box(4)]);
  for (const none of [undefined, null, 5, "text", [], {}, new Map([[1, new Box(1)]])]) {
    assert.deepEqual(leaves(none, isBox), []);
  }
});

Deno.test("mapped trees have the same structure and new leaves", () => {
  const doubled = mapLeaves(tree, isBox, ({ value }) => new Box(2 * value));
  assert.deepEqual(doubled, {
    b: [new Box(2), { deep: new Box(4) }],
    a: new Box(6),
    text: "kept",
    nothing: null,
    date: tree.date,
  });
  assert.equal(doubled.date, tree.date);
  assert.deepEqual(tree.a, new Box(3));
});
