/** The activations' formulas, in float64: against exact values, and against themselves. */
import assert from "node:assert/strict";
import {
  type ActivationFormulas,
  type ActivationName,
  ACTIVATIONS,
  fusedActivation,
} from "../../kernels/activations.ts";
import { assertClose } from "../close.ts";
import { ACTIVATION, DERIVATIVE } from "../float64.ts";
import exact from "../golden/exact_activations.json" with { type: "json" };
import { EXTREMES, randomNumbers } from "../random_numbers.ts";
import { differentiate } from "./dual_numbers.ts";

const PLACES = [
  ...EXTREMES,
  ...randomNumbers(1, 1000, -10, 10),
  ...randomNumbers(2, 200, -200, 200),
];

for (const name of Object.keys(ACTIVATIONS) as ActivationName[]) {
  Deno.test(`${name} and its derivative have their exact values`, () => {
    const tolerance = { relative: 1e-13, absolute: 1e-13 };
    assertClose(exact.x.map(ACTIVATION[name]), exact[name].y, tolerance, "value");
    assertClose(exact.x.map(DERIVATIVE[name]), exact[name].dy, tolerance, "derivative");
  });

  Deno.test(`the derivative of ${name} is that of its value`, () => {
    const expected = PLACES.map((x) => differentiate(fusedActivation(name).value, x));
    assertClose(PLACES.map(DERIVATIVE[name]), expected, { relative: 1e-9, absolute: 1e-14 });
  });

  Deno.test(`the second derivative of ${name} goes through 0 without a leap from below`, () => {
    const { derivative } = fusedActivation(name);
    const [below, at] = [-1e-9, 0].map((x) => differentiate(derivative, x));
    assertClose([at!], [below!], { relative: 1e-8, absolute: 1e-8 });
  });
}

Deno.test("piecewise linear are those with one slope on each side of 0", () => {
  for (
    const [name, { piecewiseLinear = false }] of Object.entries<ActivationFormulas>(ACTIVATIONS)
  ) {
    const slope = DERIVATIVE[name as ActivationName];
    const straight = slope(-0.1) === slope(-9) && slope(0.1) === slope(9);
    assert.equal(piecewiseLinear, straight, name);
  }
});

Deno.test("of NaN every activation is NaN", () => {
  for (const f of Object.values(ACTIVATION)) assert.ok(Number.isNaN(f(NaN)));
});

Deno.test("at infinities the values are PyTorch's", () => {
  const expected: Record<Exclude<ActivationName, "identity">, [below: number, above: number]> = {
    sigmoid: [0, 1],
    tanh: [-1, 1],
    relu: [0, Infinity],
    leakyrelu: [-Infinity, Infinity],
    elu: [-1, Infinity],
    celu: [-1, Infinity],
    selu: [-1.7580993408473766, Infinity],
    softplus: [0, Infinity],
    logsigmoid: [-Infinity, 0],
    hardtanh: [-1, 1],
    relu6: [0, 6],
    hardsigmoid: [0, 1],
    // What is x times a share of it has no limit to PyTorch: -∞ · 0.
    swish: [NaN, Infinity],
    gelu: [NaN, Infinity],
    gelu_tanh: [NaN, Infinity],
    mish: [NaN, Infinity],
    hardswish: [NaN, Infinity],
    softsign: [NaN, NaN],
  };
  for (const [name, [below, above]] of Object.entries(expected)) {
    const found = [-Infinity, Infinity].map(ACTIVATION[name as ActivationName]);
    assert.deepEqual(found.map((y) => y + 0), [below, above], name);
  }
});
