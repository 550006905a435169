/** The CPU's kernels that are written from formulas: `kernels/cpu/formulas.ts`, as the compiler sees it. */
import { type ActivationName, ACTIVATIONS } from "../kernels/activations.ts";
import { ASSEMBLY_SCRIPT } from "../kernels/assembly_script.ts";
import type { Formula } from "../kernels/arithmetic.ts";
import { writeFunction } from "../kernels/language.ts";
import { UNARY } from "../kernels/unary.ts";

const IMPORTS = `
import { activate, denseBackward } from "./dense";
import { erf, exp, expm1, loadSplat, log, log1p, madd, sigmoid, sign, tanh } from "./math";
import { unary } from "./unary";
`;

/** AssemblyScript with the kernels of each function of one number, and of dense layers with each activation. */
export function formulaKernels(): string {
  return [
    IMPORTS,
    ...Object.entries(UNARY).map(([name, formula]) => unaryKernel(name, formula)),
    ...Object.keys(ACTIVATIONS).map((name) => denseKernels(name as ActivationName)),
  ].join("");
}

function unaryKernel(name: string, formula: Formula): string {
  return `
@unmanaged
class Unary_${name} {
${writeFunction("value", formula, ASSEMBLY_SCRIPT)}}

export function unary_${name}(x: usize, out: usize, count: u32): void {
  unary<Unary_${name}>(x, out, count);
}
`;
}

function denseKernels(name: ActivationName): string {
  const { value, derivative } = ACTIVATIONS[name];
  return `
@unmanaged
class Activation_${name} {
${writeFunction("value", value, ASSEMBLY_SCRIPT)}
${writeFunction("derivative", derivative, ASSEMBLY_SCRIPT)}}

export function activate_${name}(
  bias: usize,
  preActivation: usize,
  out: usize,
  rows: u32,
  columns: u32,
): void {
  activate<Activation_${name}>(bias, preActivation, out, rows, columns);
}

export function denseBackward_${name}(
  gradient: usize,
  preActivation: usize,
  out: usize,
  biasGradient: usize,
  rows: u32,
  columns: u32,
): void {
  denseBackward<Activation_${name}>(gradient, preActivation, out, biasGradient, rows, columns);
}
`;
}
