/** The CPU's kernels of the optimisers: `kernels/cpu/optimizers.ts`, as the compiler sees it. */
import { ASSEMBLY_SCRIPT } from "../kernels/assembly_script.ts";
import { writeStatements } from "../kernels/language.ts";
import { constantsOf, type OptimizerRule, OPTIMIZERS } from "../kernels/optimizers.ts";

const IMPORTS = `
import { GRAIN, storePartial } from "./elements";
import { exp, expm1, loadSplat, log, madd, sigmoid, sign, tanh } from "./math";
import { ARGUMENTS, parallelFor, ceilDiv } from "./thread_pool";
`;

/** AssemblyScript with the kernel of each rule: one step of one parameter, in place. */
export function optimizerKernels(): string {
  return [
    IMPORTS,
    ...Object.entries(OPTIMIZERS).map(([name, rule]) => kernel(name, rule)),
  ].join("");
}

function kernel(name: string, rule: OptimizerRule): string {
  const { slots, step } = rule;
  const constants = Object.keys(constantsOf(rule));
  const arrays = ["weights", "gradient", ...slots];
  const fields = [
    ...arrays.map((array) => [`${array}At`, "usize"]),
    ["count", "u32"],
    ...constants.map((constant) => [constant, "f32"]),
  ];
  const lines = (texts: readonly string[]) => texts.map((text) => `  ${text}\n`).join("");
  const own = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));
  const { statements, result } = writeStatements(
    ASSEMBLY_SCRIPT,
    (f) => step(f, own(arrays), own(constants)),
  );
  return `
@unmanaged
class Optimizer_${name} {
${lines(fields.map(([field, type]) => `${field}: ${type};`))}}

export function optimizer_${name}(${fields.map((field) => field.join(": ")).join(", ")}): void {
  const args = changetype<Optimizer_${name}>(ARGUMENTS);
${
    lines(fields.map(([field]) => `args.${field} = ${field};`))
  }  parallelFor(ceilDiv(count, GRAIN), step_${name});
}

function step_${name}(task: u32): void {
  const args = changetype<Optimizer_${name}>(ARGUMENTS);
${lines(arrays.map((array) => `const ${array}At = args.${array}At;`))}${
    lines(constants.map((constant) => `const ${constant} = f32x4.splat(args.${constant});`))
  }  const end = min(args.count, (task + 1) * GRAIN);
  for (let i = task * GRAIN; i < end; i += 4) {
    const at = usize(i) << 2, left = end - i;
${lines(arrays.map((array) => `const ${array} = v128.load(${array}At + at);`))}${statements}${
    lines(
      Object.entries(result).map(([array, value]) =>
        `storePartial(${array}At + at, ${value}, left);`
      ),
    )
  }  }
}
`;
}
