import assert from "node:assert/strict";
import { NUMBERS } from "../../kernels/numbers.ts";
import { findActivation } from "../../src/nn/activations.ts";
import { parseFormula } from "../../src/nn/formula.ts";
import { ActivationLayer } from "../../src/nn/layers/activation.ts";
import { Dense } from "../../src/nn/layers/dense.ts";
import { Sequential } from "../../src/nn/layers/sequential.ts";
import { Network } from "../../src/nn/network.ts";
import { grad } from "../../src/tensor/autodiff.ts";
import { sum } from "../../src/tensor/ops/broadcast.ts";
import { scope } from "../../src/tensor/scope.ts";
import { type Tensor, tensor } from "../../src/tensor/tensor.ts";
import { assertClose, ULP } from "../close.ts";
import { device } from "../device/device.ts";

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Formulas as they may be typed, as they are then written, and what they say. */
const FORMULAS: [text: string, canonical: string, value: (x: number) => number][] = [
  ["x*sigmoid(1.70*x)", "x * sigmoid(1.7 * x)", (x) => x * sigmoid(1.7 * x)],
  ["((x))-(1-(x+2))", "x - (1 - (x + 2))", (x) => x - (1 - (x + 2))],
  ["(x*2)/(3/x)*.5", "x * 2 / (3 / x) * 0.5", (x) => x * 2 / (3 / x) * 0.5],
  ["x**2**-1", "x ** 2 ** (-1)", (x) => x ** (2 ** -1)],
  ["(x**2)**3", "(x ** 2) ** 3", (x) => (x ** 2) ** 3],
  ["-(x+1)*-x", "-(x + 1) * -x", (x) => -(x + 1) * -x],
  ["pow(-x,3)+x**(2*1)", "pow(-x, 3) + x ** (2 * 1)", (x) => (-x) ** 3 + x ** 2],
  ["max(x,0)+min(x, -1)", "max(x, 0) + min(x, -1)", (x) => Math.max(x, 0) + Math.min(x, -1)],
  [
    "clip(x,-1,pi)*e",
    "clip(x, -1, 3.141592653589793) * 2.718281828459045",
    (x) => Math.min(Math.max(x, -1), Math.PI) * Math.E,
  ],
  ["x*tanh(softplus(x))", "x * tanh(softplus(x))", (x) => x * Math.tanh(Math.log1p(Math.exp(x)))],
  [
    "exp(0-x*x)+log1p(x*x)",
    "exp(0 - x * x) + log1p(x * x)",
    (x) => Math.exp(-x * x) + Math.log1p(x * x),
  ],
  [
    "sqrt(1+x*x)/(1+sign(x)/2)",
    "sqrt(1 + x * x) / (1 + sign(x) / 2)",
    (x) => Math.sqrt(1 + x * x) / (1 + Math.sign(x) / 2),
  ],
  [
    "mish(x) - gelu(x)",
    "mish(x) - gelu(x)",
    (x) =>
      NUMBERS.multiply(x, Math.tanh(Math.log1p(Math.exp(x)))) -
      x * (1 + NUMBERS.erf(x / Math.SQRT2)) / 2,
  ],
];

const X = [-4.3, -2.1, -0.7, -0.2, 0.3, 0.9, 2.2, 4.6];

const slopeOf = (value: (x: number) => number) => (x: number) =>
  (value(x + 1e-5) - value(x - 1e-5)) / 2e-5;

for (const [text, canonical, value] of FORMULAS) {
  Deno.test(`${text} is written in one way, and has its values and derivatives`, () => {
    const formula = parseFormula(text);
    assert.equal(formula.text, canonical);
    assert.equal(parseFormula(canonical).text, canonical);
    const places = canonical === "x ** 2 ** (-1)" ? X.map(Math.abs) : X;
    const tolerance = { relative: 1e-9, absolute: 1e-9 };
    assertClose(places.map((x) => Number(formula.value(x, NUMBERS))), places.map(value), tolerance);
    const slopes = places.map((x) => Number(formula.derivative(x, NUMBERS)));
    assertClose(slopes, places.map(slopeOf(value)), { relative: 1e-7, absolute: 1e-7 });
  });
}

Deno.test("a formula and its derivative on a device, alone and in a dense layer", async () => {
  const [text, , value] = FORMULAS[0]!;
  const activation = findActivation(text);
  const layers = [new Dense(1), new ActivationLayer(activation)];
  const network = new Network(new Sequential(layers), [1]);
  const { liveBuffers } = device.memory;
  const results = scope(() => {
    const x = tensor(device, X, [X.length, 1]);
    const parameters = {
      "Dense_0.kernel": tensor(device, [[1]]),
      "Dense_0.bias": tensor(device, [0]),
    };
    const layer = (x: Tensor) => network.apply(parameters, x);
    const slope = (f: (x: Tensor) => Tensor) => grad((x: Tensor) => sum(f(x)))(x);
    return [activation.apply(x), layer(x), slope(activation.apply), slope(layer)];
  });
  const slopes = X.map(slopeOf(value));
  for (const [i, result] of results.entries()) {
    const expected = i < 2 ? X.map(value) : slopes;
    assertClose(await result.data(), expected, { relative: 32 * ULP, absolute: 1e-6 }, `${i}`);
    result.dispose();
  }
  assert.equal(device.memory.liveBuffers, liveBuffers);
});

Deno.test("what is no formula is refused in one line, with the place or what there is", () => {
  const refused: [text: string, message: RegExp][] = [
    [
      "x*",
      /^UsageError: the formula "x\*" does not parse at character 3: expected expression after \*$/,
    ],
    ["(x", /does not parse at character 3: unclosed \($/],
    ["x*sigmod(x)", /there is no function named "sigmod"; there are .*; did you mean sigmoid\?$/],
    ["2*y", /expected x, pi or e, got "y"$/],
    ["x^2", /expected \+ - \* \/ or \*\*, got "\^"; a power is \*\*$/],
    ["x*exp(-x**2)", /what the minus before a power belongs to is unclear/],
    ["x 2", /expected one expression/],
    ["x*(1,2)", /expected one expression|does not parse/],
    ["x.constructor(x)", /expected the name of a function before \($/],
    ["exp(x, 1)", /exp: expected 1 operands, got 2$/],
    ["x*1e39", /expected numbers that float32 has, got 1e\+39$/],
    ["x+1/0", /expected numbers that float32 has, got Infinity for 1 \/ 0$/],
    ["x*'1'", /expected numbers that float32 has, got "1"$/],
    [`x${"+x".repeat(100)}`, /expected at most 200 numbers, names and operators, got 201$/],
  ];
  for (const [text, message] of refused) assert.throws(() => findActivation(text), message, text);
});

Deno.test("a formula that overflows is noted with the place, and so is a constant", () => {
  const notes = (text: string) => parseFormula(text).notes;
  assert.deepEqual(notes("x*sigmoid(1.7*x)"), []);
  assert.deepEqual(notes("x*tanh(log(1+exp(x)))"), [
    "The activation x * tanh(log(1 + exp(x))) has the derivative NaN at x = 88.75.",
  ]);
  assert.deepEqual(notes("log(x)"), ["The activation log(x) is -Infinity at x = 0."]);
  assert.match(notes("2*1").join(), /^The activation 2 \* 1 is the same for any x/);
  assert.match(notes("x-x").join(), /is the same for any x/);
});
