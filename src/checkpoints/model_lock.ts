/** One training at a time for each model: a lock on the files it is kept in. */
import { removeLeftovers } from "../files/atomic_write.ts";
import { type Lock, LockedError, lockFile } from "../files/lock.ts";
import { checkpointPath } from "./checkpoint.ts";
import { LockedModelError } from "./checkpoint_error.ts";
import { writeError } from "./disk.ts";
import { modelFile } from "./paths.ts";
import { runCheckpointPath } from "./run_checkpoint.ts";

/** A lock on a model, until it is disposed of or the process ends, however it does. */
export interface ModelLock extends Disposable {
  /**
   * To be called before each save: makes sure that the lock is still held. Where the folder has
   * vanished, and the lock with it, both are made again.
   *
   * Throws `CheckpointError` when another process has locked the model meanwhile, or when the
   * folder cannot be written to.
   */
  renew(): Promise<void>;
}

/**
 * Locks the model of this name in a folder of checkpoints for this process. Makes the
 * folder, so that a place that cannot be written to is known before the training and not after it;
 * and tidies up what a killed training left half written.
 *
 * Throws `CheckpointError` when another process, which it names, holds the lock, or when the folder
 * cannot be written to.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { lockModel } from "@activation-lab/activation-lab";
 *
 * const folder = await Deno.makeTempDir();
 * {
 *   using lock = await lockModel(folder, "mine");
 *   await lock.renew(); // before each save
 *   await assert.rejects(lockModel(folder, "mine"), /is being trained by/);
 * }
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function lockModel(folder: string, name: string): Promise<ModelLock> {
  let lock = await acquire(folder, name);
  return {
    async renew() {
      if (lock.isHeld()) return;
      lock[Symbol.dispose]();
      lock = await acquire(folder, name);
    },
    [Symbol.dispose]: () => lock[Symbol.dispose](),
  };
}

async function acquire(folder: string, name: string): Promise<Lock> {
  const path = checkpointPath(folder, name);
  try {
    await Deno.mkdir(folder, { recursive: true });
    using untilReady = new DisposableStack();
    const lock = untilReady.use(await lockFile(modelFile(folder, name, ".lock")));
    await removeLeftovers(path);
    await removeLeftovers(runCheckpointPath(folder, name));
    untilReady.move();
    return lock;
  } catch (error) {
    if (!(error instanceof LockedError)) throw writeError(path, error);
    throw new LockedModelError(
      `${path} is being trained by ${error.holder} already; wait for it, or end it`,
    );
  }
}
