/** Throws inputs at a reader, and holds every outcome against what is promised of all readers. */
import assert from "node:assert/strict";
import { LabError } from "../../src/errors.ts";
import { fc } from "../dependencies.ts";

/** A reader, and what is thrown at it. */
export interface Target<Input = unknown, Output = unknown> {
  readonly name: string;
  readonly inputs: fc.Arbitrary<Input>;
  /** The reader: throws a `LabError` to reject its input; a file's name is to be "FILE". */
  read(input: Input): Output | Promise<Output>;
  /** Throws unless an output is what its input says; must not throw a `LabError`. */
  verify(output: Output, input: Input): void | Promise<void>;
}

/** How a target is run. */
export interface Rounds {
  readonly inputs: number;
  readonly seed: number;
  /** Of a failure, to begin with its input. */
  readonly path?: string | undefined;
  /**
   * The milliseconds by the clock. Without it time stands still, so that no input takes too long: how
   * long one takes tells of the machine as well, and is no matter of a test.
   */
  readonly now?: () => number;
}

/** What came of it. */
export interface Findings {
  readonly accepted: number;
  readonly rejected: number;
  /** Milliseconds that the slowest input took to be read. */
  readonly slowest: number;
  /** Bytes by which an input's reading let memory grow at most. */
  readonly growth: number;
  /** Seconds that reading all inputs took. */
  readonly seconds: number;
}

// An input's limits: a constant part, and one for each of its bytes.
const MILLISECONDS = 100;
const MILLISECONDS_PER_BYTE = 1e-3;
const GROWTH = 8 * 2 ** 20;
const GROWTH_PER_BYTE = 64;
/** Of all inputs of a target, on average. */
const MEAN_MILLISECONDS = 10;

/**
 * Reads as many inputs as asked for. Each is accepted, and then its output is what it says, or is
 * rejected with a `LabError` of one line; in time and memory in proportion to its length; and no
 * object has got a property from it.
 *
 * Throws of the first input, made as small as may be, of which this does not hold, with the command
 * that repeats it; and, unless a failure is repeated, when all inputs were accepted or all rejected.
 */
export async function run(
  target: Target,
  { inputs, seed, path = "", now = () => 0 }: Rounds,
): Promise<Findings> {
  let accepted = 0, rejected = 0, slowest = 0, growth = 0, total = 0;
  const property = fc.asyncProperty(target.inputs, async (input) => {
    const reading = await readWithinLimits(target, input, now);
    if (reading.error === undefined) {
      accepted++;
      await verify(target, reading.output, input);
    } else {
      rejected++;
      assertReadable(reading.error);
    }
    assert.deepEqual(Object.getOwnPropertyDescriptors(Object.prototype), UNPOLLUTED);
    slowest = Math.max(slowest, reading.milliseconds);
    growth = Math.max(growth, reading.growth);
    total += reading.milliseconds;
  });
  const details = await fc.check(property, { numRuns: inputs, seed, path });
  if (details.failed) {
    throw new Error(
      `${target.name} fails; repeat it with: ` +
        `deno task fuzz --target "${target.name}" --seed ${seed} --path ${details.counterexamplePath}\n` +
        `the input: ${fc.stringify(details.counterexample?.[0]).slice(0, 2000)}`,
      { cause: details.errorInstance },
    );
  }
  if (path === "") {
    assert.ok(accepted > 0, `${target.name}: no input was accepted`);
    assert.ok(rejected > 0, `${target.name}: no input was rejected`);
  }
  const mean = total / details.numRuns;
  assert.ok(mean <= MEAN_MILLISECONDS, `${target.name}: an input takes ${mean} ms on average`);
  return { accepted, rejected, slowest, growth, seconds: total / 1000 };
}

const UNPOLLUTED = Object.getOwnPropertyDescriptors(Object.prototype);

interface Reading {
  readonly output: unknown;
  /** Why the input was rejected, if it was. */
  readonly error: LabError | undefined;
  readonly milliseconds: number;
  readonly growth: number;
}

/**
 * Reads an input; throws when it takes too much. A machine that pauses is no slow reader, nor does
 * memory grow by what was left uncollected before: only what is too much thrice is too much.
 */
async function readWithinLimits(
  target: Target,
  input: unknown,
  now: () => number,
): Promise<Reading> {
  const size = lengthOf(input);
  const maxMilliseconds = MILLISECONDS + MILLISECONDS_PER_BYTE * size;
  const maxGrowth = GROWTH + GROWTH_PER_BYTE * size;
  for (let attempt = 1;; attempt++) {
    const reading = await readOnce(target, input, now);
    const { milliseconds, growth } = reading;
    if (milliseconds <= maxMilliseconds && growth <= maxGrowth) return reading;
    if (attempt === 3) {
      assert.fail(
        `${size} bytes took ${milliseconds} ms and ${growth} bytes of memory, ` +
          `at most ${maxMilliseconds} and ${maxGrowth} may`,
      );
    }
  }
}

async function readOnce(target: Target, input: unknown, now: () => number): Promise<Reading> {
  const before = memory();
  const start = now();
  let output, error;
  try {
    output = await target.read(input);
  } catch (thrown) {
    if (!(thrown instanceof LabError)) throw thrown;
    error = thrown;
  }
  const milliseconds = now() - start;
  return { output, error, milliseconds, growth: memory() - before };
}

/** Bytes in use: objects, and the buffers outside of their heap. */
function memory(): number {
  const { heapUsed, external } = Deno.memoryUsage();
  return heapUsed + external;
}

/** What an input's limits go by: bytes or characters; a value that came from no file has none. */
function lengthOf(input: unknown): number {
  return input instanceof Uint8Array || typeof input === "string" ? input.length : 0;
}

async function verify(target: Target, output: unknown, input: unknown): Promise<void> {
  try {
    await target.verify(output, input);
  } catch (error) {
    throw new Error(`what was accepted is not what it should be: ${error}`, { cause: error });
  }
}

/** A message is one line of bounded length that does nothing to a terminal. */
function assertReadable({ message }: LabError): void {
  assert.match(message, /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,1000}$/u);
}
