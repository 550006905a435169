/** Formulas written as functions in a language of kernels. */
import type { Arithmetic } from "./arithmetic.ts";

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
export function writeFunction(
  name: string,
  formula: (x: string, f: Arithmetic<string>) => string | number,
  language: Language,
): string {
  const { statements, result } = writeStatements(language, (f) => formula("x", f));
  const value = typeof result === "number" ? language.number(result) : result;
  return `${language.signature(name)} {\n${statements}  return ${value};\n}\n`;
}

/**
 * What `compute` does, as statements, and what it returns: names of values or, where it returns them,
 * numbers. What occurs several times in it is computed once.
 */
export function writeStatements<Result>(
  { declaration, number, operations }: Language,
  compute: (f: Arithmetic<string>) => Result,
): { statements: string; result: Result } {
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
  const result = compute(Object.fromEntries(named) as Arithmetic<string>);
  const values = [...names].map(([expression, v]) => `  ${declaration} ${v} = ${expression};\n`);
  return { statements: values.join(""), result };
}
