import assert from "node:assert/strict";
import { inspect, printable, versus } from "../src/printable.ts";

Deno.test("printable text stays as it is, all else is escaped so that JSON reads it again", () => {
  assert.equal(printable("Größe 1,5 × 2 — 漢字 😀 \\"), "Größe 1,5 × 2 — 漢字 😀 \\");
  const hostile = "\x1b[2J\r\n\x7f\x80\x9b\u200b\u202e\u2066\u2028\u{E0001}\ud800";
  const escaped = printable(hostile);
  assert.match(escaped, /^[\x20-\x7e]+$/);
  assert.equal(JSON.parse(`"${escaped}"`), hostile);
});

Deno.test("any value is shown in one line of at most a hundred characters", () => {
  assert.equal(inspect("relu"), '"relu"');
  assert.equal(inspect(Array(18).fill(0)), `[ ${"0, ".repeat(16)}... 2 more items ]`);
  assert.equal(inspect("x".repeat(98)), `"${"x".repeat(98)}"`);
  assert.equal(inspect("x".repeat(99)), `"${"x".repeat(98)}…`);
  assert.equal(inspect("😀".repeat(99)), `"${"😀".repeat(98)}…`);
});

Deno.test("every kind of value is told from the others", () => {
  class Foo {
    a = [[[0]]];
    b = { c: { d: {} } };
  }
  const kinds: [unknown, string][] = [
    [undefined, "undefined"],
    [null, "null"],
    [[-0, 0, 10n], "[ -0, 0, 10n ]"],
    [Symbol("s"), "Symbol(s)"],
    [isNaN, "[Function: isNaN]"],
    [() => 0, "[Function: unnamed]"],
    [[], "[]"],
    [Array(17).fill(0), `[ ${"0, ".repeat(16)}... 1 more item ]`],
    [Float32Array.of(1, NaN), "Float32Array(2) [ 1, NaN ]"],
    [new Map([["a", { b: 1 }]]), 'Map(1) { "a" => { b: 1 } }'],
    [new Set([1]), "Set(1) { 1 }"],
    [Promise.resolve(1), "Promise {}"],
    [new Foo(), "Foo { a: [ [Array] ], b: { c: [Object] } }"],
    [new Error("no"), "Error: no"],
    [Object.create(null), "[Object: null prototype] {}"],
    [
      JSON.parse('{"__proto__": 1, "to do": {"toString": 2}}'),
      '{ __proto__: 1, "to do": { toString: 2 } }',
    ],
  ];
  for (const [value, text] of kinds) assert.equal(inspect(value), text);
  const circular: Record<string, unknown> = {};
  circular["self"] = circular;
  assert.equal(inspect(circular), "{ self: { self: [Object] } }");
});

Deno.test("what a terminal would obey or hide is shown escaped", () => {
  assert.equal(inspect("a\n\x1b[2J\x9b"), '"a\\n\\u001b[2J\\u009b"');
  assert.equal(
    inspect("\u202e\u2028\u2029\uFEFF\u{E0001}"),
    '"\\u202e\\u2028\\u2029\\ufeff\\udb40\\udc01"',
  );
  assert.equal(inspect({ "a\u202e": "\u200b" }), '{ "a\\u202e": "\\u200b" }');
});

// What takes time in proportion to the square of its length does not end here.
Deno.test("a long key of spaces is shown in short", () => {
  assert.equal(inspect({ [" ".repeat(2 ** 20)]: 0 }), `{ "${" ".repeat(96)}…`);
});

Deno.test("a value stands beside another one, and none is said in words", () => {
  assert.equal(versus("1", "50"), "1 (asked for: 50)");
  assert.equal(versus(undefined, "[8,8]"), "none (asked for: [8,8])");
  assert.equal(versus("2000", undefined, "tutorial"), "2000 (tutorial: none)");
});
