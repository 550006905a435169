/**
 * The tape: which operation made which tensor, and how its gradient passes to its inputs.
 *
 * An operation and its vector-Jacobian product stand side by side, as in `exp`:
 *
 *     const y = unary("exp", x);
 *     return record("exp", [x], y, (g) => [() => multiply(g, y)]);
 *
 * The vjp is written with operations that are recorded in turn, so that gradients have gradients.
 */
import type { Tensor } from "./tensor.ts";

/**
 * From the gradient of the output to those of the inputs: a function each, called for the inputs
 * that need it. What several inputs share is computed before.
 */
export type Vjp = (gradient: Tensor) => readonly (() => Tensor)[];

interface Entry {
  readonly operation: string;
  readonly inputs: readonly Tensor[];
  readonly output: Tensor;
  readonly vjp: Vjp;
}

/** What was computed from some tensors, in order. */
export class Tape {
  readonly entries: Entry[] = [];
  readonly #tracked: Set<Tensor>;

  constructor(sources: Iterable<Tensor>) {
    this.#tracked = new Set(sources);
  }

  /** Whether a tensor is one of the sources or was computed from them. */
  tracks(tensor: Tensor): boolean {
    return this.#tracked.has(tensor);
  }

  append(entry: Entry): void {
    if (!entry.inputs.some((input) => this.#tracked.has(input))) return;
    this.#tracked.add(entry.output);
    this.entries.push(entry);
  }
}

const activeTapes: Tape[] = [];

/** Notes on every running tape how `output` came from `inputs`, and returns it. */
export function record(
  operation: string,
  inputs: readonly Tensor[],
  output: Tensor,
  vjp: Vjp,
): Tensor {
  for (const tape of activeTapes) tape.append({ operation, inputs, output, vjp });
  return output;
}

/**
 * How many tapes will see the vjp of what is computed from `inputs` run: none if none follows them,
 * and more than one for second derivatives. (A tape that follows none of them may still follow the
 * gradient that the vjp is given.)
 */
export function recordingTapes(inputs: readonly Tensor[]): number {
  const followed = activeTapes.some((tape) => inputs.some((input) => tape.tracks(input)));
  return followed ? activeTapes.length : 0;
}

/** Runs `body` with a tape of what is computed from `sources`. */
export function withTape<Result>(
  sources: readonly Tensor[],
  body: () => Result,
): { tape: Tape; result: Result } {
  const tape = new Tape(sources);
  activeTapes.push(tape);
  try {
    return { tape, result: body() };
  } finally {
    activeTapes.splice(activeTapes.indexOf(tape), 1);
  }
}
