/** What a person can do about a file that the system won't read or write: the remedy fits the cause. */
import { LabError } from "../errors.ts";

/** By the system's name of the error; without an entry, nothing better is known than another place. */
const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: "change the permissions, or choose another place",
  EPERM: "change the permissions, or choose another place",
  EROFS: "choose a place on another file system",
  ENOSPC: "free some space, or choose another place",
  EDQUOT: "free some space, or choose another place",
  EISDIR: "a folder has this name already; choose another name",
  ENOTDIR: "a file is where a folder must be; choose another place",
  EEXIST: "a file is where a folder must be; choose another place",
  ENAMETOOLONG: "choose a shorter name",
  ELOOP: "mend the symbolic link, or choose another place",
};

/**
 * The message of an error that came of reading or writing a file, with a remedy after a semicolon.
 * Errors that say themselves what to do are left as they are: the project's own, and missing
 * permissions of Deno's.
 */
export function explainSystemError(error: unknown): string {
  const { message, code } = error as Error & { code?: string };
  if (error instanceof LabError || error instanceof Deno.errors.NotCapable) return message;
  return `${message}; ${REMEDIES[code ?? ""] ?? "choose another place"}`;
}
