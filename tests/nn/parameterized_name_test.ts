import assert from "node:assert/strict";
import { UsageError } from "../../src/errors.ts";
import { parseParameterizedName } from "../../src/nn/parameterized_name.ts";
import { fc } from "../dependencies.ts";

const positive = { rule: "a number above 0", allows: (value: number) => value > 0 };
const numbers = {
  relu: {},
  elu: { parameters: { alpha: { ...positive, default: 1 } } },
  scaled: {
    parameters: {
      sigma_w: positive,
      sigma_b: { rule: "a number", allows: () => true, default: 0 },
    },
  },
};
const choices = {
  he_normal: { parameters: { gain: { choices: ["none", "torch"], default: "none" } } },
};

const parse = (text: string) => parseParameterizedName("function", text, numbers);

Deno.test("a name gives its parameters' values and the one text that stands for them", () => {
  for (
    const [text, name, values, canonical] of [
      ["relu", "relu", {}, "relu"],
      ["elu", "elu", { alpha: 1 }, "elu"],
      ["elu:alpha=1.0", "elu", { alpha: 1 }, "elu"],
      ["elu:alpha=+.50", "elu", { alpha: 0.5 }, "elu:alpha=0.5"],
      ["scaled:sigma_b=-2e-1,sigma_w=1E3", "scaled", { sigma_w: 1000, sigma_b: -0.2 }],
      ["scaled:sigma_w=2,sigma_b=-0", "scaled", { sigma_w: 2, sigma_b: 0 }, "scaled:sigma_w=2"],
    ] as const
  ) {
    const parsed = parse(text);
    const expected = canonical ?? "scaled:sigma_w=1000,sigma_b=-0.2";
    assert.deepEqual(parsed, { name, values, text: expected }, text);
    assert.deepEqual(parse(expected), parsed, text);
  }
  assert.deepEqual(parseParameterizedName("start", "he_normal:gain=torch", choices), {
    name: "he_normal",
    values: { gain: "torch" },
    text: "he_normal:gain=torch",
  });
  assert.equal(parseParameterizedName("start", "he_normal:gain=none", choices).text, "he_normal");
});

Deno.test("any number comes back from its canonical text", () => {
  fc.assert(fc.property(
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => value > 0),
    (alpha) => {
      const { values, text } = parse(`elu:alpha=${alpha}`);
      assert.deepEqual([values, parse(text).values], [{ alpha }, { alpha }]);
    },
  ));
});

Deno.test("what is wrong in a name is said, with what is allowed", () => {
  for (
    const [text, message] of [
      [
        "rleu",
        'there is no function named "rleu"; there are relu, elu, scaled; did you mean relu?',
      ],
      [
        "elus:x",
        'there is no function named "elus"; there are relu, elu, scaled; did you mean elu?',
      ],
      ["", 'there is no function named ""; there are relu, elu, scaled'],
      ["toString", 'there is no function named "toString"; there are relu, elu, scaled'],
      ["relu:", 'function relu: expected no parameters, got ""'],
      ["relu:toString=1", 'function relu: expected no parameters, got "toString=1"'],
      [
        "elu:alpah=2",
        'function elu: expected alpha=<a number above 0> (default: 1), got "alpah=2"; ' +
        "did you mean alpha?",
      ],
      [
        "elu:alpha=2,",
        'function elu: expected alpha=<a number above 0> (default: 1), got ""',
      ],
      ["elu:alpha=2,alpha=2", "function elu: expected alpha once, got it twice"],
      [
        "scaled:slope=1",
        "function scaled: expected sigma_w=<a number above 0>; sigma_b=<a number> (default: 0), " +
        'got "slope=1"',
      ],
      ["scaled", "function scaled: expected sigma_w=<a number above 0>, got none"],
      ["scaled:sigma_b=1", "function scaled: expected sigma_w=<a number above 0>, got none"],
      ...["=0", "=-1", "=", "", "=1e999", "=0x10", "= 1", "=1=1", "=NaN", "=one", "=1_0"].map((
        value,
      ) => [
        `elu:alpha${value}`,
        `function elu: expected alpha=<a number above 0> (default: 1), got "alpha${value}"`,
      ]),
    ] as [string, string][]
  ) {
    assert.throws(() => parse(text), new UsageError(message), text);
  }
  assert.throws(
    () => parseParameterizedName("start", "he_normal:gain=2", choices),
    new UsageError('start he_normal: expected gain=<none or torch> (default: none), got "gain=2"'),
  );
  assert.throws(
    () => parse(5 as unknown as string),
    new UsageError("function: expected a name, got 5"),
  );
  assert.throws(() => parse("x".repeat(1e6)), /named "x{90,}…; there are relu, elu, scaled$/);
});
