/** Sums, differences, products and quotients, with broadcasting. */
import { requireFloat32 } from "../operands.ts";
import { record } from "../tape.ts";
import { Tensor } from "../tensor.ts";
import { sumTo } from "./broadcast.ts";
import { binary, unary } from "./elementwise.ts";

/** a + b. */
export function add(a: Tensor | number, b: Tensor | number): Tensor {
  return recordBinary("add", a, b, (g) => [() => g, () => g]);
}

/** a - b. */
export function subtract(a: Tensor | number, b: Tensor | number): Tensor {
  return recordBinary("subtract", a, b, (g) => [() => g, () => negate(g)]);
}

/** a · b, element by element. */
export function multiply(a: Tensor | number, b: Tensor | number): Tensor {
  return recordBinary("multiply", a, b, (g) => [() => multiply(g, b), () => multiply(g, a)]);
}

/** a / b. */
export function divide(a: Tensor | number, b: Tensor | number): Tensor {
  const y = recordBinary("divide", a, b, (g) => [
    () => divide(g, b),
    () => negate(divide(multiply(g, y), b)),
  ]);
  return y;
}

/** -x. */
export function negate(x: Tensor): Tensor {
  return record("negate", [x], unary("negate", x), (g) => [() => negate(g)]);
}

/** x². */
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
