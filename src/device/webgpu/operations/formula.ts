/** Formulas in kernels. */
import type { Formula } from "../../../../kernels/arithmetic.ts";
import { writeFunction } from "../../../../kernels/language.ts";
import { WGSL } from "../../../../kernels/wgsl.ts";
import math from "../../../../kernels/math.wgsl" with { type: "text" };

/** WGSL with a formula as a function of this name, and what that calls. */
export function wgslFunction(name: string, formula: Formula): string {
  return `${math}\n${writeFunction(name, formula, WGSL)}`;
}
