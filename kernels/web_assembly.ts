/** Formulas as a WebAssembly module, for processors: what a compiler would make of them, four numbers at a time. */
import { type Arithmetic, type Formula, normalTail } from "./arithmetic.ts";

/** A value of a function: the number of the local variable that holds it. */
interface Local {
  readonly local: number;
}

type Operand = Local | number;

/** What the module calls, of the kernels: what they export under these names, from v128 to v128. */
const CALLS = [
  "exp",
  "expm1",
  "log",
  "log1p",
  "sign",
  "sigmoid",
  "tanh",
  "softplus",
  "erf",
] as const;

/** The type v128, and the bytes that begin the instructions of this kind. */
const V128 = 0x7B, SIMD = 0xFD;

/** Instructions on four float32 numbers: the numbers behind SIMD. */
const F32X4 = {
  splat: 0x13,
  atMost: 0x45,
  abs: 0xE0,
  negate: 0xE1,
  sqrt: 0xE3,
  add: 0xE4,
  subtract: 0xE5,
  multiply: 0xE6,
  divide: 0xE7,
};
const BITSELECT = 0x52;

/**
 * The bytes of a module that exports each formula as a function of its name, from v128 to v128, and
 * imports what they call from `kernels`. Products are rounded before anything is added to them.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * const bytes = webAssemblyModule({ twice: (x, f) => f.add(x, x) });
 * const [twice] = WebAssembly.Module.exports(new WebAssembly.Module(bytes));
 * assert.deepEqual([twice?.name, twice?.kind], ["twice", "function"]);
 * ```
 */
export function webAssemblyModule(
  formulas: Readonly<Record<string, Formula>>,
): Uint8Array<ArrayBuffer> {
  const functions = Object.entries(formulas);
  const ofOneToOne = [0]; // the first and only type
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6D, 1, 0, 0, 0],
    ...section(1, [[0x60, ...list([[V128]]), ...list([[V128]])]]),
    ...section(2, CALLS.map((name) => [...text("kernels"), ...text(name), 0, ...ofOneToOne])),
    ...section(3, functions.map(() => ofOneToOne)),
    ...section(7, functions.map(([name], i) => [...text(name), 0, ...unsigned(CALLS.length + i)])),
    ...section(10, functions.map(([, formula]) => sized(body(formula)))),
  ]);
}

/** A function's local variables and instructions. What occurs several times in a formula is computed once. */
function body(formula: Formula): number[] {
  const code: number[] = [];
  const locals = new Map<string, Local>();
  const push = (operand: Operand) =>
    typeof operand === "number"
      ? [0x43, ...float32(operand), ...simd(F32X4.splat)]
      : [0x20, ...unsigned(operand.local)];
  /** The value that instructions leave for these operands. */
  function apply(instructions: readonly number[], ...operands: Operand[]): Local {
    const computed = [...operands.flatMap(push), ...instructions];
    const key = computed.join();
    const known = locals.get(key);
    if (known !== undefined) return known;
    const value = { local: locals.size + 1 }; // behind the argument
    locals.set(key, value);
    for (const byte of [...computed, 0x21, ...unsigned(value.local)]) code.push(byte);
    return value;
  }
  const one = (instruction: number) => (x: Operand) => apply(simd(instruction), x);
  const two = (instruction: number) => (a: Operand, b: Operand) => apply(simd(instruction), a, b);
  const called = CALLS.map((name, i) => [name, (x: Operand) => apply([0x10, i], x)]);
  const [add, multiply] = [two(F32X4.add), two(F32X4.multiply)];
  const arithmetic: Arithmetic<Local> = {
    ...Object.fromEntries(called) as Record<typeof CALLS[number], (x: Operand) => Local>,
    add,
    multiply,
    subtract: two(F32X4.subtract),
    divide: two(F32X4.divide),
    negate: one(F32X4.negate),
    abs: one(F32X4.abs),
    sqrt: one(F32X4.sqrt),
    multiplyAdd: (a, b, c) => add(multiply(a, b), c),
    ifAtMostZero: (x, a, b) => apply(simd(BITSELECT), a, b, apply(simd(F32X4.atMost), x, 0)),
    normalTail: (x) => normalTail(x, arithmetic),
  };
  const result = push(formula({ local: 0 }, arithmetic));
  return [...list([[...unsigned(locals.size), V128]]), ...code, ...result, 0x0B];
}

function simd(instruction: number): number[] {
  return [SIMD, ...unsigned(instruction)];
}

function section(id: number, items: readonly (readonly number[])[]): number[] {
  return [id, ...sized(list(items))];
}

/** Items behind their number. */
function list(items: readonly (readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

/** Bytes behind their number. */
function sized(bytes: readonly number[]): number[] {
  return [...unsigned(bytes.length), ...bytes];
}

function text(name: string): number[] {
  return sized([...new TextEncoder().encode(name)]);
}

/** An integer in bytes of seven bits, the lowest first, all but the last with the eighth bit set (LEB128). */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [value & 0x7F | 0x80, ...unsigned(value >>> 7)];
}

function float32(value: number): number[] {
  const bytes = new DataView(new ArrayBuffer(4));
  bytes.setFloat32(0, value, true);
  return [...new Uint8Array(bytes.buffer)];
}
