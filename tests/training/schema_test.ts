import assert from "node:assert/strict";
import { integer, list, validate } from "../../src/training/schema.ts";

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
