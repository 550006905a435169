import assert from "node:assert/strict";
import { UsageError } from "../../src/errors.ts";
import { activationNames, findActivation, registerActivation } from "../../src/nn/activations.ts";
import { negate } from "../../src/tensor/ops/arithmetic.ts";

Deno.test("the tutorial's activations come first, under its names", () => {
  assert.deepEqual(
    activationNames().slice(0, 6).map((name) => findActivation(name).title),
    ["Sigmoid", "Tanh", "ReLU", "LeakyReLU", "ELU", "Swish"],
  );
});

Deno.test("a registered activation is found by its name", () => {
  registerActivation("mirror", negate, "Mirror");
  const { title, fused } = findActivation("mirror");
  assert.equal(title, "Mirror");
  assert.equal(fused, undefined);
  assert.equal(activationNames().at(-1), "mirror");
});

Deno.test("unknown, taken and unfit names are refused, saying why", () => {
  assert.throws(() => findActivation("rellu"), (error: Error) => {
    assert.ok(error instanceof UsageError);
    assert.match(error.message, /no activation named "rellu"; there are sigmoid, tanh, relu/);
    return true;
  });
  assert.throws(() => registerActivation("relu", negate), /there is an activation named relu/);
  for (const name of ["", "Mish", "a b", "../x", "__proto__", "x".repeat(33)]) {
    assert.throws(() => registerActivation(name, negate), /cannot name an activation/);
  }
});
