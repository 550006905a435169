/** The errors a person is meant to read: what was wrong, with the value, and what to do. */

/**
 * An error that the user can put right: in a call, a file, or the machine. The command line prints
 * its message alone, without a stack trace, and exits with 1.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { LabError, matmul, ones, openDevice } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * try {
 *   matmul(ones(device, [2, 3]), ones(device, [2, 3]));
 * } catch (error) {
 *   if (!(error instanceof LabError)) throw error;
 *   assert.match(error.message, /^matmul: the shapes \(2, 3\) and \(2, 3\) do not fit/);
 * }
 * device.close();
 * ```
 */
export class LabError extends Error {
  /** How a report of it begins. */
  override name = "LabError";
}

/**
 * A value that is not allowed. The command line exits with 2.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { findActivation, UsageError } from "@activation-lab/activation-lab";
 *
 * assert.throws(() => findActivation("sine"), UsageError);
 * ```
 */
export class UsageError extends LabError {
  /** How a report of it begins. */
  override name = "UsageError";
}
