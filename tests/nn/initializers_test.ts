import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { ACTIVATIONS } from "../../kernels/activations.ts";
import { UsageError } from "../../src/errors.ts";
import { findActivation } from "../../src/nn/activations.ts";
import { findGain } from "../../src/nn/gains.ts";
import { initialParameters } from "../../src/nn/initial_parameters.ts";
import { findInitializers, type InitializerName } from "../../src/nn/initializers.ts";
import { MLP } from "../../src/nn/mlp.ts";
import { normal } from "../../src/random/normal.ts";
import { type Key, prngKey } from "../../src/random/threefry.ts";
import { assertClose } from "../close.ts";
import { ACTIVATION } from "../float64.ts";
import golden from "../golden/initializers.json" with { type: "json" };

/** What an initializer gives a kernel (fan_in, fan_out). */
function kernelOf(text: string, key: Key, [fanIn, fanOut]: [number, number], activation?: string) {
  const { kernelInitializer } = findInitializers(text, activation);
  return kernelInitializer({ fanIn, fanOut })(key, [fanIn, fanOut]);
}

const sha256 = (values: Float32Array) => hash("sha256", new Uint8Array(values.buffer), "hex");

for (const { key: words, shape: sizes, ...kernel } of golden.kernels) {
  const [key, shape] = [words as unknown as Key, sizes as [number, number]];
  Deno.test(`kernels ${shape.join(" × ")} of the families are JAX's`, () => {
    for (const name of ["he", "xavier", "lecun"] as const) {
      const uniform = kernelOf(`${name}_uniform`, key, shape);
      assert.deepEqual(uniform.slice(0, 4), Float32Array.from(kernel[`${name}_uniform`].first4));
      assert.equal(sha256(uniform), kernel[`${name}_uniform`].sha256);
      const { first4, last4, recipe_sha256 } = kernel[`${name}_normal`];
      const normal = kernelOf(`${name}_normal`, key, shape);
      assertClose(normal.subarray(0, 4), first4, { relative: 2e-6 });
      assertClose(normal.subarray(-4), last4, { relative: 2e-6 });
      assert.equal(sha256(normal), recipe_sha256);
    }
  });
}

for (
  const { key, shape: sizes, row0_first6, row1_first4, last4, sum, ...more } of golden.orthogonal
) {
  const shape = sizes as [number, number];
  Deno.test(`an orthogonal kernel ${shape.join(" × ")} is JAX's, and orthogonal`, () => {
    const [rows, columns] = shape;
    const q = kernelOf("orthogonal", key as unknown as Key, shape);
    const near = { relative: 0, absolute: 1e-5 };
    assertClose(q.subarray(0, 6), row0_first6, near);
    assertClose(q.subarray(columns, columns + 4), row1_first4, near);
    assertClose(q.subarray(-4), last4, near);
    const total = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0);
    assertClose([total(q), total(q.map(Math.abs))], [sum, more.sum_of_abs], { relative: 1e-6 });

    const wide = rows < columns;
    const at = (vector: number, i: number) =>
      wide ? q[vector * columns + i]! : q[i * columns + vector]!;
    const vectors = [0, 1, Math.min(rows, columns) >> 1, Math.min(rows, columns) - 1];
    for (const a of vectors) {
      for (const b of vectors) {
        let product = 0;
        for (let i = 0; i < Math.max(rows, columns); i++) product += at(a, i) * at(b, i);
        assertClose([product], [a === b ? 1 : 0], near, `${a} · ${b}`);
      }
    }
  });
}

const KEY = prngKey(7);

Deno.test("gains multiply what the families give", () => {
  const shape: [number, number] = [6, 4];
  for (const name of ["he_normal", "xavier_uniform", "lecun_normal", "orthogonal"]) {
    const plain = kernelOf(name, KEY, shape);
    const relative = 4e-7;
    for (
      const [gain, activation, expected] of [
        ["torch", "tanh", 5 / 3],
        ["torch", "selu", 3 / 4],
        ["preserving", "tanh", 1.592537419723],
        ["preserving", "relu", Math.SQRT2],
        ["1", "tanh", 1],
      ] as const
    ) {
      const kernel = kernelOf(`${name}:gain=${gain}`, KEY, shape, activation);
      assertClose(kernel, plain.map((value) => expected * value), { relative }, `${name} ${gain}`);
    }
  }
});

/** The golden names of activations that are called otherwise here. */
const NAMES: Record<string, string> = {
  "silu": "swish",
  "elu_0.5": "elu:alpha=0.5",
  "elu_1": "elu",
  "celu_1": "celu",
  "leakyrelu_0.01": "leakyrelu:slope=0.01",
  "leakyrelu_0.1": "leakyrelu",
  "leakyrelu_0.2": "leakyrelu:slope=0.2",
  "prelu_0.25": "prelu",
};

Deno.test("the gains are torch's, and those that preserve the mean square", () => {
  for (
    const [name, gains] of Object.entries<{ torch?: number; preserving: number }>(golden.gains)
  ) {
    const here = NAMES[name] ?? name;
    assertClose([findGain("preserving", here)], [gains.preserving], { relative: 1e-12 }, name);
    if (gains.torch === undefined) assert.throws(() => findGain("torch", here), UsageError);
    else assertClose([findGain("torch", here)], [gains.torch], { relative: 1e-15 }, name);
  }
  for (const name of Object.keys(ACTIVATIONS) as (keyof typeof ACTIVATIONS)[]) {
    const step = 1 / 1024;
    let meanSquare = 0;
    for (let z = -12 + step / 2; z < 12; z += step) {
      meanSquare += ACTIVATION[name](z) ** 2 * Math.exp(-z * z / 2) * step / Math.sqrt(2 * Math.PI);
    }
    const expected = [1 / Math.sqrt(meanSquare)];
    assertClose([findGain("preserving", name)], expected, { relative: 1e-6 }, name);
  }
});

Deno.test("scaled kernels and biases are normal, of the variances asked for", () => {
  const { kernelInitializer, biasInitializer } = findInitializers("scaled:sigma_w=2,sigma_b=0.25");
  const fans = { fanIn: 16, fanOut: 3 };
  const numbers = normal(KEY, 48);
  assert.deepEqual(kernelInitializer(fans)(KEY, [16, 3]), numbers.map((x) => x / 2));
  assert.deepEqual(biasInitializer(fans)(KEY, [48]), numbers.map((x) => x / 4));
  const { biasInitializer: none } = findInitializers("scaled:sigma_w=2");
  assert.deepEqual(none(fans)(KEY, [3]), new Float32Array(3));
});

Deno.test("a network begins as its initializer says, with biases of 0 but for the tutorial's", () => {
  const activation = findActivation("tanh");
  const options = { activation, hiddenSizes: [5], inputSize: 4, classes: 3 };
  const begin = (initializer?: string) =>
    initialParameters(new MLP({ ...options, ...(initializer && { initializer }) }).specs, 42);
  assert.deepEqual(begin("tutorial"), begin());
  assert.ok(begin("tutorial").get("Dense_1.bias")!.data.every((value) => value !== 0));
  assert.ok(begin("zeros").values().every(({ data }) => data.every((value) => value === 0)));

  const plain = begin("lecun_uniform");
  const kernel = plain.get("Dense_1.kernel")!.data;
  assert.ok(kernel.every((value) => value !== 0));
  assert.deepEqual(plain.get("Dense_1.bias")!.data, new Float32Array(3));
  const scaled = begin("lecun_uniform:gain=torch").get("Dense_1.kernel")!.data;
  assertClose(scaled, kernel.map((value) => value * 5 / 3), { relative: 4e-7 });
});

Deno.test("the text of an initializer is canonical, and what is none is refused", () => {
  const text = (given: string) => findInitializers(given, "tanh").text;
  assert.equal(text("he_normal:gain=1"), "he_normal");
  assert.equal(text("scaled:sigma_b=0.220,sigma_w=1.33"), "scaled:sigma_w=1.33,sigma_b=0.22");
  const refusals: [given: string, message: string | RegExp][] = [
    ["he_norml", /^there is no initializer named "he_norml"; .*; did you mean he_normal\?$/],
    ["zeros:gain=1", 'initializer zeros: expected no parameters, got "gain=1"'],
    [
      "orthogonal:gain=2",
      'initializer orthogonal: expected gain=<1 or torch or preserving> (default: 1), got "gain=2"',
    ],
    [
      "scaled",
      "initializer scaled: expected sigma_w=<a number above 0, also when rounded to float32>, got none",
    ],
    ["scaled:sigma_w=0", /expected sigma_w=<a number above 0, .*>, got "sigma_w=0"$/],
    ["scaled:sigma_w=1e39", /expected sigma_w=<a number above 0, .*>, got "sigma_w=1e39"$/],
    ["scaled:sigma_w=1,sigma_b=-1", /expected sigma_b=<a number from 0 on .*got "sigma_b=-1"$/],
  ];
  for (const [given, message] of refusals) {
    assert.throws(() => text(given), (error) => {
      assert.ok(error instanceof UsageError);
      if (typeof message === "string") assert.equal(error.message, message);
      else assert.match(error.message, message);
      return true;
    });
  }
  assert.throws(
    () => findInitializers("he_normal:gain=torch", "swish"),
    new UsageError(
      'there is no torch gain for an activation named "swish"; there are identity, sigmoid, tanh, ' +
        "relu, leakyrelu, selu",
    ),
  );
  const names: InitializerName[] = ["he_normal", "he_uniform", "zeros"];
  for (const name of names) assert.equal(text(name), name);
});

Deno.test("an initializer's variances are those of what it draws", () => {
  const names: Record<InitializerName, string> = {
    tutorial: "tutorial",
    zeros: "zeros",
    he_normal: "he_normal",
    he_uniform: "he_uniform",
    xavier_normal: "xavier_normal:gain=torch",
    xavier_uniform: "xavier_uniform",
    lecun_normal: "lecun_normal:gain=preserving",
    lecun_uniform: "lecun_uniform",
    orthogonal: "orthogonal:gain=torch",
    scaled: "scaled:sigma_w=1.5,sigma_b=0.5",
  };
  const meanSquare = (values: Float32Array) =>
    values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
  for (const name of Object.values(names)) {
    const { kernelInitializer, biasInitializer, variances } = findInitializers(name, "tanh");
    for (const [fanIn, fanOut] of [[50, 200], [200, 50]] as const) {
      const fans = { fanIn, fanOut }, expected = variances(fans);
      const kernel = kernelInitializer(fans)(prngKey(1), [fanIn, fanOut]);
      const bias = biasInitializer(fans)(prngKey(2), [10_000]);
      // Of 10,000 squares of normal numbers, the mean has a standard error of 1.4 %.
      assertClose([meanSquare(kernel)], [expected.kernel], { relative: 0.05 }, `${name}, kernel`);
      assertClose([meanSquare(bias)], [expected.bias], { relative: 0.05 }, `${name}, bias`);
    }
  }
});
