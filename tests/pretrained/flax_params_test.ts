import assert from "node:assert/strict";
import { flaxParams } from "../../src/pretrained/flax_params.ts";
import { readPickle } from "../../src/pretrained/pickle.ts";
import { PretrainedError } from "../../src/pretrained/pretrained_error.ts";
import { modelPickle, weightsOf } from "./model.ts";
import {
  array,
  dict,
  DTYPE,
  dtype,
  EMPTY_ARRAY,
  frozen,
  NONE,
  pickle,
  TRUE,
} from "./pickle_writer.ts";

const kernel = { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, NaN) };
const bias = { shape: [3], data: Float32Array.of(7, 8, -Infinity) };

function layer(parameters: { kernel?: string; bias?: string; [other: string]: string }): string {
  return dict(...Object.entries({ kernel: array(kernel), bias: array(bias), ...parameters }));
}

function convert(value: string) {
  return flaxParams(readPickle(pickle(value), "file"), "file");
}

function refused(value: string, expected: RegExp): void {
  assert.throws(() => convert(value), (error) => {
    assert.ok(error instanceof PretrainedError, String(error));
    assert.doesNotMatch(error.message, /\n/);
    assert.match(error.message, /^file is not a valid published model: .*; nothing of it was used/);
    assert.match(error.message, expected);
    return true;
  });
}

Deno.test("weights are named as in checkpoints, and are copies in row-major order", () => {
  const layers = weightsOf([4, 3], 0);
  const bytes = modelPickle(layers);
  const weights = flaxParams(readPickle(bytes, "file"), "file");
  bytes.fill(0);
  const expected = layers.flatMap(({ name, kernel, bias }) =>
    [[`${name}.kernel`, kernel], [`${name}.bias`, bias]] as const
  );
  assert.deepEqual(weights, new Map(expected));
});

Deno.test("the parameters may stand in a FrozenDict or in a plain dict", () => {
  const expected = new Map([["Dense_0.kernel", kernel], ["Dense_0.bias", bias]]);
  assert.deepEqual(convert(frozen(["Dense_0", layer({})])), expected);
  assert.deepEqual(convert(dict(["params", dict(["Dense_0", layer({})])])), expected);
});

Deno.test("anything but dense layers of arrays is refused where it stands", () => {
  const withLayer = (value: string) => frozen(["Dense_0", value]);
  refused(NONE, /the whole is not a dict/);
  refused(dict(), /the whole has the keys \[\], expected params/);
  refused(
    dict(["params", dict()], ["opt", NONE]),
    /the keys \[ "params", "opt" \], expected params/,
  );
  refused(dict(["params", NONE]), /params is not a dict/);
  refused(frozen(["Conv_0", layer({})]), /params has the key "Conv_0", expected Dense_0, Dense_1/);
  refused(frozen(["__proto__", layer({})]), /params has the key "__proto__"/);
  refused(withLayer(array(bias)), /Dense_0 is not a dict/);
  refused(withLayer(dict(["kernel", array(kernel)])), /Dense_0 has the keys \[ "kernel" \]/);
  refused(withLayer(layer({ scale: NONE })), /Dense_0 has the keys .*expected kernel and bias/);
  refused(withLayer(layer({ bias: NONE })), /Dense_0.bias is not a numpy.ndarray with content/);
  refused(withLayer(layer({ bias: EMPTY_ARRAY })), /Dense_0.bias is not .* with content/);
  refused(withLayer(layer({ bias: DTYPE })), /Dense_0.bias is not a numpy.ndarray/);
});

Deno.test("arrays of another type, order or shape are refused", () => {
  const withBias = (change: Partial<Parameters<typeof array>[0]>) =>
    frozen(["Dense_0", layer({ bias: array({ ...bias, ...change }) })]);
  const bias8 = { data: new Float32Array(6) };
  refused(
    withBias({ ...bias8, type: dtype("f8") }),
    /Dense_0.bias has the dtype "<f8", expected "<f4"/,
  );
  refused(withBias({ type: dtype("f4", ">") }), /has the dtype ">f4"/);
  refused(withBias({ type: dtype("O", "|") }), /has the dtype "\|O"/);
  refused(withBias({ order: TRUE }), /Dense_0.bias is stored column by column/);
  refused(withBias({ shape: [1, 3] }), /the shape \[ 1, 3 \], expected 1 dimensions/);
  refused(withBias({ shape: [4] }), /Dense_0.bias has 12 bytes, expected 16 of shape \[ 4 \]/);
  refused(withBias({ shape: [2] }), /Dense_0.bias has 12 bytes, expected 8/);
  const huge = array({ ...kernel, shape: [2 ** 31 - 1, 2 ** 31 - 1] });
  refused(frozen(["Dense_0", layer({ kernel: huge })]), /Dense_0.kernel has 24 bytes, expected/);
});

Deno.test("a pickle that ends at any byte but its last is refused", () => {
  const original = pickle(frozen(["Dense_0", layer({})]));
  for (let length = 0; length < original.length; length++) {
    const cut = original.subarray(0, length);
    assert.throws(() => flaxParams(readPickle(cut, "file"), "file"), PretrainedError, `${length}`);
  }
});
