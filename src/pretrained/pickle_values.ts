/**
 * What a published model's pickle can hold: plain values, and inert stand-ins for the four Python
 * names it mentions. "Calling" one of these checks its arguments and keeps them, no more.
 *
 * Calls and states are those of `flax.core.frozen_dict.FrozenDict.__reduce__` and of numpy's
 * `ndarray.__reduce__` and `dtype.__reduce__`.
 */
import * as z from "../dependencies.ts";
import { type ErrorFactory, integer, list, validate } from "../training/schema.ts";

/** Anything that can stand in a pickle. */
export type PickleValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | PickleTuple
  | PickleDict
  | PickleGlobal
  | FrozenDict
  | NumpyDtype
  | NumpyArray;

/** A Python tuple. */
export type PickleTuple = readonly PickleValue[];

/** A Python dict; a map, so that no key has a meaning of its own. */
export type PickleDict = Map<string, PickleValue>;

/** Flax's immutable dict. */
export class FrozenDict {
  constructor(readonly entries: PickleDict) {}
}

/** The type of an array's elements. */
export class NumpyDtype {
  /** "<" is little-endian; undefined before BUILD. */
  byteOrder: string | undefined;

  /** `code` is the kind and the size in bytes: "f4" is float32. */
  constructor(readonly code: string) {}

  /** Takes over the state BUILD gives, once; throws `fail` unless it is a plain dtype's. */
  build(state: PickleValue, fail: ErrorFactory): void {
    if (this.byteOrder !== undefined) throw fail("the numpy.dtype has its state already");
    [, this.byteOrder] = validate(dtypeState, state, "the state of numpy.dtype", fail);
  }
}

/** An array as stored: bytes, and how to read them. */
export interface NumpyContent {
  readonly shape: readonly number[];
  readonly dtype: NumpyDtype;
  /** Column by column instead of row by row. */
  readonly fortranOrder: boolean;
  /** A view into the pickle. */
  readonly bytes: Uint8Array;
}

/** A numpy array. */
export class NumpyArray {
  /** Undefined before BUILD. */
  content: NumpyContent | undefined;

  /** Takes over the state BUILD gives, once; throws `fail` unless its parts have the right types. */
  build(state: PickleValue, fail: ErrorFactory): void {
    if (this.content !== undefined) throw fail("the numpy.ndarray has its state already");
    const subject = "the state of numpy.ndarray";
    const [, shape, dtype, fortranOrder, bytes] = validate(arrayState, state, subject, fail);
    this.content = { shape, dtype, fortranOrder, bytes };
  }
}

/** One of the four names a pickle may mention, and what calling it makes. */
export class PickleGlobal {
  constructor(
    readonly module: string,
    readonly name: string,
    /** Checks the arguments, throwing `fail`; absent where nothing is to be called. */
    readonly call?: (args: PickleValue, fail: ErrorFactory) => PickleValue,
  ) {}

  /** As Python spells it. */
  get path(): string {
    return `${this.module}.${this.name}`;
  }
}

const FROZEN_DICT = new PickleGlobal("flax.core.frozen_dict", "FrozenDict", (args, fail) => {
  const [entries] = validate(frozenDictArguments, args, "the arguments of FrozenDict", fail);
  return new FrozenDict(entries);
});
const NDARRAY = new PickleGlobal("numpy", "ndarray");
const RECONSTRUCT = new PickleGlobal("numpy.core.multiarray", "_reconstruct", (args, fail) => {
  validate(reconstructArguments, args, "the arguments of _reconstruct", fail);
  return new NumpyArray();
});
const DTYPE = new PickleGlobal("numpy", "dtype", (args, fail) => {
  const [code] = validate(dtypeArguments, args, "the arguments of numpy.dtype", fail);
  return new NumpyDtype(code);
});
const GLOBALS = [FROZEN_DICT, NDARRAY, RECONSTRUCT, DTYPE];

/** The global of this name, if it is one of the four. */
export function findGlobal(module: string, name: string): PickleGlobal | undefined {
  return GLOBALS.find((global) => global.module === module && global.name === name);
}

const dict = z.custom<PickleDict>((value) => value instanceof Map, "a dict");
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, "bytes");
const text = z.string("a text");
const flag = z.boolean("True or False");
const size = integer(0, 2 ** 31 - 1);

const frozenDictArguments = z.tuple([dict], "one dict");

// Every array begins as an empty one of bytes, which BUILD then fills.
const reconstructArguments = z.tuple([
  z.custom((value) => value === NDARRAY, "numpy.ndarray"),
  z.tuple([z.literal(0, "0")], "the shape (0,)"),
  bytes.check(
    z.refine((value) => value.length === 1 && value[0] === "b".charCodeAt(0), "b'b'"),
  ),
], "numpy.ndarray, (0,), b'b'");

const dtypeArguments = z.tuple(
  [text, z.literal(false, "False"), z.literal(true, "True")],
  "a code, False, True",
);

const dtypeState = z.tuple([
  z.literal(3, "3, the only version known here"),
  text,
  z.null("None: no subarray"),
  z.null("None: no field names"),
  z.null("None: no fields"),
  z.literal(-1, "-1"),
  z.literal(-1, "-1"),
  z.literal(0, "0: no flags"),
], "the eight parts of a plain type");

const arrayState = z.tuple([
  z.literal(1, "1, the only version known here"),
  list(size, 0, 32, "a tuple of at most 32 sizes"),
  z.custom<NumpyDtype>(
    (value) => value instanceof NumpyDtype && value.byteOrder !== undefined,
    "a complete numpy.dtype",
  ),
  flag,
  bytes,
], "version, shape, dtype, order, bytes");
