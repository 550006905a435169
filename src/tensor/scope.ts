/** Scopes: tensors made inside one are given back at its end, but for those it returns. */
import { LabError } from "../errors.ts";
import { leaves } from "./tree.ts";

/** What a scope can own. */
interface Disposable {
  dispose(): void;
}

interface Scope {
  readonly owned: Set<Disposable>;
  /** Whether scopes inside leave what they own to this one, since it will be needed again. */
  readonly recording: boolean;
}

const open: Scope[] = [];

/** Puts a new tensor into the innermost scope, if there is one. */
export function track(tensor: Disposable): void {
  open.at(-1)?.owned.add(tensor);
}

/**
 * Runs `body` and disposes of every tensor it made, except those in what it returns, which pass to
 * the scope around this one.
 *
 * `body` must not be asynchronous: another scope could open while it waits. Throws `LabError` when
 * it returns a promise.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { add, openDevice, scope, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const sum = scope(() => add(tensor(device, [1, 2]), tensor(device, [3, 4])));
 * assert.equal(device.memory.liveBuffers, 1);
 * assert.deepEqual(await sum.array(), [4, 6]);
 * device.close();
 * ```
 */
export function scope<Result>(body: () => Result): Result {
  return run(body, false);
}

/** A scope whose inner scopes dispose of nothing: differentiation needs every value once more. */
export function recordingScope<Result>(body: () => Result): Result {
  return run(body, true);
}

function run<Result>(body: () => Result, recording: boolean): Result {
  const owned = new Set<Disposable>();
  const outer = open.at(-1);
  const kept = open.some((scope) => scope.recording);
  open.push({ owned, recording });
  try {
    const result = body();
    if (result instanceof Promise) {
      result.catch(() => {}); // what it meets with its tensors gone is a consequence
      throw new LabError(
        "scope: the function must not be async; return tensors and read them outside of the scope",
      );
    }
    const isOwned = (value: unknown) => owned.has(value as Disposable);
    for (const tensor of leaves(result, isOwned as (value: unknown) => value is Disposable)) {
      if (owned.delete(tensor)) outer?.owned.add(tensor);
    }
    return result;
  } finally {
    open.pop();
    for (const tensor of owned) {
      if (kept) outer!.owned.add(tensor);
      else tensor.dispose();
    }
  }
}
