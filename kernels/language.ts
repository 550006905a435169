/** Formulas written as functions in a language of kernels. */
import type { Arithmetic, Formula } from "./arithmetic.ts";

/** How a language writes the arithmetic. */
export interface Language {
  /** How the function of x begins that has this name. */
  readonly signature: (name: string) => string;
  /** What declares a value. */
  readonly declaration: string;
  readonly number: (value: number) => string;
  /** Operations on what is a name or a number. */
  readonly operations: Arithmetic<string>;
}

/** A formula as a function of x. What occurs several times in it is computed once. */
export function writeFunction(name: string, formula: Formula, language: Language): string {
  const { signature, declaration, number, operations } = language;
  const names = new Map<string, string>();
  const operand = (value: string | number) => typeof value === "number" ? number(value) : value;
  const named = Object.entries(operations).map(([operation, write]) => [
    operation,
    (...operands: (string | number)[]) => {
      const expression = write(...operands.map(operand));
      if (!names.has(expression)) names.set(expression, `v${names.size}`);
      return names.get(expression);
    },
  ]);
  const result = operand(formula("x", Object.fromEntries(named) as Arithmetic<string>));
  const values = [...names].map(([expression, v]) => `  ${declaration} ${v} = ${expression};\n`);
  return `${signature(name)} {\n${values.join("")}  return ${result};\n}\n`;
}
