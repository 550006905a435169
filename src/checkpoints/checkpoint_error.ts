/** What is wrong with a checkpoint, or with the place it is to be kept in. */
import { LabError } from "../errors.ts";

/** A checkpoint that is missing, damaged or of another make, or cannot be written. */
export class CheckpointError extends LabError {
  override name = "CheckpointError";
}

/** A checkpoint that is not there. */
export class MissingCheckpointError extends CheckpointError {
  override name = "MissingCheckpointError";
}

/** A checkpoint that is there, but whose content is not what it must be. */
export class InvalidCheckpointError extends CheckpointError {
  override name = "InvalidCheckpointError";
}

/** A model that another process is training. */
export class LockedModelError extends CheckpointError {
  override name = "LockedModelError";
}

/** The error for a checkpoint `file` that is there, but whose content is not what it must be. */
export function invalidCheckpoint(file: string, problem: string): InvalidCheckpointError {
  return new InvalidCheckpointError(
    `${file} is not a valid checkpoint: ${problem}; put a good copy in its place`,
  );
}

/** The error for a `file` that is something else than a checkpoint. */
export function foreign(file: string, problem: string): CheckpointError {
  return new CheckpointError(
    `${file} is not a checkpoint: ${problem}; choose a .safetensors file that a training wrote`,
  );
}
