/** Damage to JSON: any, or such that it stays JSON. */
import { fc } from "../dependencies.ts";
import { type Damage, damage } from "./mutations.ts";

/** What passes for something with a length, which cannot be compared with a number. */
const UNCOMPARABLE = '{"length":{"toString":0,"valueOf":0}}';

/** Values of every type, and at the edges of what a number holds. */
const VALUES = [
  ...["null", "true", "[]", "{}", '""', '"a"', '"../../x"', "-1", "0", "-0", "1", "2", "4", "1.5"],
  ...["1e999", "4294967296", "1099511627776", "9007199254740993", "[4294967296,4294967296]"],
  ...["[9007199254740991,0]", '{"__proto__":{"a":1}}', '{"constructor":0}', UNCOMPARABLE],
];

/** Values, parts of values, and keys. */
const TOKENS = [
  ...VALUES,
  ...["{", "}", "[", "]", ",", ":", '"', "\\", '\\"', " ", "\n", "-", ".", "e", "\xEF\xBB\xBF"],
  ...['"a":1,', '"\\u0061":1,', '"a" :', '"__proto__":{"a":1},', '"constructor":'],
];

/** A list of no lists, a text or key, or another value. */
const VALUE = /\[[^[\]]*\]|"(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*|true|false|null/g;

/** Another value in the place of one. */
const revalued = fc.tuple(fc.nat(), fc.constantFrom(...VALUES)).map(([which, value]): Damage => {
  return (file) => {
    const text = new TextDecoder().decode(file);
    const places = [...text.matchAll(VALUE)];
    const place = places[which % places.length];
    if (place === undefined) return file;
    const { index, 0: { length } } = place;
    return new TextEncoder().encode(text.slice(0, index) + value + text.slice(index + length));
  };
});

/** Of any kind; `tokens` are pieces of the format that the JSON is for. */
export function jsonDamage(tokens: readonly string[]): fc.Arbitrary<Damage> {
  return fc.oneof(
    { weight: 2, arbitrary: damage([...TOKENS, ...tokens]) },
    { weight: 1, arbitrary: revalued },
  );
}
