/** Functions of one number, element by element. */
import { record } from "../tape.ts";
import type { Tensor } from "../tensor.ts";
import { divide, multiply } from "./arithmetic.ts";
import { unary } from "./elementwise.ts";

/** eˣ. */
export function exp(x: Tensor): Tensor {
  const y = unary("exp", x);
  return record("exp", [x], y, (g) => [() => multiply(g, exp(x))]);
}

/** eˣ - 1, accurate near 0. */
export function expm1(x: Tensor): Tensor {
  return record("expm1", [x], unary("expm1", x), (g) => [() => multiply(g, exp(x))]);
}

/** The natural logarithm; NaN below 0. */
export function log(x: Tensor): Tensor {
  return record("log", [x], unary("log", x), (g) => [() => divide(g, x)]);
}

/** √x; NaN below 0. */
export function sqrt(x: Tensor): Tensor {
  return record("sqrt", [x], unary("sqrt", x), (g) => [() => divide(g, multiply(2, sqrt(x)))]);
}

/** |x|; the gradient at 0 is 0. */
export function abs(x: Tensor): Tensor {
  return record("abs", [x], unary("abs", x), (g) => [() => multiply(g, sign(x))]);
}

/** -1, 0 or 1; its gradient is 0. */
export function sign(x: Tensor): Tensor {
  return unary("sign", x);
}
