/** Functions of one number, element by element. */
import { record } from "../tape.ts";
import type { Tensor } from "../tensor.ts";
import { add, divide, multiply, negate, square } from "./arithmetic.ts";
import { unary } from "./elementwise.ts";

/**
 * eˣ.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { exp, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = exp(tensor(device, [-Infinity, 0]));
 * assert.deepEqual(await y.array(), [0, 1]);
 * device.close();
 * ```
 */
export function exp(x: Tensor): Tensor {
  const y = unary("exp", x);
  return record("exp", [x], y, (g) => [() => multiply(g, exp(x))]);
}

/**
 * eˣ - 1, accurate near 0.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { expm1, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = expm1(tensor(device, [-Infinity, 0, 2 ** -30]));
 * assert.deepEqual(await y.array(), [-1, 0, 2 ** -30]);
 * device.close();
 * ```
 */
export function expm1(x: Tensor): Tensor {
  return record("expm1", [x], unary("expm1", x), (g) => [() => multiply(g, exp(x))]);
}

/**
 * The natural logarithm; NaN below 0.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { log, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = log(tensor(device, [0, 1]));
 * assert.deepEqual(await y.array(), [-Infinity, 0]);
 * device.close();
 * ```
 */
export function log(x: Tensor): Tensor {
  return record("log", [x], unary("log", x), (g) => [() => divide(g, x)]);
}

/**
 * The natural logarithm of 1 + x, accurate near 0; NaN below -1.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { log1p, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = log1p(tensor(device, [0, 2 ** -30]));
 * assert.deepEqual(await y.array(), [0, 2 ** -30]);
 * device.close();
 * ```
 */
export function log1p(x: Tensor): Tensor {
  return record("log1p", [x], unary("log1p", x), (g) => [() => divide(g, add(1, x))]);
}

/**
 * √x; NaN below 0.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, sqrt, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = sqrt(tensor(device, [4, 9]));
 * assert.deepEqual(await y.array(), [2, 3]);
 * device.close();
 * ```
 */
export function sqrt(x: Tensor): Tensor {
  return record("sqrt", [x], unary("sqrt", x), (g) => [() => divide(g, multiply(2, sqrt(x)))]);
}

/**
 * |x|; the gradient at 0 is 0.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { abs, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = abs(tensor(device, [-3, 2]));
 * assert.deepEqual(await y.array(), [3, 2]);
 * device.close();
 * ```
 */
export function abs(x: Tensor): Tensor {
  return record("abs", [x], unary("abs", x), (g) => [() => multiply(g, sign(x))]);
}

/**
 * -1, 0 or 1; its gradient is 0.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, sign, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = sign(tensor(device, [-3, 0, 2]));
 * assert.deepEqual(await y.array(), [-1, 0, 1]);
 * device.close();
 * ```
 */
export function sign(x: Tensor): Tensor {
  return unary("sign", x);
}

/**
 * The error function, 2/√π times the integral of exp(-t²) from 0 to x.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice } from "../../device/open.ts";
 * import { tensor } from "../tensor.ts";
 *
 * const device = await openDevice();
 * const [y] = await erf(tensor(device, [0.5])).data();
 * assert.ok(Math.abs(y! - 0.5204998778130465) < 1e-7);
 * device.close();
 * ```
 */
export function erf(x: Tensor): Tensor {
  const slope = () => multiply(2 / Math.sqrt(Math.PI), exp(negate(square(x))));
  return record("erf", [x], unary("erf", x), (g) => [() => multiply(g, slope())]);
}
