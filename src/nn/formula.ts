/**
 * Activations by formula, as in `x * sigmoid(1.7 * x)`: read into a syntax tree, of which listed nodes and
 * names alone mean something, and computed in any arithmetic. Nothing is evaluated as code.
 */
import { type ActivationName, ACTIVATIONS, fusedActivation } from "../../kernels/activations.ts";
import { type Arithmetic, ELEMENTARY, type ElementaryFunction } from "../../kernels/arithmetic.ts";
import { type Dual, dualNumbers } from "../../kernels/dual_numbers.ts";
import { folding } from "../../kernels/folding.ts";
import { FLOAT32_NUMBERS, NUMBERS } from "../../kernels/numbers.ts";
import { power } from "../../kernels/power.ts";
import { UsageError } from "../errors.ts";
import { suggestion } from "../nearest.ts";
import { inspect } from "../printable.ts";
import { jsep } from "./dependencies.ts";
import { examine, PLACES } from "./examine.ts";

/** A formula of x, and its derivative. */
export interface ActivationFormula {
  /** The formula as it is written: the same for all that differ in spaces and parentheses alone. */
  readonly text: string;
  value<T>(x: T, f: Arithmetic<T>): T | number;
  derivative<T>(x: T, f: Arithmetic<T>): T | number;
  /** What a person should know of it. */
  readonly notes: readonly string[];
}

/** Nodes that a formula may have. */
const MAX_NODES = 200;

/** What a formula is made of. */
type Node =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "x" }
  | { readonly kind: "operator"; readonly operator: Operator; readonly operands: readonly Node[] }
  | { readonly kind: "call"; readonly name: string; readonly operands: readonly Node[] };

type Operator = keyof typeof PRECEDENCE;

/** From the loosest to the tightest; a minus before a term is `negate`. */
const PRECEDENCE = { "+": 1, "-": 1, "*": 2, "/": 2, negate: 3, "**": 4 };

const CONSTANTS: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E };

/** Functions of several numbers: how many. */
const ARITY: Readonly<Record<string, number>> = { max: 2, min: 2, pow: 2, clip: 3 };

const FUNCTIONS = [...new Set([...ELEMENTARY, ...Object.keys(ACTIVATIONS), ...Object.keys(ARITY)])];

/**
 * Reads a formula: numbers, `x`, `pi`, `e`, `+ - * / **`, parentheses, the built-in activations, exp, expm1,
 * log, log1p, sqrt, abs, sign, erf, and max, min, pow and clip.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(parseFormula("x*sigmoid( 1.70*x )").text, "x * sigmoid(1.7 * x)");
 * ```
 *
 * Throws `UsageError`, with the place, for what is no formula, for other names, and for more than 200 nodes.
 */
export function parseFormula(text: string): ActivationFormula {
  const tree = toNode(parse(text), text);
  const nodes = count(tree);
  if (nodes > MAX_NODES) {
    throw new UsageError(
      `the formula ${
        inspect(text)
      }: expected at most ${MAX_NODES} numbers, names and operators, got ${nodes}`,
    );
  }
  const folded = foldConstants(tree, text);
  const canonical = write(tree);
  return {
    text: canonical,
    value: (x, f) => evaluate(folded, x, folding(f)),
    derivative: <T>(x: T, f: Arithmetic<T>) => differentiate<T>(folded, x, folding(f)).derivative,
    notes: examineInFloat32(folded, canonical),
  };
}

function parse(text: string): jsep.Expression {
  try {
    return jsep(text);
  } catch (error) {
    const { index = 0, description = "expected an expression" } = error as Partial<
      { index: number; description: string }
    >;
    const problem = description.charAt(0).toLowerCase() + description.slice(1);
    throw new UsageError(
      `the formula ${inspect(text)} does not parse at character ${index + 1}: ${problem}`,
    );
  }
}

/** The tree, of what a formula may have alone. */
function toNode(expression: jsep.Expression, text: string): Node {
  const refuse = (problem: string): never => {
    throw new UsageError(`the formula ${inspect(text)}: ${problem}`);
  };
  const recur = (expression: jsep.Expression) => toNode(expression, text);
  switch (expression.type) {
    case "Literal": {
      const { value } = expression as jsep.Literal;
      if (typeof value !== "number" || !Number.isFinite(Math.fround(value))) {
        return refuse(`expected numbers that float32 has, got ${inspect(value)}`);
      }
      return { kind: "number", value };
    }
    case "Identifier": {
      const { name } = expression as jsep.Identifier;
      if (name === "x") return { kind: "x" };
      if (Object.hasOwn(CONSTANTS, name)) return { kind: "number", value: CONSTANTS[name]! };
      return refuse(`expected x, pi or e, got ${inspect(name)}`);
    }
    case "UnaryExpression": {
      const { operator, argument } = expression as jsep.UnaryExpression;
      if (operator === "+") return recur(argument);
      if (operator !== "-") return refuse(`expected + - * / or **, got ${inspect(operator)}`);
      return { kind: "operator", operator: "negate", operands: [recur(argument)] };
    }
    case "BinaryExpression": {
      const { operator, left, right } = expression as jsep.BinaryExpression;
      if (!Object.hasOwn(PRECEDENCE, operator)) {
        const remedy = operator === "^" ? "; a power is **" : "";
        return refuse(`expected + - * / or **, got ${inspect(operator)}${remedy}`);
      }
      if (operator === "**" && left.type === "UnaryExpression") {
        return refuse(
          "what the minus before a power belongs to is unclear; write 0 - a ** b or pow(-a, b)",
        );
      }
      return {
        kind: "operator",
        operator: operator as Operator,
        operands: [recur(left), recur(right)],
      };
    }
    case "CallExpression": {
      const { callee, arguments: operands } = expression as jsep.CallExpression;
      if (callee.type !== "Identifier") return refuse("expected the name of a function before (");
      const { name } = callee as jsep.Identifier;
      if (!FUNCTIONS.includes(name)) {
        return refuse(
          `there is no function named ${inspect(name)}; there are ${FUNCTIONS.join(", ")}` +
            suggestion(name, FUNCTIONS),
        );
      }
      const arity = Object.hasOwn(ARITY, name) ? ARITY[name]! : 1;
      if (operands.length !== arity) {
        return refuse(`${name}: expected ${arity} operands, got ${operands.length}`);
      }
      return { kind: "call", name, operands: operands.map(recur) };
    }
    default:
      return refuse("expected one expression of numbers, x, operators and functions");
  }
}

function count(node: Node): number {
  const operands = "operands" in node ? node.operands : [];
  return operands.reduce((sum, operand) => sum + count(operand), 1);
}

/** The tree with a number for what has no x in it. Throws `UsageError` for one that float32 has not. */
function foldConstants(node: Node, text: string): Node {
  if (!("operands" in node)) return node;
  const operands = node.operands.map((operand) => foldConstants(operand, text));
  const folded = { ...node, operands };
  if (!operands.every(({ kind }) => kind === "number")) return folded;
  const value = evaluate(folded, NaN, NUMBERS);
  if (Number.isFinite(Math.fround(value))) return { kind: "number", value };
  throw new UsageError(
    `the formula ${inspect(text)}: expected numbers that float32 has, got ${value} for ${
      write(node)
    }`,
  );
}

/** The formula in an arithmetic that takes numbers for its values. */
function evaluate<T>(node: Node, x: T, f: Arithmetic<T>): T | number {
  if (node.kind === "number") return node.value;
  if (node.kind === "x") return x;
  const [a, b, c] = node.operands.map((operand) => evaluate(operand, x, f)) as [T, T, T];
  if (node.kind === "call") return call(node.name, [a, b, c], f);
  switch (node.operator) {
    case "+":
      return f.add(a, b);
    case "-":
      return f.subtract(a, b);
    case "*":
      return f.multiply(a, b);
    case "/":
      return f.divide(a, b);
    case "negate":
      return f.negate(a);
    case "**":
      return raise(a, b, f);
  }
}

function call<T>(name: string, [a, b, c]: [T, T, T], f: Arithmetic<T>): T | number {
  switch (name) {
    case "max":
      return f.ifAtMostZero(f.subtract(a, b), b, a);
    case "min":
      return f.ifAtMostZero(f.subtract(a, b), a, b);
    case "clip":
      return f.ifAtMostZero(f.subtract(a, b), b, f.ifAtMostZero(f.subtract(c, a), c, a));
    case "pow":
      return raise(a, b, f);
  }
  if (!Object.hasOwn(ACTIVATIONS, name)) return f[name as ElementaryFunction](a);
  return fusedActivation(name as ActivationName).value(a, f);
}

function raise<T>(base: T, exponent: T, f: Arithmetic<T>): T | number {
  return typeof exponent === "number"
    ? power(base, exponent, f)
    : f.exp(f.multiply(exponent, f.log(base)));
}

function differentiate<T>(tree: Node, x: T | number, f: Arithmetic<T | number>): Dual<T> {
  const y = evaluate<Dual<T>>(tree, { value: x, derivative: 1 }, dualNumbers(f));
  return typeof y === "number" ? { value: y, derivative: 0 } : y;
}

/** The tree as text, with no more parentheses than it needs. */
function write(node: Node): string {
  if (node.kind === "x") return "x";
  if (node.kind === "number") return String(node.value);
  if (node.kind === "call") return `${node.name}(${node.operands.map(write).join(", ")})`;
  const precedence = PRECEDENCE[node.operator];
  const [left, right] = node.operands.map((operand, i) => {
    const inner = operand.kind === "operator" ? PRECEDENCE[operand.operator] : 5;
    // Powers of powers bind to the right, all else to the left.
    const loose = node.operator === "**" ? i === 0 : i === 1;
    return inner < precedence || inner === precedence && loose
      ? `(${write(operand)})`
      : write(operand);
  });
  return node.operator === "negate" ? `-${left}` : `${left} ${node.operator} ${right}`;
}

/** The notes on it, by what float32 has for it. */
function examineInFloat32(tree: Node, text: string): string[] {
  const results = PLACES.map((x) => differentiate<number>(tree, x, FLOAT32_NUMBERS));
  return examine(
    text,
    results.map(({ value }) => Number(value)),
    results.map(({ derivative }) => Number(derivative)),
  );
}
