import assert from "node:assert/strict";
import { parseActivations, splitList } from "../../src/cli/activation_list.ts";
import { TUTORIAL_ACTIVATIONS } from "../../src/nn/activations.ts";

Deno.test("a comma parts entries, unless it is in parentheses or before a parameter", () => {
  const lists: [text: string, entries: string[]][] = [
    ["relu", ["relu"]],
    ["relu,elu", ["relu", "elu"]],
    [" relu , elu ", ["relu", "elu"]],
    ["elu:alpha=0.5,relu", ["elu:alpha=0.5", "relu"]],
    ["f:a=1,b=2, c_3 = x,relu", ["f:a=1,b=2, c_3 = x", "relu"]],
    ["max(x,min(0,x)),elu", ["max(x,min(0,x))", "elu"]],
    ["x*(a,b=1),(x,0)", ["x*(a,b=1)", "(x,0)"]],
    ["", [""]],
    ["relu,", ["relu", ""]],
    [",,", ["", "", ""]],
    ["f(x,elu", ["f(x,elu"]],
  ];
  for (const [text, entries] of lists) assert.deepEqual(splitList(text), entries, text);
});

Deno.test("all stands for the tutorial's six, and each activation counts once", () => {
  assert.deepEqual(parseActivations("swish,relu"), ["swish", "relu"]);
  assert.deepEqual(parseActivations("all"), TUTORIAL_ACTIVATIONS);
  assert.deepEqual(parseActivations("softplus,all,relu,softplus"), [
    "softplus",
    ...TUTORIAL_ACTIVATIONS,
  ]);
  assert.deepEqual(parseActivations("elu:alpha=0.50,max(x,0)"), ["elu:alpha=0.5", "max(x, 0)"]);
  assert.ok(parseActivations("every").length >= 20);
  for (const text of ["", "relu,", "relu:alpha=1", "max(x", "constructor", "elu:alpha=0"]) {
    assert.throws(() => parseActivations(text), /^(UsageError|UnknownActivationError): /, text);
  }
});
