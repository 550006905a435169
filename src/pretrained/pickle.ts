/**
 * Reads the pickles of the published models, and no others, as inert data.
 *
 * A pickle is a program for a small stack machine that can call anything Python can import. This
 * machine knows the 24 instructions and the four names that the published files use; it calls
 * nothing, and refuses the rest. A value that holds others cannot be recalled from the memo, so
 * what is read is a tree no larger than its file, without cycles.
 * (CPython's `Lib/pickletools.py` describes the format.)
 */
import { inspect } from "../printable.ts";
import { type Opcode, opcodeOf } from "./pickle_opcodes.ts";
import {
  findGlobal,
  NumpyArray,
  NumpyDtype,
  type PickleDict,
  PickleGlobal,
  type PickleValue,
} from "./pickle_values.ts";
import { PickleError, refusal } from "./pretrained_error.ts";

/** The longest pickle that is read; the published ones have 2.5 MB. */
export const MAX_PICKLE_BYTES = 64 * 2 ** 20;

// A published file takes 309 instructions, 26 values and marks, 6 levels, and texts of 21 bytes.
const MAX_INSTRUCTIONS = 65_536;
const MAX_STACK = 1024;
const MAX_DEPTH = 16;
const MAX_TEXT_BYTES = 128;
const MAX_SHARED_BYTES = 128;

/**
 * The value that a pickle of protocol 3 holds; bytes in it are views into `bytes`.
 *
 * Throws `PickleError`, naming `file`, the instruction and its byte offset, on anything that is not
 * in the published models: another instruction, another name, an argument of another type, damage,
 * and more than 64 MiB, 65,536 instructions, 1024 values on the stack or 16 levels. The memo has at
 * most 256 places, as no instruction allowed can name more. Takes time in proportion to the number
 * of instructions.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
 * assert.deepEqual(readPickle(bytes("\x80\x03K\x01K\x02\x86."), "pair"), [1, 2]);
 * assert.throws(() => readPickle(bytes("cos\nsystem\n."), "evil"), /GLOBAL at byte 0: os.system/);
 * ```
 */
export function readPickle(bytes: Uint8Array, file: string): PickleValue {
  return new Machine(bytes, file).run();
}

/** A value on the stack, and how many levels of values it holds. */
interface Item {
  readonly value: PickleValue;
  readonly depth: number;
}

class Machine {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #file: string;
  /** Of the instruction under way, for messages. */
  #instruction = "START";
  #start = 0;
  /** Of the next byte. */
  #position = 0;
  readonly #stack: Item[] = [];
  /** How high the stack was at each open mark. */
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, PickleValue>();

  constructor(bytes: Uint8Array, file: string) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#file = file;
  }

  run(): PickleValue {
    if (this.#bytes.length > MAX_PICKLE_BYTES) {
      throw this.#fail(`the file has ${this.#bytes.length} bytes, at most ${MAX_PICKLE_BYTES} may`);
    }
    for (let count = 0; count < MAX_INSTRUCTIONS; count++) {
      const opcode = this.#nextOpcode();
      if (opcode === "STOP") return this.#result();
      this.#execute(opcode);
      if (this.#stack.length + this.#marks.length > MAX_STACK) {
        throw this.#fail(`more than ${MAX_STACK} values and marks are on the stack`);
      }
    }
    throw this.#fail(`more than ${MAX_INSTRUCTIONS} instructions`);
  }

  #nextOpcode(): Opcode {
    this.#start = this.#position;
    this.#instruction = "END";
    if (this.#position === this.#bytes.length) throw this.#fail("there is no STOP before it");
    const byte = this.#takeByte();
    const opcode = opcodeOf(byte);
    this.#instruction = opcode ?? `0x${byte.toString(16).padStart(2, "0")}`;
    if (opcode === undefined) throw this.#fail("this is no instruction");
    return opcode;
  }

  #execute(opcode: Exclude<Opcode, "STOP">): void {
    switch (opcode) {
      case "PROTO":
        return this.#expectProtocol(this.#takeByte());
      case "NONE":
        return this.#push(null);
      case "NEWTRUE":
        return this.#push(true);
      case "NEWFALSE":
        return this.#push(false);
      case "BININT1":
        return this.#push(this.#takeByte());
      case "BININT2":
        return this.#push(this.#view.getUint16(this.#advance(2), true));
      case "BININT":
        return this.#push(this.#view.getInt32(this.#advance(4), true));
      case "BINUNICODE":
        return this.#push(this.#takeText(this.#takeLength()));
      case "SHORT_BINBYTES":
        return this.#push(this.#takeBytes(this.#takeByte()));
      case "BINBYTES":
        return this.#push(this.#takeBytes(this.#takeLength()));
      case "MARK":
        this.#marks.push(this.#stack.length);
        return;
      case "TUPLE":
        return this.#pushTuple(this.#popToMark());
      case "TUPLE1":
        return this.#pushTuple(this.#pop(1));
      case "TUPLE2":
        return this.#pushTuple(this.#pop(2));
      case "TUPLE3":
        return this.#pushTuple(this.#pop(3));
      case "EMPTY_DICT":
        return this.#push(new Map(), 1);
      case "SETITEM":
        return this.#setItems(this.#pop(2));
      case "SETITEMS":
        return this.#setItems(this.#popToMark());
      case "BINPUT":
        this.#memo.set(this.#takeByte(), this.#peek().value);
        return;
      case "BINGET":
        return this.#recall(this.#takeByte());
      case "GLOBAL":
        return this.#pushGlobal(this.#takeLine(), this.#takeLine());
      case "REDUCE":
        return this.#reduce();
      case "BUILD":
        return this.#build();
      default:
        throw this.#fail("no published model has this instruction, so it is not allowed");
    }
  }

  #expectProtocol(protocol: number): void {
    if (protocol !== 3) throw this.#fail(`the protocol is ${protocol}, expected 3`);
  }

  #pushTuple(items: readonly Item[]): void {
    this.#push(items.map(({ value }) => value), 1 + depthOf(items));
  }

  #setItems(items: readonly Item[]): void {
    const [{ value: dict, depth }] = this.#pop(1) as [Item];
    if (!(dict instanceof Map)) throw this.#fail(`its target is ${kindOf(dict)}, expected a dict`);
    if (items.length % 2 !== 0) throw this.#fail(`the last of ${items.length} items has no value`);
    for (let i = 0; i < items.length; i += 2) {
      this.#setItem(dict, items[i]!.value, items[i + 1]!.value);
    }
    this.#push(dict, Math.max(depth, 1 + depthOf(items)));
  }

  #setItem(dict: PickleDict, key: PickleValue, value: PickleValue): void {
    if (typeof key !== "string") throw this.#fail(`a key is ${kindOf(key)}, expected a text`);
    if (dict.has(key)) throw this.#fail(`the key ${inspect(key)} comes twice`);
    dict.set(key, value);
  }

  #recall(place: number): void {
    const value = this.#memo.get(place);
    if (value === undefined) throw this.#fail(`place ${place} of the memo is empty`);
    if (!isShareable(value)) {
      throw this.#fail(
        `place ${place} of the memo is ${kindOf(value)}, which may not stand in two places`,
      );
    }
    this.#push(value);
  }

  #pushGlobal(module: string, name: string): void {
    const global = findGlobal(module, name);
    if (global === undefined) throw this.#fail(`${shownName(`${module}.${name}`)} is not allowed`);
    this.#push(global);
  }

  #reduce(): void {
    const [callee, args] = this.#pop(2) as [Item, Item];
    if (!(callee.value instanceof PickleGlobal) || callee.value.call === undefined) {
      throw this.#fail(`${kindOf(callee.value)} may not be called`);
    }
    this.#push(callee.value.call(args.value, this.#fail), args.depth);
  }

  #build(): void {
    const [target, state] = this.#pop(2) as [Item, Item];
    if (!(target.value instanceof NumpyDtype || target.value instanceof NumpyArray)) {
      throw this.#fail(`${kindOf(target.value)} takes no state`);
    }
    target.value.build(state.value, this.#fail);
    this.#push(target.value, Math.max(target.depth, state.depth));
  }

  #result(): PickleValue {
    const open = this.#marks.length;
    if (open > 0) throw this.#fail(`${open} marks are open`);
    const [{ value }] = this.#pop(1) as [Item];
    const left = this.#stack.length;
    if (left > 0) throw this.#fail(`${left} values are left below the result`);
    const after = this.#bytes.length - this.#position;
    if (after > 0) throw this.#fail(`${after} bytes follow it, expected none`);
    return value;
  }

  #push(value: PickleValue, depth = 0): void {
    if (depth > MAX_DEPTH) throw this.#fail(`values are nested more than ${MAX_DEPTH} deep`);
    this.#stack.push({ value, depth });
  }

  /** The uppermost `count` values, which must lie above the last mark. */
  #pop(count: number): Item[] {
    this.#require(count);
    return this.#stack.splice(-count);
  }

  #peek(): Item {
    this.#require(1);
    return this.#stack.at(-1)!;
  }

  #require(count: number): void {
    const there = this.#stack.length - (this.#marks.at(-1) ?? 0);
    if (there < count) {
      throw this.#fail(`it needs ${count} values on the stack, ${there} are there`);
    }
  }

  #popToMark(): Item[] {
    const height = this.#marks.pop();
    if (height === undefined) throw this.#fail("there is no mark on the stack");
    return this.#stack.splice(height);
  }

  /** Steps over the next `count` bytes, and says where they begin. */
  #advance(count: number): number {
    const left = this.#bytes.length - this.#position;
    if (count > left) throw this.#fail(`it needs ${count} more bytes, ${left} are left`);
    const start = this.#position;
    this.#position += count;
    return start;
  }

  #takeByte(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  #takeLength(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  #takeBytes(count: number): Uint8Array {
    const start = this.#advance(count);
    return this.#bytes.subarray(start, start + count);
  }

  #takeText(count: number): string {
    if (count > MAX_TEXT_BYTES) {
      throw this.#fail(`its text has ${count} bytes, at most ${MAX_TEXT_BYTES} may`);
    }
    const bytes = this.#takeBytes(count);
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw this.#fail("its text is not valid UTF-8");
    }
  }

  #takeLine(): string {
    const near = this.#bytes.subarray(this.#position, this.#position + MAX_TEXT_BYTES);
    const length = near.indexOf("\n".charCodeAt(0));
    if (length < 0) throw this.#fail(`its text has no end within ${MAX_TEXT_BYTES} bytes`);
    const line = this.#takeText(length);
    this.#advance(1);
    return line;
  }

  readonly #fail = (problem: string): PickleError =>
    new PickleError(
      refusal(this.#file, `${this.#instruction} at byte ${this.#start}: ${problem}`),
    );
}

function depthOf(items: readonly Item[]): number {
  return items.reduce((deepest, { depth }) => Math.max(deepest, depth), 0);
}

/** Whether a value may stand in two places: if it holds no others, and little. */
function isShareable(value: PickleValue): boolean {
  return typeof value === "string" || value instanceof PickleGlobal ||
    value instanceof NumpyDtype ||
    (value instanceof Uint8Array && value.length <= MAX_SHARED_BYTES);
}

/** What a value is, human-readable; none of what it holds. */
function kindOf(value: PickleValue): string {
  if (value instanceof PickleGlobal) return value.path;
  if (value instanceof Map) return "a dict";
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (Array.isArray(value)) return `a tuple of ${value.length}`;
  if (typeof value === "object" && value !== null) return `a ${value.constructor.name}`;
  return inspect(value);
}

/** A name as Python spells it if it is one, else in quotes and escaped. */
function shownName(path: string): string {
  return /^[\w.]{1,80}$/.test(path) ? path : inspect(path);
}
