/** How WGSL writes the arithmetic, with the functions of `math.wgsl`. */
import type { Language } from "./language.ts";

export const WGSL: Language = {
  signature: (name) => `fn ${name}(x: f32) -> f32`,
  declaration: "let",
  number: (value) => `f32(${value})`,
  operations: {
    add: (a, b) => `${a} + ${b}`,
    subtract: (a, b) => `${a} - ${b}`,
    multiply: (a, b) => `${a} * ${b}`,
    divide: (a, b) => `${a} / ${b}`,
    multiplyAdd: (a, b, c) => `${a} * ${b} + ${c}`,
    negate: (x) => `-${x}`,
    exp: (x) => `exp(${x})`,
    expm1: (x) => `expm1(${x})`,
    log: (x) => `log(${x})`,
    log1p: (x) => `log1p(${x})`,
    sqrt: (x) => `sqrt(${x})`,
    abs: (x) => `abs(${x})`,
    sign: (x) => `select(select(${x}, -1.0, ${x} < 0.0), 1.0, ${x} > 0.0)`, // x itself if 0 or NaN
    sigmoid: (x) => `sigmoid(${x}, exp_neg_abs(${x}))`,
    tanh: (x) => `hyperbolic_tangent(${x}, exp_neg_abs(${x}))`,
    softplus: (x) => `softplus(${x}, exp_neg_abs(${x}))`,
    erf: (x) => `erf(${x})`,
    normalTail: (x, gaussian) => `normal_tail(${x}, ${gaussian})`,
    ifAtMostZero: (x, a, b) => `select(${b}, ${a}, ${x} <= 0.0)`,
  },
};
