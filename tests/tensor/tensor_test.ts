import assert from "node:assert/strict";
import { DeviceError } from "../../src/device/device.ts";
import { UsageError } from "../../src/errors.ts";
import { ShapeError } from "../../src/tensor/shape.ts";
import { type Nested, Tensor, tensor, uint32Tensor } from "../../src/tensor/tensor.ts";
import { scope } from "../../src/tensor/scope.ts";
import { add } from "../../src/tensor/ops/arithmetic.ts";
import { device } from "../device/device.ts";

Deno.test("numbers in nested arrays, or flat with a shape, come back as they were", async () => {
  const arrays = [1.5, [1, 2, 3], [[1], [2]], [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]];
  for (const values of arrays) {
    using x = tensor(device, values);
    assert.deepEqual(await x.array(), values);
    assert.equal(x.dtype, "float32");
  }
  using x = tensor(device, new Float32Array([1, 2, 3, 4, 5, 6]), [2, 3]);
  assert.deepEqual(x.shape, [2, 3]);
  assert.equal(x.size, 6);
  assert.deepEqual(await x.array(), [[1, 2, 3], [4, 5, 6]]);
  assert.deepEqual(await x.data(), new Float32Array([1, 2, 3, 4, 5, 6]));
});

Deno.test("indices are uint32", async () => {
  using x = uint32Tensor(device, [0, 7, 0xffffffff]);
  assert.equal(x.dtype, "uint32");
  assert.deepEqual(await x.data(), Uint32Array.of(0, 7, 0xffffffff));
});

Deno.test("a single number is an item, several are none", async () => {
  using one = tensor(device, [[4]]);
  assert.equal(await one.item(), 4);
  using two = tensor(device, [4, 5]);
  await assert.rejects(two.item(), /ShapeError: item: a tensor of shape \(2\) holds 2 numbers/);
});

Deno.test("numbers that do not fill a shape are refused", () => {
  const refused: [Nested | Float32Array<ArrayBuffer>, number[]?][] = [
    [[1, 2, 3], [2, 2]],
    [new Float32Array(3), [4]],
    [[[1, 2], [3]]],
    [[[1], 2]],
    [[]],
    [[1], [-1]],
  ];
  for (const [values, shape] of refused) {
    assert.throws(() => tensor(device, values, shape), ShapeError, JSON.stringify(values));
  }
  assert.throws(() => uint32Tensor(device, [1, 2], [3]), /2 numbers do not fill the shape \(3\)/);
  assert.equal(device.memory.liveBuffers, 0);
});

Deno.test("values that are not numbers are refused with the value", () => {
  const refused: [values: unknown, got: string][] = [
    [["1"], '"1"'],
    [[[1], [true]], "true"],
    [[1, undefined], "undefined"],
    [new Float64Array(2), "Float64Array(2) [ 0, 0 ]"],
  ];
  for (const [values, got] of refused) {
    assert.throws(() => tensor(device, values as number[]), (error: Error) => {
      assert.ok(error instanceof UsageError);
      const rule = "expected numbers in nested arrays, or a Float32Array";
      assert.equal(error.message, `tensor: ${rule}, got ${got}`);
      return true;
    });
  }
  assert.equal(device.memory.liveBuffers, 0);
});

Deno.test("what is no index is refused with its place", () => {
  for (const wrong of [-1, 1.5, NaN, 2 ** 32, Infinity]) {
    const message = `indices: expected integers from 0 to 4294967295, got ${wrong} at 1`;
    assert.throws(() => uint32Tensor(device, [0, wrong]), { name: "UsageError", message });
  }
  assert.equal(device.memory.liveBuffers, 0);
});

Deno.test("memory is read as it was written, and no further", () => {
  using x = tensor(device, [1, 2]);
  assert.throws(() => x.view([3]), /^ShapeError: view: 2 numbers do not fill the shape \(3\)/);
  const bytes = new Uint8Array(4) as unknown as Float32Array<ArrayBuffer>;
  assert.throws(
    () => Tensor.upload<"float32">(device, bytes, [4], "w"),
    /^UsageError: w: expected/,
  );
  const few = new Float32Array(3);
  assert.throws(() => Tensor.upload<"float32">(device, few, [4], "w"), /^ShapeError: w: 3 numbers/);
});

Deno.test("a shape is the tensor's own: it stays when the list it came from changes", () => {
  const shape = [2, 1];
  using x = tensor(device, [1, 2], shape);
  shape[0] = 1000;
  assert.deepEqual(x.shape, [2, 1]);
  assert.throws(() => (x.shape as number[])[0] = 1000, TypeError);
});

Deno.test("of a uint32 tensor it is known what no number of it exceeds", () => {
  using x = uint32Tensor(device, [3, 9, 4], [3, 1]);
  assert.equal(x.bound, 9);
  using same = x.view([3]);
  assert.equal(same.bound, 9);
  using written = Tensor.allocate(device, [3], "uint32");
  assert.equal(written.bound, Infinity);
});

Deno.test("a tensor is refused after it was disposed, and disposed idempotent", async () => {
  const x = tensor(device, [1, 2]);
  x.dispose();
  x.dispose();
  const message = /a tensor of shape \(2\) is used after it was disposed; return it from its scope/;
  assert.throws(() => x.buffer, DeviceError);
  scope(() => assert.throws(() => add(x, 1), message));
  assert.throws(() => x.view([2]), message);
  await assert.rejects(x.data(), message);
  assert.equal(device.memory.liveBuffers, 0);
});

Deno.test("a block that holds a tensor by using gives it back", () => {
  {
    using x = tensor(device, [1]);
    assert.equal(device.memory.liveBuffers, 1);
    assert.ok(x instanceof Tensor);
  }
  assert.equal(device.memory.liveBuffers, 0);
});

Deno.test("a tensor says what it is", () => {
  using x = tensor(device, [[1, 2]]);
  assert.equal(String(x), `Tensor float32 (1, 2) on ${device.info.name}`);
  assert.equal(Deno.inspect(x), String(x));
});
