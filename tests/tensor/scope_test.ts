import assert from "node:assert/strict";
import { LabError } from "../../src/errors.ts";
import { add, multiply } from "../../src/tensor/ops/arithmetic.ts";
import { sum } from "../../src/tensor/ops/broadcast.ts";
import { scope } from "../../src/tensor/scope.ts";
import { tensor } from "../../src/tensor/tensor.ts";
import { device } from "../device/device.ts";

const live = () => device.memory.liveBuffers;

Deno.test("what a scope returns lives on, everything else goes", async () => {
  const { kept, list } = scope(() => {
    const a = tensor(device, [1, 2]);
    const b = multiply(a, 2);
    return { kept: add(a, b), list: [sum(b)], other: 3 };
  });
  assert.equal(live(), 2);
  assert.deepEqual(await kept.array(), [3, 6]);
  assert.equal(await list[0]!.item(), 6);
  kept.dispose();
  list[0]!.dispose();
  assert.equal(live(), 0);
});

Deno.test("what an inner scope returns is the outer one's", () => {
  scope(() => {
    const inner = scope(() => add(tensor(device, [1]), 1));
    assert.equal(live(), 1);
    add(inner, 1);
    assert.equal(live(), 2);
  });
  assert.equal(live(), 0);
});

Deno.test("tensors from outside stay", async () => {
  const outside = tensor(device, [1]);
  const same = scope(() => outside);
  assert.equal(same, outside);
  assert.deepEqual(await outside.array(), [1]);
  outside.dispose();
  assert.equal(live(), 0);
});

Deno.test("a tensor that is disposed of within its scope is disposed of once", () => {
  scope(() => {
    const x = tensor(device, [1]);
    x.dispose();
    const y = tensor(device, [2]); // the same memory
    assert.equal(live(), 1);
    x.dispose();
    assert.equal(live(), 1);
    y.dispose();
  });
  assert.equal(live(), 0);
});

Deno.test("memory that two tensors share goes with the last", async () => {
  const view = scope(() => tensor(device, [1, 2]).view([2, 1]));
  assert.equal(live(), 1);
  assert.deepEqual(await view.array(), [[1], [2]]);
  view.dispose();
  assert.equal(live(), 0);
});

Deno.test("an exception gives everything back and passes through", () => {
  assert.throws(() =>
    scope(() => {
      tensor(device, [1]);
      scope(() => {
        tensor(device, [2]);
        throw new RangeError("on purpose");
      });
    }), /on purpose/);
  assert.equal(live(), 0);
  scope(() => tensor(device, [1])).dispose(); // scopes work on
  assert.equal(live(), 0);
});

Deno.test("an asynchronous function is refused, also one that fails later", async () => {
  const body = async () => {
    const x = tensor(device, [1]);
    await Promise.resolve();
    return await x.data(); // x is gone by now
  };
  assert.throws(() => scope(body), (error: Error) => {
    assert.ok(error instanceof LabError);
    assert.match(error.message, /^scope: the function must not be async/);
    return true;
  });
  assert.equal(live(), 0);
  await new Promise((resolve) => setTimeout(resolve, 1));
});

Deno.test("reductions outside of scopes leave nothing but their result", () => {
  const x = tensor(device, [[1, 2], [3, 4]]);
  const total = sum(x);
  assert.equal(live(), 2);
  total.dispose();
  assert.equal(live(), 1);
  x.dispose();
  assert.equal(live(), 0);
});
