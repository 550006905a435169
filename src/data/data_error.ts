/** What is wrong with a data file, a data folder or a download. */
import { LabError } from "../errors.ts";

/** A file that is missing, unreadable, damaged or not the published one; the message names it. */
export class DataError extends LabError {
  override name = "DataError";
}

/** Files that the only folder to be searched does not have, and that nobody asked to download. */
export class MissingDataError extends DataError {
  override name = "MissingDataError";
}

/** A server that cannot be asked at all: nobody is there, or no network. */
export class UnreachableError extends DataError {
  override name = "UnreachableError";
}
