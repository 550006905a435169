import assert from "node:assert/strict";
import { nearest } from "../src/nearest.ts";

Deno.test("the nearest name is the one with the fewest edits, if they are not too many", () => {
  const names = ["relu", "elu", "leakyrelu", "sigmoid"];
  for (
    const [text, name] of [
      ["relu", "relu"],
      ["eluu", "elu"],
      ["gelu", "relu"], // as near as elu, and before it
      ["lekyrelu", "leakyrelu"],
      ["sgimoid", "sigmoid"],
      ["sigm", "sigmoid"], // 3 of 7
      ["sig", undefined], // 4 of 7
      ["relu6x6x", "relu"], // 4 of 8
      ["relu6x6x6", undefined],
      ["", undefined],
      ["x".repeat(1e7), undefined],
    ] as const
  ) assert.equal(nearest(text, names), name, text.slice(0, 20));
  assert.equal(nearest("relu", []), undefined);
});
