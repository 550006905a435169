import assert from "node:assert/strict";
import { integer, list, shown, validate } from "../../src/training/schema.ts";

Deno.test("any value is shown in one line of at most a hundred characters", () => {
  assert.equal(shown("relu"), '"relu"');
  assert.equal(shown(Array(18).fill(0)), `[ ${"0, ".repeat(16)}... 2 more items ]`);
  assert.equal(shown("x".repeat(98)), `"${"x".repeat(98)}"`);
  assert.equal(shown("x".repeat(99)), `"${"x".repeat(98)}…`);
  assert.equal(shown("😀".repeat(99)), `"${"😀".repeat(98)}…`);
});

Deno.test("what a terminal would obey or hide is shown escaped", () => {
  assert.equal(shown("a\n\x1b[2J\x9b"), '"a\\n\\x1b[2J\\x9b"');
  assert.equal(
    shown("\u202e\u2028\u2029\uFEFF\u{E0001}"),
    '"\\u{202e}\\u{2028}\\u{2029}\\u{feff}\\u{e0001}"',
  );
  assert.equal(shown({ "a\u202e": "\u200b" }), '{ "a\\u{202e}": "\\u{200b}" }');
});

Deno.test("a long key of spaces is shown at once", () => {
  const start = performance.now();
  shown({ [" ".repeat(2 ** 20)]: 0 });
  assert.ok(performance.now() - start < 1000);
});

Deno.test("a list is refused as a whole if it is none or too long, and by its first wrong item", () => {
  const refusal = (input: unknown) => {
    try {
      validate(
        list(integer(0, 9), 1, 2, "one or two digits"),
        input,
        "it",
        (text) => new Error(text),
      );
    } catch (error) {
      return (error as Error).message;
    }
  };
  assert.equal(refusal([0, 9]), undefined);
  assert.equal(refusal([]), "it is [], expected one or two digits");
  assert.equal(refusal([1, 10]), "[1] of it is 10, expected an integer from 0 to 9");
  assert.match(
    refusal(Array(2 ** 20).fill(10))!,
    /^it is .* more items \], expected one or two digits/,
  );
  // Lengths that cannot be compared with a number.
  for (const length of [Object.create(null), { toString: 0, valueOf: 0 }, Symbol()]) {
    assert.match(refusal({ length })!, /^it is \{ length: .* \}, expected one or two digits$/);
  }
});
