/** Hostile pickles of published models: of arrays that are no weights, too. */
import assert from "node:assert/strict";
import type { HostTensor } from "../../src/checkpoints/safetensors.ts";
import { NumpyArray, NumpyDtype } from "../../src/pretrained/pickle_values.ts";
import { readPublishedWeights } from "../../src/pretrained/published_models.ts";
import { fc } from "../dependencies.ts";
import { modelPickle } from "../pretrained/model.ts";
import * as write from "../pretrained/pickle_writer.ts";
import { invalidCheckpoint } from "./mutations.ts";
import { PICKLE_TOKENS } from "./pickle.ts";
import { pickleAsWritten, spelt, type Written } from "./pickle_as_written.ts";
import type { Target } from "./run.ts";

/** Nearly always the usual value. */
function mostly<Value>(usual: Value, ...others: Value[]): fc.Arbitrary<Value> {
  return fc.constantFrom(...Array<Value>(20).fill(usual), ...others);
}

function anyTensor(rank: number): fc.Arbitrary<HostTensor> {
  return fc.array(fc.nat(3), { minLength: rank, maxLength: rank }).chain((shape) => {
    const length = shape.reduce((product, size) => product * size, 1);
    return fc.float32Array({ minLength: length, maxLength: length })
      .map((data) => ({ shape, data: data.slice() }));
  });
}

/** A tensor as numpy's array, seldom of another type, order or shape than it has. */
function anyArray(rank: number): fc.Arbitrary<string> {
  return fc.record({
    tensor: anyTensor(rank),
    shape: mostly<number[] | undefined>(undefined, [2, 2], [12], [1, 1, 1], [0]),
    type: mostly(write.dtype(), write.dtype("f8"), write.dtype("f4", ">"), write.dtype("i4")),
    order: mostly(write.FALSE, write.TRUE),
  }).map(({ tensor: { shape: own, data }, shape = own, type, order }) =>
    write.array({ data, shape, type, order })
  );
}

const anyLayer = fc.tuple(anyArray(2), anyArray(1), mostly([], [["scale", write.NONE]]))
  .map(([kernel, bias, extra]) =>
    write.dict(["kernel", kernel], ["bias", bias], ...extra as [string, string][])
  );
const plain = fc.array(anyLayer, { maxLength: 3 }).map((layers) =>
  write.pickle(
    write.frozen(...layers.map((layer, i): [string, string] => [`Dense_${i}`, layer])),
  )
);
/** With a memo, as picklers write. */
const shared = fc.array(fc.tuple(anyTensor(2), anyTensor(1)), { maxLength: 3 }).map((layers) =>
  modelPickle(layers.map(([kernel, bias], i) => ({ name: `Dense_${i}`, kernel, bias })))
);

export const publishedWeights: Target<Uint8Array, ReadonlyMap<string, HostTensor>> = {
  name: "published weights",
  inputs: fc.oneof(
    invalidCheckpoint(plain, PICKLE_TOKENS),
    invalidCheckpoint(shared, PICKLE_TOKENS),
  ),
  read: (file) => readPublishedWeights(file, undefined, "FILE"),
  verify(weights, file) {
    for (const { shape, data } of weights.values()) {
      assert.equal(data.length, shape.reduce((product, size) => product * size, 1));
    }
    const [[key, params]] = entriesOf(pickleAsWritten(file));
    assert.equal(key, "params");
    const written = entriesOf(params).flatMap(([layer, parameters]) =>
      entriesOf(parameters).map(([name, array]) => [`${layer}.${name}`, array] as const)
    );
    const found = Array.from(
      weights,
      ([name, tensor]) => [name, spelt(numpyArray(tensor))] as const,
    );
    assert.deepEqual(new Map(found), new Map(written));
  },
};

/** A dict's entries; FrozenDict's are those of the dict it is called with. */
function entriesOf(value: Written): [[Written, Written], ...[Written, Written][]] {
  const { dict, args } = value as { dict?: ReturnType<typeof entriesOf>; args?: [Written] };
  return dict ?? entriesOf(args![0]);
}

/** A tensor as the only kind of array that has weights: little-endian float32, row by row. */
function numpyArray({ shape, data }: HostTensor): NumpyArray {
  const dtype = new NumpyDtype("f4");
  dtype.byteOrder = "<";
  const array = new NumpyArray();
  array.content = { shape, dtype, fortranOrder: false, bytes: new Uint8Array(data.buffer) };
  return array;
}
