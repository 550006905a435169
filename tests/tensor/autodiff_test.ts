import assert from "node:assert/strict";
import { LabError, UsageError } from "../../src/errors.ts";
import {
  grad,
  valueAndGrad,
  valueAndGradWithAux,
  valueAndGradWithIntermediates,
} from "../../src/tensor/autodiff.ts";
import { add, divide, multiply, square } from "../../src/tensor/ops/arithmetic.ts";
import { sum } from "../../src/tensor/ops/broadcast.ts";
import { ones } from "../../src/tensor/ops/create.ts";
import { dense } from "../../src/tensor/ops/dense.ts";
import { exp } from "../../src/tensor/ops/math.ts";
import { matmul } from "../../src/tensor/ops/matmul.ts";
import { crossEntropy } from "../../src/tensor/ops/softmax.ts";
import { argmax, mean } from "../../src/tensor/ops/reductions.ts";
import { scope } from "../../src/tensor/scope.ts";
import { type Nested, type Tensor, tensor, uint32Tensor } from "../../src/tensor/tensor.ts";
import { device } from "../device/device.ts";

/** The numbers of what `body` returns, all memory given back. */
async function numbers(body: () => Tensor[]): Promise<Nested[]> {
  const before = device.memory.liveBuffers;
  const results = scope(body);
  const arrays = await Promise.all(results.map((result) => result.array()));
  for (const result of results) result.dispose();
  assert.equal(device.memory.liveBuffers, before);
  return arrays;
}

Deno.test("gradients have the structure of nested arrays and records", async () => {
  const result = await numbers(() => {
    const parameters = {
      layers: [{ w: tensor(device, [1, 2]), b: tensor(device, 3) }, { w: tensor(device, [4, 5]) }],
      name: "kept",
    };
    const gradients = grad((p: typeof parameters) =>
      sum(add(multiply(p.layers[0]!.w, p.layers[1]!.w), multiply(p.layers[0]!.b!, 2)))
    )(parameters);
    assert.equal(gradients.name, "kept");
    return [gradients.layers[0]!.w, gradients.layers[0]!.b!, gradients.layers[1]!.w];
  });
  assert.deepEqual(result, [[4, 5], 4, [1, 2]]);
});

Deno.test("valueAndGrad has the value with it, and further arguments are constants", async () => {
  const result = await numbers(() => {
    const [value, gradient] = valueAndGrad((x: Tensor, scale: Tensor, offset: number) =>
      sum(add(multiply(x, scale), offset))
    )(tensor(device, [1, 2]), tensor(device, [10, 20]), 1);
    return [value, gradient];
  });
  assert.deepEqual(result, [52, [10, 20]]);
});

Deno.test("valueAndGradWithAux keeps what else is returned", async () => {
  const result = await numbers(() => {
    const [[value, aux], gradient] = valueAndGradWithAux((x: Tensor) => {
      const y = square(x);
      return [sum(y), { y, append: "text" }];
    })(tensor(device, [1, 3]));
    assert.equal(aux.append, "text");
    return [value, aux.y, gradient];
  });
  assert.deepEqual(result, [10, [1, 9], [2, 6]]);
});

Deno.test("parameters that are not used have zeros for a gradient", async () => {
  const result = await numbers(() => {
    const gradients = grad(({ x }: { x: Tensor; unused: Tensor }) => sum(x))({
      x: tensor(device, [1, 2]),
      unused: tensor(device, [[1, 2, 3]]),
    });
    return [gradients.x, gradients.unused];
  });
  assert.deepEqual(result, [[1, 1], [[0, 0, 0]]]);
});

Deno.test("a tensor used twice collects both gradients, one given twice has each alone", async () => {
  const result = await numbers(() => {
    const x = tensor(device, [2, 3]);
    const twice = grad((x: Tensor) => sum(multiply(exp(multiply(x, 0)), multiply(x, x))))(x);
    const { a, b } = grad(({ a, b }: { a: Tensor; b: Tensor }) => sum(multiply(a, multiply(b, b))))(
      { a: x, b: x },
    );
    return [twice, a, b];
  });
  assert.deepEqual(result, [[4, 6], [4, 9], [8, 18]]);
});

Deno.test("what a function takes from around it is a constant, as in JAX", async () => {
  const result = await numbers(() => {
    const x = tensor(device, [2, 3]);
    return [grad((y: Tensor) => sum(multiply(x, y)))(x)];
  });
  assert.deepEqual(result, [[2, 3]]);
});

Deno.test("the identity, and a constant, have gradients and leave their tensors alone", async () => {
  const result = await numbers(() => {
    const [x, c] = [tensor(device, 5), tensor(device, 7)];
    const gradients = [grad((x: Tensor) => x)(x), grad((_: Tensor) => c)(x)];
    return [...gradients, x, c];
  });
  assert.deepEqual(result, [1, 0, 5, 7]);
});

Deno.test("gradients of gradients, to any depth", async () => {
  const result = await numbers(() => {
    const cube = (x: Tensor) => multiply(x, multiply(x, x));
    const inverse = (x: Tensor) => divide(1, x);
    return [
      grad(grad(cube))(tensor(device, 2)),
      grad(grad(grad(cube)))(tensor(device, 2)),
      grad(grad(inverse))(tensor(device, 2)),
      grad(grad(grad(inverse)))(tensor(device, 1)),
    ];
  });
  assert.deepEqual(result, [12, 6, 0.25, -6]);
});

Deno.test("a gradient inside of a function sees the function's argument", async () => {
  const result = await numbers(() => {
    // d/dx (x · d/dy (x y²) at y = 3) = d/dx 6 x² = 12 x
    const f = (x: Tensor) => {
      const inner = grad((y: Tensor) => multiply(x, square(y)));
      return multiply(x, inner(tensor(device, 3)));
    };
    // The product of the Hessian of sum(x³) with v, 6 x v.
    const hessian = grad((x: Tensor, v: Tensor) =>
      sum(multiply(grad((x: Tensor) => sum(multiply(x, square(x))))(x), v))
    );
    return [grad(f)(tensor(device, 2)), hessian(tensor(device, [1, 2]), tensor(device, [3, 4]))];
  });
  assert.deepEqual(result, [24, [18, 48]]);
});

Deno.test("scopes inside of a differentiated function lose nothing that is needed later", async () => {
  const result = await numbers(() => {
    const f = (x: Tensor) => {
      const y = scope(() => multiply(exp(multiply(x, 0)), square(x)));
      return scope(() => sum(multiply(y, y)));
    };
    return [grad(f)(tensor(device, [1, 2])), grad(grad(f))(tensor(device, 1))];
  });
  assert.deepEqual(result, [[4, 32], 12]);
});

Deno.test("only one number has a gradient", () => {
  scope(() => {
    const x = tensor(device, [1, 2]);
    assert.throws(() => grad((x: Tensor) => multiply(x, 2))(x), (error: Error) => {
      assert.ok(error instanceof LabError);
      assert.match(
        error.message,
        /^grad: .* with one element, got Tensor float32 \(2\) on .*; take the sum/,
      );
      return true;
    });
    assert.throws(
      () => grad((() => 3) as unknown as (x: Tensor) => Tensor)(x),
      /one element, got 3;/,
    );
    const asynchronous = (x: Tensor) => Promise.resolve(sum(x)) as unknown as Tensor;
    assert.throws(() => grad(asynchronous)(x), /one element, got Promise \{.*; take the sum/);
    const position = (x: Tensor) => argmax(x) as unknown as Tensor;
    assert.throws(() => grad(position)(x), /one element, got Tensor uint32 \(\) on/);
    const alone = ((x: Tensor) => sum(x)) as unknown as (x: Tensor) => [Tensor, Tensor];
    assert.throws(() => valueAndGradWithAux(alone)(x), /must return \[value, aux\], got Tensor/);
  });
  assert.equal(device.memory.liveBuffers, 0);
});

Deno.test("what has no gradient is refused among the parameters, with the path to it", () => {
  class Layer {
    constructor(readonly w: Tensor) {}
  }
  scope(() => {
    const w = tensor(device, [1, 2]);
    const cases: [parameters: unknown, path: string, got: string][] = [
      [new Map([["w", w]]), "parameters", "Map(1) {"],
      [new Layer(w), "parameters", "Layer {"],
      [{ layers: [{ w }, new Layer(w)] }, "parameters.layers.1", "Layer {"],
      [{ w, slope: 0.1 }, "parameters.slope", "0.1"],
      [{ w, labels: uint32Tensor(device, [1]) }, "parameters.labels", "Tensor uint32 (1) on"],
      [[w, new Float32Array(1)], "parameters.1", "Float32Array(1) [ 0 ]"],
      [Promise.resolve(w), "parameters", "Promise {"],
    ];
    for (const [parameters, path, got] of cases) {
      const gradient = grad((_: unknown) => assert.fail("the function is called"));
      assert.throws(() => gradient(parameters), (error: Error) => {
        assert.ok(error instanceof UsageError);
        const start = `grad: expected a float32 tensor as ${path}, got ${got}`;
        assert.ok(error.message.startsWith(start), error.message);
        return true;
      });
    }
    for (const none of [undefined, "w", {}, [[], {}]]) {
      assert.throws(
        () => grad((_: unknown) => w)(none),
        /grad: expected tensors as parameters, got/,
      );
    }
  });
});

Deno.test("what a function throws passes through, and its memory is given back", () => {
  scope(() => {
    const x = tensor(device, [1, 2]);
    const before = device.memory.liveBuffers;
    const failing = grad((x: Tensor) => {
      exp(x);
      throw new RangeError("on purpose");
    });
    assert.throws(() => failing(x), /on purpose/);
    assert.equal(device.memory.liveBuffers, before);
    // The tape is gone: what is computed now is recorded nowhere.
    exp(x).dispose();
    assert.equal(device.memory.liveBuffers, before);
  });
});

Deno.test("training steps leave the number of live buffers as it was", async () => {
  let parameters = {
    first: { w: ones(device, [4, 8]), b: ones(device, [8]) },
    second: { w: ones(device, [8, 3]), b: ones(device, [3]) },
  };
  const x = ones(device, [16, 4]);
  const labels = uint32Tensor(device, Array.from({ length: 16 }, (_, i) => i % 3));
  const loss = ({ first, second }: typeof parameters) => {
    const hidden = dense(x, first.w, first.b, "tanh");
    const { loss, correct } = crossEntropy(add(matmul(hidden, second.w), second.b), labels);
    return [loss, correct] as const;
  };
  const step = () =>
    scope(() => {
      const [[value], gradients] = valueAndGradWithAux(loss)(parameters);
      const descend = (w: Tensor, g: Tensor) => add(w, multiply(-0.1, g));
      const next = {
        first: {
          w: descend(parameters.first.w, gradients.first.w),
          b: descend(parameters.first.b, gradients.first.b),
        },
        second: {
          w: descend(parameters.second.w, gradients.second.w),
          b: descend(parameters.second.b, gradients.second.b),
        },
      };
      return { value: mean(value), next };
    });
  const live: number[] = [];
  const losses: number[] = [];
  for (let i = 0; i < 5; i++) {
    const { value, next } = step();
    for (const { w, b } of Object.values(parameters)) [w, b].forEach((tensor) => tensor.dispose());
    parameters = next;
    losses.push(await value.item());
    value.dispose();
    live.push(device.memory.liveBuffers);
  }
  assert.deepEqual(live, new Array(5).fill(6));
  assert.ok(losses[4]! < losses[0]!, `${losses}`);
  for (const { w, b } of Object.values(parameters)) [w, b].forEach((tensor) => tensor.dispose());
  x.dispose();
  labels.dispose();
  assert.equal(device.memory.liveBuffers, 0);
});

Deno.test("what is computed on the way has gradients as well, also where nothing comes of it", async () => {
  const found = await numbers(() => {
    const both = valueAndGradWithIntermediates((x: Tensor) => {
      const tripled = multiply(x, 3);
      const squared = square(tripled);
      return [add(sum(squared), sum(tripled)), [tripled, squared, exp(x)]] as const;
    });
    const { value, gradients, intermediates, intermediateGradients } = both(tensor(device, [1, 2]));
    return [value, gradients, intermediates[0]!, ...intermediateGradients];
  });
  assert.deepEqual(found, [54, [21, 39], [3, 6], [7, 13], [1, 1], [0, 0]]);
});
