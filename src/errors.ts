/** The errors a person is meant to read: what was wrong, with the value, and what to do. */

/**
 * Something the user, their files or their machine can put right. The command line prints its
 * message alone, with no stack trace, and exits with 1.
 */
export class LabError extends Error {
  /** How a report of it begins. */
  override name = "LabError";
}

/** A value outside what is allowed: the command line exits with 2. */
export class UsageError extends LabError {
  /** How a report of it begins. */
  override name = "UsageError";
}
