/** From what a published pickle holds to a network's weights, named as checkpoints name them. */
import type { HostTensor } from "../checkpoints/safetensors.ts";
import { inspect } from "../printable.ts";
import type { ErrorFactory } from "../training/schema.ts";
import { FrozenDict, NumpyArray, type PickleDict, type PickleValue } from "./pickle_values.ts";
import { PretrainedError, refusal } from "./pretrained_error.ts";

/** A weight's name in a checkpoint, such as `Dense_0.kernel`. */
export type WeightName = `${string}.kernel` | `${string}.bias`;

const DTYPE = "<f4";

/**
 * The weights within Flax's parameters, `{params: {Dense_0: {kernel, bias}, Dense_1: …}}`, as
 * copies: `Dense_i.kernel` (fan_in × fan_out) and `Dense_i.bias` (fan_out).
 *
 * Throws `PretrainedError`, naming `file`, unless every name, type and length is right and all
 * arrays are little-endian float32, row by row.
 */
export function flaxParams(value: PickleValue, file: string): Map<WeightName, HostTensor> {
  const fail = (problem: string) => new PretrainedError(refusal(file, problem));
  const weights = new Map<WeightName, HostTensor>();
  const [params] = fieldsOf(value, ["params"], "the whole", fail);
  for (const [layer, parameters] of entriesOf(params, "params", fail)) {
    if (!/^Dense_\d+$/.test(layer)) {
      throw fail(`params has the key ${inspect(layer)}, expected Dense_0, Dense_1, …`);
    }
    const [kernel, bias] = fieldsOf(parameters, ["kernel", "bias"], layer, fail);
    weights.set(`${layer}.kernel`, hostTensor(kernel, 2, `${layer}.kernel`, fail));
    weights.set(`${layer}.bias`, hostTensor(bias, 1, `${layer}.bias`, fail));
  }
  return weights;
}

function entriesOf(value: PickleValue, place: string, fail: ErrorFactory): PickleDict {
  if (value instanceof FrozenDict) return value.entries;
  if (value instanceof Map) return value;
  throw fail(`${place} is not a dict`);
}

/** The values under these keys of a dict that has no others. */
function fieldsOf<const Keys extends readonly string[]>(
  value: PickleValue,
  keys: Keys,
  place: string,
  fail: ErrorFactory,
): { [Index in keyof Keys]: PickleValue } {
  const dict = entriesOf(value, place, fail);
  if (dict.size !== keys.length || !keys.every((key) => dict.has(key))) {
    const found = inspect([...dict.keys()]);
    throw fail(`${place} has the keys ${found}, expected ${keys.join(" and ")}`);
  }
  return keys.map((key) => dict.get(key)) as { [Index in keyof Keys]: PickleValue };
}

function hostTensor(
  value: PickleValue,
  rank: number,
  name: string,
  fail: ErrorFactory,
): HostTensor {
  if (!(value instanceof NumpyArray) || value.content === undefined) {
    throw fail(`${name} is not a numpy.ndarray with content`);
  }
  const { shape, dtype, fortranOrder, bytes } = value.content;
  const type = `${dtype.byteOrder}${dtype.code}`;
  if (type !== DTYPE) {
    throw fail(`${name} has the dtype ${inspect(type)}, expected ${inspect(DTYPE)}`);
  }
  if (fortranOrder) throw fail(`${name} is stored column by column, expected row by row`);
  if (shape.length !== rank) {
    throw fail(`${name} has the shape ${inspect(shape)}, expected ${rank} dimensions`);
  }
  // A product too large to be exact is above every length, so that it is refused as well.
  const expected = shape.reduce((product, size) => product * size, Float32Array.BYTES_PER_ELEMENT);
  if (bytes.length !== expected) {
    throw fail(
      `${name} has ${bytes.length} bytes, expected ${expected} of shape ${inspect(shape)}`,
    );
  }
  return { shape, data: new Float32Array(new Uint8Array(bytes).buffer) };
}
