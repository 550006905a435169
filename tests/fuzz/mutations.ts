/** Damaged files: what disks, networks and people with bad intentions make of a sound one. */
import { fc } from "../dependencies.ts";

/** Makes a damaged copy of a file. */
export type Damage = (file: Uint8Array) => Uint8Array;

/** No file grows beyond this by repetition. */
const MAX_BYTES = 2 ** 18;

/** What formats misread most: edges of signed and unsigned words, and of what a double holds. */
const LENGTHS = [
  ...[0n, 1n, 2n ** 7n, 2n ** 15n - 1n, 2n ** 16n - 1n, 2n ** 31n - 1n, 2n ** 31n, 2n ** 32n - 1n],
  ...[2n ** 40n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n],
];

/** Up to four kinds of damage, one after the other; `tokens` are pieces of the format. */
export function damage(tokens: readonly string[]): fc.Arbitrary<Damage> {
  const token = fc.constantFrom(...tokens.map(bytesOf));
  const kind = fc.oneof(
    flippedBit,
    truncated,
    replaced(fc.uint8Array({ maxLength: 8 })),
    replaced(token),
    replaced(token),
    copied,
    repeated,
    claimedLength,
  );
  return fc.array(kind, { maxLength: 4 }).map((kinds) => (file) =>
    kinds.reduce((bytes, invalidCheckpoint) => invalidCheckpoint(bytes), file)
  );
}

/** Copies of files, damaged or, now and then, as they were. */
export function invalidCheckpoint(
  files: fc.Arbitrary<Uint8Array>,
  tokens: readonly string[],
): fc.Arbitrary<Uint8Array> {
  return fc.tuple(files, damage(tokens)).map(([file, apply]) => apply(file));
}

/** Bytes of no format. */
export const noise: fc.Arbitrary<Uint8Array> = fc.uint8Array({ maxLength: 64 });

/** A text's bytes, one a character. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** How much of something: mostly a little, now and then as much as `max`. */
export function amount(max: number): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 30, arbitrary: fc.nat(40) },
    { weight: 9, arbitrary: fc.nat(Math.floor(max / 16)) },
    { weight: 1, arbitrary: fc.nat(max) },
  );
}

/** Somewhere in a file, whatever its length; often near the start, where headers are. */
const place = fc.oneof(fc.nat(15), fc.nat(1023), fc.nat(0x7FFFFFFF));

function within(file: Uint8Array, place: number): number {
  return place % (file.length + 1);
}

const flippedBit = fc.tuple(place, fc.nat(7)).map(([at, bit]): Damage => (file) => {
  const position = within(file, at);
  return splice(file, position, 1, Uint8Array.of((file[position] ?? 0) ^ 1 << bit));
});

const truncated = place.map((at): Damage => (file) => file.slice(0, within(file, at)));

/** Other bytes, or none, instead of some. */
function replaced(others: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Damage> {
  return fc.tuple(place, fc.nat(8), others).map(([at, removed, inserted]) => (file) =>
    splice(file, within(file, at), removed, inserted)
  );
}

/** A section that comes again elsewhere. */
const copied = fc.tuple(place, fc.nat(255), place, fc.nat(255)).map(
  ([from, length, to, removed]): Damage => (file) => {
    const start = within(file, from);
    return splice(file, within(file, to), removed, file.subarray(start, start + length));
  },
);

/** A section that comes over and over. */
const repeated = fc.tuple(place, fc.nat(16), fc.oneof(fc.nat(3), fc.nat(300), fc.nat(0xFFFF))).map(
  ([at, length, times]): Damage => (file) => {
    const start = within(file, at);
    const section = file.subarray(start, start + length);
    const room = Math.max(0, MAX_BYTES - file.length);
    const count = Math.min(times, Math.floor(room / Math.max(1, section.length)));
    const sections = new Uint8Array(section.length * count);
    for (let i = 0; i < count; i++) sections.set(section, i * section.length);
    return splice(file, start, 0, sections);
  },
);

/** Another number where a length may stand, of 1 to 8 bytes in either order. */
const claimedLength = fc.tuple(
  place,
  fc.constantFrom(...LENGTHS),
  fc.constantFrom(1, 2, 4, 8),
  fc.boolean(),
).map(([at, length, width, littleEndian]): Damage => (file) => {
  const word = new Uint8Array(8);
  new DataView(word.buffer).setBigUint64(0, length, littleEndian);
  const field = littleEndian ? word.subarray(0, width) : word.subarray(8 - width);
  return splice(file, within(file, at), width, field);
});

function splice(file: Uint8Array, at: number, removed: number, inserted: Uint8Array): Uint8Array {
  const rest = file.subarray(at + removed);
  const result = new Uint8Array(at + inserted.length + rest.length);
  result.set(file.subarray(0, at));
  result.set(inserted, at);
  result.set(rest, at + inserted.length);
  return result;
}
