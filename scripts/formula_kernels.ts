/** The CPU's kernels that are written from formulas: `kernels/cpu/formulas.ts`, as the compiler sees it. */
import { type ActivationFormulas, ACTIVATIONS } from "../kernels/activations.ts";
import { ASSEMBLY_SCRIPT } from "../kernels/assembly_script.ts";
import { ELEMENTARY } from "../kernels/arithmetic.ts";
import { writeFunction } from "../kernels/language.ts";

const IMPORTS = `
import { activate, denseBackward } from "./dense";
import { erf, exp, expm1, loadSplat, log, log1p, madd } from "./math";
import { normalTail, select, sigmoid, sign, softplus, tanh } from "./math";
import { PARAMETERS } from "./thread_pool";
import { unary } from "./unary";
`;

/** AssemblyScript with the kernels of each function of one number, and of dense layers with each activation. */
export function formulaKernels(): string {
  return [
    IMPORTS,
    ...ELEMENTARY.filter((name) => !(name in ACTIVATIONS)).map(elementaryKernel),
    ...Object.entries(ACTIVATIONS).map(([name, formulas]) => activationKernels(name, formulas)),
  ].join("");
}

function elementaryKernel(name: typeof ELEMENTARY[number]): string {
  return `
@unmanaged
class Unary_${name} {
${writeFunction("value", (x, f) => f[name](x), ASSEMBLY_SCRIPT)}}

export function unary_${name}(x: usize, out: usize, count: u32): void {
  unary<Unary_${name}>(x, out, count);
}
`;
}

function activationKernels(
  name: string,
  { parameters = {}, value, derivative }: ActivationFormulas,
): string {
  const keys = Object.keys(parameters);
  const declared = keys.map((key) => `, ${key}: f32`).join("");
  const stored = keys.map((key, i) => `  store<f32>(PARAMETERS, ${key}, ${4 * i});\n`).join("");
  const loaded = Object.fromEntries(keys.map((key, i) => [key, `loadSplat(PARAMETERS, ${i})`]));
  return `
@unmanaged
class Activation_${name} {
${writeFunction("value", (x, f) => value(x, f, loaded), ASSEMBLY_SCRIPT)}
${writeFunction("derivative", (x, f) => derivative(x, f, loaded), ASSEMBLY_SCRIPT)}}

export function unary_${name}(x: usize, out: usize, count: u32${declared}): void {
${stored}  unary<Activation_${name}>(x, out, count);
}

export function activate_${name}(
  bias: usize,
  preActivation: usize,
  out: usize,
  rows: u32,
  columns: u32${declared}
): void {
${stored}  activate<Activation_${name}>(bias, preActivation, out, rows, columns);
}

export function denseBackward_${name}(
  gradient: usize,
  preActivation: usize,
  out: usize,
  biasGradient: usize,
  rows: u32,
  columns: u32${declared}
): void {
${stored}  denseBackward<Activation_${name}>(gradient, preActivation, out, biasGradient, rows, columns);
}
`;
}
