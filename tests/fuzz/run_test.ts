/** Whether the fuzzing would notice: readers with one fault each. */
import assert from "node:assert/strict";
import { LabError } from "../../src/errors.ts";
import { fc } from "../dependencies.ts";
import { run, type Target } from "./run.ts";

/** Refuses odd numbers; a changed `read` or `verify` brings a fault. */
function reader(change: Partial<Target<number, number>> = {}): Target {
  return { name: "reader", inputs: fc.nat(), read: halve, verify() {}, ...change } as Target;
}

function halve(input: number): number {
  if (input % 2 !== 0) throw new LabError(`${input} is odd`);
  return input / 2;
}

/** A clock that the readers turn on themselves. */
let milliseconds = 0;
const now = () => milliseconds;

function lasting(duration: number): () => number {
  return () => {
    milliseconds += duration;
    return 0;
  };
}

/** Why a run fails: its message, and the message behind it. */
async function failure(target: Target, path?: string): Promise<[string, string]> {
  try {
    await run(target, { inputs: 100, seed: 7, path, now });
  } catch (error) {
    const { message, cause } = error as Error;
    return [message, String(cause)];
  }
  assert.fail("nothing was thrown");
}

Deno.test("a reader without fault is told of in numbers", async () => {
  const read = (input: number) => {
    milliseconds += input === 0 ? 7 : 1;
    return halve(input);
  };
  const inputs = fc.nat(99);
  const { accepted, rejected, slowest, seconds } = await run(reader({ read, inputs }), {
    inputs: 100,
    seed: 7,
    now,
  });
  assert.equal(accepted + rejected, 100);
  assert.ok(accepted > 10 && rejected > 10);
  assert.equal(slowest, 7);
  assert.ok(seconds > 0.1 && seconds < 0.2, `${seconds}`);
});

Deno.test("every fault is noticed", async () => {
  const kept: Uint8Array[] = [];
  const faults: [Partial<Target<number, number>>, RegExp][] = [
    [{ read: () => new Array(-1).length }, /RangeError: Invalid array length/],
    [{ read: () => (undefined as unknown as number[]).length }, /TypeError/],
    [{ read: () => Promise.reject(new SyntaxError("later")) }, /SyntaxError: later/],
    [{ verify: () => assert.fail("dishonest") }, /what was accepted is not .*dishonest/],
    [{ verify: () => halve(1) as unknown as void }, /what was accepted is not .*1 is odd/],
    [{ read: () => refuse("two\nlines") }, /did not match/],
    [{ read: () => refuse("\u202e") }, /did not match/],
    [{ read: () => refuse("x".repeat(1001)) }, /did not match/],
    [{ inputs: fc.constant(2), read: lasting(101) }, /0 bytes took 101 ms .*, at most 100 and/],
    [{ inputs: fc.constant(2), read: () => kept.push(new Uint8Array(2 ** 24)) }, /of memory/],
  ];
  for (const [fault, expected] of faults) {
    const [message, cause] = await failure(reader(fault));
    assert.match(
      message,
      /^reader fails; repeat it with: deno task fuzz --target "reader" --seed 7/,
    );
    assert.match(cause.replaceAll("\n", " "), expected);
  }
});

function refuse(message: string): never {
  throw new LabError(message);
}

Deno.test("a property that every object has got is noticed", async () => {
  const pollute = () => {
    Object.defineProperty(Object.prototype, "polluted", { value: true, configurable: true });
    return 0;
  };
  try {
    const [, cause] = await failure(reader({ read: pollute }));
    assert.match(cause, /polluted/);
  } finally {
    Reflect.deleteProperty(Object.prototype, "polluted");
  }
});

Deno.test("a run in which all were accepted, or all refused, tells nothing and fails", async () => {
  const [all] = await failure(reader({ read: (input) => input }));
  assert.equal(all, "reader: no input was rejected");
  const [none] = await failure(reader({ read: () => refuse("no") }));
  assert.equal(none, "reader: no input was accepted");
});

Deno.test("inputs that all take long fail together, though none is too slow", async () => {
  const read = (input: number) => lasting(11)() + halve(input);
  const [mean] = await failure(reader({ read }));
  assert.equal(mean, "reader: an input takes 11 ms on average");
});

Deno.test("a failure is made small, and repeated by its seed and path", async () => {
  const read = (input: number) => {
    if (input >= 1000) throw new TypeError(`${input} is too much`);
    return halve(input);
  };
  const [message, cause] = await failure(reader({ read }));
  assert.match(message, /the input: 1000$/);
  assert.equal(cause, "TypeError: 1000 is too much");
  const [, path] = /--path (\S+)/.exec(message)!;
  let first: number | undefined;
  const again = reader({ read: (input) => read(first ??= input) });
  await failure(again, path);
  assert.equal(first, 1000);
});
