import assert from "node:assert/strict";
import { PickleError } from "../../src/pretrained/pretrained_error.ts";
import { MAX_PICKLE_BYTES, readPickle } from "../../src/pretrained/pickle.ts";
import { opcodeOf } from "../../src/pretrained/pickle_opcodes.ts";
import {
  FrozenDict,
  NumpyArray,
  NumpyDtype,
  type PickleValue,
} from "../../src/pretrained/pickle_values.ts";
import {
  array,
  arrayState,
  BUILD,
  bytes,
  dict,
  DTYPE,
  dtype,
  EMPTY_ARRAY,
  FALSE,
  FROZEN_DICT,
  get,
  int,
  MARK,
  named,
  NDARRAY,
  NONE,
  pickle,
  PROTOCOL_3,
  put,
  RECONSTRUCT,
  REDUCE,
  STOP,
  text,
  toBytes,
  TRUE,
  tuple,
  uint,
} from "./pickle_writer.ts";

const numbers = { shape: [2], data: Float32Array.of(1, 2) };

function read(value: string): PickleValue {
  return readPickle(pickle(value), "file");
}

/** Why a program is refused; within it, as everywhere, offsets count the two bytes of PROTO. */
function refusal(program: string | Uint8Array): string {
  try {
    readPickle(typeof program === "string" ? toBytes(PROTOCOL_3 + program) : program, "file");
  } catch (error) {
    assert.ok(error instanceof PickleError, String(error));
    assert.doesNotMatch(error.message, /\n/);
    assert.ok(error.message.length < 500, error.message);
    const [, problem] = /^file is not a valid published model: (.*); nothing of it was used, /
      .exec(error.message) ?? [];
    return problem ?? error.message;
  }
  assert.fail("nothing was thrown");
}

function refused(cases: [program: string, problem: string][]): void {
  for (const [program, problem] of cases) assert.equal(refusal(program), problem);
}

Deno.test("plain values are read as they were written", () => {
  const cases: [string, PickleValue][] = [
    [NONE, null],
    [TRUE, true],
    [FALSE, false],
    [int(0), 0],
    [int(255), 255],
    [int(65535), 65535],
    [int(65536), 65536],
    [int(-1), -1],
    [`J${uint(2 ** 31 - 1, 4)}`, 2 ** 31 - 1],
    [`J${uint(-(2 ** 31), 4)}`, -(2 ** 31)],
    [text("params"), "params"],
    [`X${uint(3, 4)}\xe2\x82\xac`, "€"],
    [bytes(""), new Uint8Array()],
    [bytes("a\xff"), Uint8Array.of(97, 255)],
    [bytes("x".repeat(300)), new Uint8Array(300).fill(120)],
    [tuple(int(1)), [1]],
    [tuple(int(1), int(2), int(3)), [1, 2, 3]],
    [tuple(...Array(5).fill(NONE)), [null, null, null, null, null]],
    [`${MARK}t`, []],
    [`}${text("k")}${int(1)}s`, new Map([["k", 1]])],
    [
      dict(["a", tuple(int(1))], ["b", NONE]),
      new Map<string, PickleValue>([["a", [1]], ["b", null]]),
    ],
    [tuple(text("a") + put(7), get(7), get(7)), ["a", "a", "a"]],
  ];
  for (const [program, value] of cases) assert.deepEqual(read(program), value);
});

Deno.test("the four names make inert values", () => {
  const frozen = read(FROZEN_DICT + tuple(dict(["a", int(1)])) + REDUCE);
  assert.ok(frozen instanceof FrozenDict);
  assert.deepEqual(frozen.entries, new Map([["a", 1]]));

  const found = read(array({ ...numbers, order: TRUE }));
  assert.ok(found instanceof NumpyArray);
  const { shape, dtype: type, fortranOrder, bytes: content } = found.content!;
  assert.deepEqual(shape, [2]);
  assert.ok(type instanceof NumpyDtype);
  assert.deepEqual([type.code, type.byteOrder], ["f4", "<"]);
  assert.equal(fortranOrder, true);
  assert.deepEqual(new Float32Array(new Uint8Array(content).buffer), numbers.data);
});

Deno.test("bytes are views, also into a part of a larger buffer", () => {
  const program = pickle(bytes("abc"));
  const buffer = new Uint8Array(program.length + 2);
  buffer.set(program, 1);
  const view = readPickle(buffer.subarray(1, -1), "file") as Uint8Array;
  assert.deepEqual([...view], [97, 98, 99]);
  assert.equal(view.buffer, buffer.buffer);
});

Deno.test("a key is nothing but a key", () => {
  const keys = ["__proto__", "constructor", "toString"];
  const found = read(dict(...keys.map((key): [string, string] => [key, dict(["polluted", TRUE])])));
  assert.ok(found instanceof Map);
  assert.deepEqual([...found.keys()], keys);
  assert.ok(!("polluted" in {}));
});

Deno.test("every other instruction is refused by its name and offset", () => {
  const allowed = new Set("(.BCJKMNRXbchqstu}\x80\x85\x86\x87\x88\x89");
  for (let byte = 0; byte < 256; byte++) {
    const character = String.fromCharCode(byte);
    if (allowed.has(character)) continue;
    const name = opcodeOf(byte) ?? `0x${byte.toString(16).padStart(2, "0")}`;
    assert.ok(refusal(NONE + character + STOP).startsWith(`${name} at byte 3: `), name);
  }
  const rule = "no published model has this instruction, so it is not allowed";
  refused([
    ["i", `INST at byte 2: ${rule}`],
    ["\x93", `STACK_GLOBAL at byte 2: ${rule}`],
    ["\x81", `NEWOBJ at byte 2: ${rule}`],
    ["r", `LONG_BINPUT at byte 2: ${rule}`],
    ["\xff", "0xff at byte 2: this is no instruction"],
  ]);
});

Deno.test("nothing but the four names can be mentioned, and only three can be called", () => {
  const evil = tuple(text("touch /tmp/evil"));
  refused([
    [named("os", "system") + evil + REDUCE, "GLOBAL at byte 2: os.system is not allowed"],
    [named("posix", "system"), "GLOBAL at byte 2: posix.system is not allowed"],
    [named("builtins", "eval"), "GLOBAL at byte 2: builtins.eval is not allowed"],
    [NONE + named("numpy", "load"), "GLOBAL at byte 3: numpy.load is not allowed"],
    [
      named("numpy.core", "multiarray._reconstruct"),
      "GLOBAL at byte 2: " +
      "numpy.core.multiarray._reconstruct is not allowed",
    ],
    [named("a\x1b[2J", "b"), 'GLOBAL at byte 2: "a\\u001b[2J.b" is not allowed'],
    [named("", ""), "GLOBAL at byte 2: . is not allowed"],
    [`c${"o".repeat(200)}\n\n`, "GLOBAL at byte 2: its text has no end within 128 bytes"],
    ["cos\nsystem", "GLOBAL at byte 2: its text has no end within 128 bytes"],
    ["c\xff\nx\n", "GLOBAL at byte 2: its text is not valid UTF-8"],
    [NDARRAY + evil + REDUCE, "REDUCE at byte 38: numpy.ndarray may not be called"],
    [text("eval") + evil + REDUCE, 'REDUCE at byte 32: "eval" may not be called'],
    [NONE + evil + REDUCE, "REDUCE at byte 24: null may not be called"],
    [tuple(DTYPE) + evil + REDUCE, "REDUCE at byte 37: a tuple of 1 may not be called"],
  ]);
});

Deno.test("protocol 4, text and tape archives are refused at their first instruction", () => {
  const refusedFile = (content: string, problem: string) =>
    assert.equal(refusal(toBytes(content)), problem);
  refusedFile("\x80\x04\x95", "PROTO at byte 0: the protocol is 4, expected 3");
  refusedFile(
    "FashionMNIST",
    "FLOAT at byte 0: no published model has this instruction, so it " +
      "is not allowed",
  );
  refusedFile("cos\nsystem\n(S'x'\ntR.", "GLOBAL at byte 0: os.system is not allowed");
  refusedFile("", "END at byte 0: there is no STOP before it");
});

Deno.test("the arguments of each call are checked", () => {
  const call = (callee: string, ...args: string[]) =>
    refusal(callee + tuple(...args) + REDUCE).replace(/^REDUCE at byte \d+: /, "");
  assert.equal(
    call(FROZEN_DICT, int(3)),
    "[0] of the arguments of FrozenDict is 3, expected a dict",
  );
  assert.match(call(FROZEN_DICT, "}", "}"), /^the arguments of FrozenDict is .*expected one dict$/);
  assert.match(refusal(`${FROZEN_DICT}}R`), /arguments of FrozenDict is Map.*expected one dict/);
  assert.match(call(RECONSTRUCT, DTYPE, tuple(int(0)), bytes("b")), /expected numpy.ndarray$/);
  assert.match(call(RECONSTRUCT, NDARRAY, tuple(int(1)), bytes("b")), /\[1\]\[0\] .* expected 0$/);
  assert.match(call(RECONSTRUCT, NDARRAY, tuple(int(0)), bytes("c")), /\[2\] .* expected b'b'$/);
  assert.match(call(RECONSTRUCT, NDARRAY, tuple(int(0)), text("b")), /\[2\] .* expected bytes$/);
  assert.match(call(DTYPE, int(3), FALSE, TRUE), /\[0\] .* is 3, expected a text$/);
  assert.match(call(DTYPE, text("f4"), TRUE, TRUE), /\[1\] .* is true, expected False$/);
  assert.match(call(DTYPE, text("f4"), FALSE), /expected a code, False, True$/);
});

Deno.test("the target and the state of BUILD are checked, and it comes once", () => {
  const complete = { ...numbers };
  const state = (target: string, ...parts: string[]) =>
    refusal(target + tuple(...parts) + BUILD).replace(/^BUILD at byte \d+: /, "");
  const type = DTYPE + tuple(text("f4"), FALSE, TRUE) + REDUCE;
  const rest = [NONE, NONE, NONE, int(-1), int(-1), int(0)];
  assert.equal(state("}", dict(["__class__", text("os")])), "a dict takes no state");
  assert.equal(state(DTYPE, NONE), "numpy.dtype takes no state");
  assert.equal(state(int(3), NONE), "3 takes no state");
  assert.equal(state(tuple(NONE), NONE), "a tuple of 1 takes no state");
  assert.equal(state(FROZEN_DICT + tuple("}") + REDUCE, NONE), "a FrozenDict takes no state");
  assert.match(state(type, int(4), text("<"), ...rest), /\[0\] .* is 4, expected 3, the only/);
  assert.match(state(type, int(3), NONE, ...rest), /\[1\] .* is null, expected a text/);
  assert.match(
    state(type, int(3), text("<"), tuple(type), ...rest.slice(1)),
    /expected None: no sub/,
  );
  assert.match(state(type, int(3), text("<")), /expected the eight parts of a plain type/);
  assert.match(refusal(`${type}}${BUILD}`), /state of numpy.dtype is Map/);
  assert.match(state(dtype(), NONE), /the numpy.dtype has its state already/);

  const order = [FALSE, bytes("12345678")];
  assert.match(
    state(EMPTY_ARRAY, int(2), tuple(int(2)), dtype(), ...order),
    /\[0\] .* is 2, expec/,
  );
  assert.match(
    state(EMPTY_ARRAY, int(1), int(2), dtype(), ...order),
    /expected a tuple of at most 32/,
  );
  assert.match(
    state(EMPTY_ARRAY, int(1), tuple(int(-1)), dtype(), ...order),
    /\[1\]\[0\] .* is -1/,
  );
  assert.match(
    state(EMPTY_ARRAY, int(1), tuple(...Array(33).fill(int(1))), dtype(), ...order),
    /expected a tuple of at most 32 sizes/,
  );
  assert.match(state(EMPTY_ARRAY, int(1), tuple(int(2)), type, ...order), /a complete numpy.dtype/);
  assert.match(state(EMPTY_ARRAY, int(1), tuple(int(2)), text("f4"), ...order), /a complete numpy/);
  assert.match(
    state(EMPTY_ARRAY, int(1), tuple(int(2)), dtype(), int(0), bytes("12345678")),
    /\[3\] .* is 0, expected True or False/,
  );
  assert.match(
    state(EMPTY_ARRAY, int(1), tuple(int(2)), dtype(), FALSE, text("12345678")),
    /\[4\] .* expected bytes/,
  );
  assert.match(
    refusal(array(complete) + arrayState(complete) + BUILD),
    /the numpy.ndarray has its state already/,
  );
});

Deno.test("items are set in dicts alone: each key a text, once, with a value", () => {
  refused([
    [NONE + text("k") + NONE + "s", "SETITEM at byte 10: its target is null, expected a dict"],
    [`${DTYPE}${MARK}u`, "SETITEMS at byte 16: its target is numpy.dtype, expected a dict"],
    [`}${NONE}${NONE}s`, "SETITEM at byte 5: a key is null, expected a text"],
    [`}${MARK}${text("k")}u`, "SETITEMS at byte 10: the last of 1 items has no value"],
    [dict(["k", NONE], ["k", NONE]), 'SETITEMS at byte 18: the key "k" comes twice'],
  ]);
});

Deno.test("claimed lengths are held against what is left", () => {
  refused([
    [`B${uint(-1, 4)}ab`, "BINBYTES at byte 2: it needs 4294967295 more bytes, 2 are left"],
    [`B${uint(3, 4)}ab`, "BINBYTES at byte 2: it needs 3 more bytes, 2 are left"],
    ["C\xffab", "SHORT_BINBYTES at byte 2: it needs 255 more bytes, 2 are left"],
    [`X${uint(-1, 4)}`, "BINUNICODE at byte 2: its text has 4294967295 bytes, at most 128 may"],
    [`X${uint(3, 4)}ab`, "BINUNICODE at byte 2: it needs 3 more bytes, 2 are left"],
    [`X${uint(1, 4)}\xff`, "BINUNICODE at byte 2: its text is not valid UTF-8"],
    ["J\0\0", "BININT at byte 2: it needs 4 more bytes, 2 are left"],
    ["B\0", "BINBYTES at byte 2: it needs 4 more bytes, 1 are left"],
    ["K", "BININT1 at byte 2: it needs 1 more bytes, 0 are left"],
  ]);
});

Deno.test("the stack never runs below a mark or its end, nor above its limit", () => {
  const fewer = (needed: number, there: number) =>
    `it needs ${needed} values on the stack, ${there} are there`;
  refused([
    ["\x85", `TUPLE1 at byte 2: ${fewer(1, 0)}`],
    [`${NONE}${MARK}\x85`, `TUPLE1 at byte 4: ${fewer(1, 0)}`],
    [`${NONE}R`, `REDUCE at byte 3: ${fewer(2, 1)}`],
    [`${MARK}u`, `SETITEMS at byte 3: ${fewer(1, 0)}`],
    ["q\0", `BINPUT at byte 2: ${fewer(1, 0)}`],
    ["t", "TUPLE at byte 2: there is no mark on the stack"],
    [STOP, `STOP at byte 2: ${fewer(1, 0)}`],
    [NONE + NONE + STOP, "STOP at byte 4: 1 values are left below the result"],
    [MARK + NONE + STOP, "STOP at byte 4: 1 marks are open"],
    [`${NONE}${STOP}PK`, "STOP at byte 3: 2 bytes follow it, expected none"],
    [NONE, "END at byte 3: there is no STOP before it"],
    [MARK.repeat(2000), "MARK at byte 1026: more than 1024 values and marks are on the stack"],
    [NONE.repeat(2000), "NONE at byte 1026: more than 1024 values and marks are on the stack"],
  ]);
  const full = read(`${MARK}${NONE.repeat(1023)}t`) as unknown[];
  assert.equal(full.length, 1023);
});

Deno.test("values are a tree: what holds others, or much, is not recalled", () => {
  const rule = "which may not stand in two places";
  refused([
    [get(3), "BINGET at byte 2: place 3 of the memo is empty"],
    [
      `}${put(0)}${text("self")}${get(0)}s`,
      `BINGET at byte 14: place 0 of the memo is a dict, ${rule}`,
    ],
    // The billion laughs: a pair of the same pair, thirty times over.
    [
      tuple(NONE) + `${put(0)}${get(0)}\x86`.repeat(30),
      `BINGET at byte 6: place 0 of the memo is a tuple of 1, ${rule}`,
    ],
    [
      EMPTY_ARRAY + put(0) + get(0),
      `BINGET at byte 63: place 0 of the memo is a NumpyArray, ${rule}`,
    ],
    [
      bytes("x".repeat(129)) + put(0) + get(0),
      `BINGET at byte 135: place 0 of the memo is 129 bytes, ${rule}`,
    ],
  ]);
  const shared = read(tuple(dtype() + put(1), get(1))) as PickleValue[];
  assert.equal(shared[0], shared[1]);
});

Deno.test("nesting has a limit, which no stack of calls decides", () => {
  const nested = (open: string, close: string, levels: number) =>
    open.repeat(levels) + close.repeat(levels);
  const tuples = (levels: number) => NONE + "\x85".repeat(levels);
  const dicts = (levels: number) => nested(`}${text("k")}`, "", levels) + NONE + "s".repeat(levels);
  assert.ok(Array.isArray(read(tuples(16))));
  assert.ok(read(dicts(16)) instanceof Map);
  assert.match(refusal(tuples(17)), /^TUPLE1 at byte 19: values are nested more than 16 deep/);
  assert.match(refusal(dicts(17)), /^SETITEM at byte 138: values are nested more than 16 deep/);
  assert.match(refusal(tuples(60_000)), /nested more than 16 deep/);
  assert.match(
    refusal(nested(FROZEN_DICT + `}${text("k")}`, `s\x85${REDUCE}`, 30).replace("s", `${NONE}s`)),
    /nested more than 16 deep/,
  );
});

Deno.test("the length and the number of instructions have limits", () => {
  assert.match(
    refusal(new Uint8Array(MAX_PICKLE_BYTES + 1)),
    /the file has 67108865 bytes, at most 67108864 may/,
  );
  assert.match(refusal(NONE + put(0).repeat(70_000)), /more than 65536 instructions/);
});

Deno.test("hostile pickles of full length are refused in short", () => {
  const full = (program: string) => {
    const content = new Uint8Array(MAX_PICKLE_BYTES);
    content.set(toBytes(PROTOCOL_3 + program));
    return content;
  };
  const large = `B${uint(MAX_PICKLE_BYTES - 4096, 4)}`;
  const hostile = [full(FROZEN_DICT + large), full(`${FROZEN_DICT}${MARK}${large}`), full("c")];
  // Large bytes as an argument, which the message must show in short.
  const end = toBytes(`\x85${REDUCE}`);
  hostile[0]!.set(end, PROTOCOL_3.length + FROZEN_DICT.length + 5 + MAX_PICKLE_BYTES - 4096);
  const reasons = [
    /^REDUCE at byte \d+: \[0\] of the arguments of FrozenDict is /,
    /^0x00 at byte \d+: this is no instruction$/,
    /^GLOBAL at byte 2: its text has no end within 128 bytes$/,
  ];
  for (const [i, program] of hostile.entries()) {
    const reason = refusal(program);
    assert.match(reason, reasons[i]!);
    assert.ok(reason.length < 1000);
  }
});
