/**
 * Pickles put together by hand, also such as no pickler would write: programs are strings of one
 * character a byte, and concatenate.
 */

/** The bytes of a program. */
export function toBytes(program: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(program, (character) => character.charCodeAt(0));
}

export const PROTOCOL_3 = "\x80\x03";
export const NONE = "N";
export const TRUE = "\x88";
export const FALSE = "\x89";
export const MARK = "(";
export const REDUCE = "R";
export const BUILD = "b";
export const STOP = ".";

export const put = (place: number) => `q${character(place)}`;
export const get = (place: number) => `h${character(place)}`;
export const named = (module: string, name: string) => `c${module}\n${name}\n`;

export const FROZEN_DICT = named("flax.core.frozen_dict", "FrozenDict");
export const RECONSTRUCT = named("numpy.core.multiarray", "_reconstruct");
export const NDARRAY = named("numpy", "ndarray");
export const DTYPE = named("numpy", "dtype");

/** An integer, unsigned in one or two bytes where it fits. */
export function int(value: number): string {
  if (value >= 0 && value < 2 ** 8) return `K${character(value)}`;
  return value >= 0 && value < 2 ** 16 ? `M${uint(value, 2)}` : `J${uint(value, 4)}`;
}

/** A text of ASCII letters. */
export function text(value: string): string {
  return `X${uint(value.length, 4)}${value}`;
}

export function bytes(value: string): string {
  const short = value.length < 256;
  return short ? `C${character(value.length)}${value}` : `B${uint(value.length, 4)}${value}`;
}

/** A tuple of one item at least. */
export function tuple(...items: string[]): string {
  const end = ["", "\x85", "\x86", "\x87"][items.length];
  return end ? `${items.join("")}${end}` : `${MARK}${items.join("")}t`;
}

export function dict(...entries: [key: string, value: string][]): string {
  return `}${MARK}${entries.map(([key, value]) => text(key) + value).join("")}u`;
}

/** The call of a numpy dtype's constructor and its state. */
export function dtype(code = "f4", order = "<"): string {
  const state = tuple(int(3), text(order), NONE, NONE, NONE, int(-1), int(-1), int(0));
  return DTYPE + tuple(text(code), FALSE, TRUE) + REDUCE + state + BUILD;
}

/** An array before it has a state. */
export const EMPTY_ARRAY = RECONSTRUCT + tuple(NDARRAY, tuple(int(0)), bytes("b")) + REDUCE;

/** An array's state. */
export function arrayState(
  { shape, data, type = dtype(), order = FALSE }: {
    shape: readonly number[];
    data: Float32Array<ArrayBuffer>;
    type?: string;
    order?: string;
  },
): string {
  const content = String.fromCharCode(...new Uint8Array(data.buffer));
  return tuple(int(1), tuple(...shape.map(int)), type, order, bytes(content));
}

/** An array. */
export function array(content: Parameters<typeof arrayState>[0]): string {
  return EMPTY_ARRAY + arrayState(content) + BUILD;
}

/** A whole pickle of this value. */
export function pickle(value: string): Uint8Array<ArrayBuffer> {
  return toBytes(PROTOCOL_3 + value + STOP);
}

/** Flax's parameters around these layers. */
export function frozen(...layers: [name: string, value: string][]): string {
  return FROZEN_DICT + tuple(`}${text("params")}${dict(...layers)}s`) + REDUCE;
}

/** A little-endian unsigned integer; of a negative one, its two's complement. */
export function uint(value: number, size: number): string {
  return Array.from({ length: size }, (_, i) => character(value >> (8 * i))).join("");
}

function character(byte: number): string {
  return String.fromCharCode(byte & 0xFF);
}
