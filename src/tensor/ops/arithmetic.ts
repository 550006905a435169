/** Sums, differences, products and quotients, with broadcasting. */
import { requireFloat32 } from "../operands.ts";
import { record } from "../tape.ts";
import { Tensor } from "../tensor.ts";
import { sumTo } from "./broadcast.ts";
import { binary, unary } from "./elementwise.ts";

/**
 * a + b.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { add, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = add(tensor(device, [[1, 2], [3, 4]]), tensor(device, [10, 20]));
 * assert.deepEqual(await y.array(), [[11, 22], [13, 24]]);
 * device.close();
 * ```
 */
export function add(a: Tensor | number, b: Tensor | number): Tensor {
  return recordBinary("add", a, b, (g) => [() => g, () => g]);
}

/**
 * a - b.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, subtract, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = subtract(1, tensor(device, [1, 2]));
 * assert.deepEqual(await y.array(), [0, -1]);
 * device.close();
 * ```
 */
export function subtract(a: Tensor | number, b: Tensor | number): Tensor {
  return recordBinary("subtract", a, b, (g) => [() => g, () => negate(g)]);
}

/**
 * a · b, element by element.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { multiply, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = multiply(tensor(device, [1, 2]), 3);
 * assert.deepEqual(await y.array(), [3, 6]);
 * device.close();
 * ```
 */
export function multiply(a: Tensor | number, b: Tensor | number): Tensor {
  return recordBinary("multiply", a, b, (g) => [() => multiply(g, b), () => multiply(g, a)]);
}

/**
 * a / b.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { divide, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = divide(1, tensor(device, [2, 4]));
 * assert.deepEqual(await y.array(), [0.5, 0.25]);
 * device.close();
 * ```
 */
export function divide(a: Tensor | number, b: Tensor | number): Tensor {
  const y = recordBinary("divide", a, b, (g) => [
    () => divide(g, b),
    () => negate(divide(multiply(g, y), b)),
  ]);
  return y;
}

/**
 * -x.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { negate, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = negate(tensor(device, [1, -2]));
 * assert.deepEqual(await y.array(), [-1, 2]);
 * device.close();
 * ```
 */
export function negate(x: Tensor): Tensor {
  return record("negate", [x], unary("negate", x), (g) => [() => negate(g)]);
}

/**
 * x².
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, square, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = square(tensor(device, [3, -2]));
 * assert.deepEqual(await y.array(), [9, 4]);
 * device.close();
 * ```
 */
export function square(x: Tensor): Tensor {
  requireFloat32("square", { x });
  return multiply(x, x);
}

/**
 * Computes and records f(a, b). The vjps give gradients in the common shape; here they are summed
 * over what broadcasting repeated, and numbers have none.
 */
export function recordBinary(
  name: Parameters<typeof binary>[0],
  a: Tensor | number,
  b: Tensor | number,
  vjp: (gradient: Tensor) => [() => Tensor, () => Tensor],
): Tensor {
  const operands = [a, b];
  const inputs = operands.filter((operand) => operand instanceof Tensor);
  return record(name, inputs, binary(name, a, b), (g) => {
    const inputGradients = vjp(g);
    return operands.flatMap((operand, i) =>
      operand instanceof Tensor ? [() => sumTo(inputGradients[i]!(), operand.shape)] : []
    );
  });
}
