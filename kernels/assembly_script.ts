/** How AssemblyScript writes the arithmetic, four numbers at a time, with the functions of `cpu/math.ts`. */
import type { Language } from "./language.ts";

export const ASSEMBLY_SCRIPT: Language = {
  signature: (name) => `${name}(x: v128): v128`,
  declaration: "const",
  number: (value) => value === 0 ? "f32x4.splat(0)" : `loadSplat(memory.data<f32>([${value}]))`,
  operations: {
    add: (a, b) => `f32x4.add(${a}, ${b})`,
    subtract: (a, b) => `f32x4.sub(${a}, ${b})`,
    multiply: (a, b) => `f32x4.mul(${a}, ${b})`,
    divide: (a, b) => `f32x4.div(${a}, ${b})`,
    multiplyAdd: (a, b, c) => `madd(${a}, ${b}, ${c})`,
    negate: (x) => `f32x4.neg(${x})`,
    exp: (x) => `exp(${x})`,
    expm1: (x) => `expm1(${x})`,
    log: (x) => `log(${x})`,
    log1p: (x) => `log1p(${x})`,
    sqrt: (x) => `f32x4.sqrt(${x})`,
    abs: (x) => `f32x4.abs(${x})`,
    sign: (x) => `sign(${x})`,
    sigmoid: (x) => `sigmoid(${x})`,
    tanh: (x) => `tanh(${x})`,
    softplus: (x) => `softplus(${x})`,
    erf: (x) => `erf(${x})`,
    normalTail: (x, gaussian) => `normalTail(${x}, ${gaussian})`,
    ifAtMostZero: (x, a, b) => `select(${a}, ${b}, f32x4.le(${x}, f32x4.splat(0)))`,
  },
};
