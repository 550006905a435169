/** What the command line adds to what the library says of a failure: its own ways out. */
import {
  InvalidCheckpointError,
  LockedModelError,
  MissingCheckpointError,
} from "../checkpoints/checkpoint_error.ts";
import { UnknownActivationError } from "../nn/activations.ts";
import { ActivationFileError } from "../training/activation_settings.ts";
import { MissingDataError } from "../data/data_error.ts";
import { MissingAdapterError } from "../device/webgpu/adapter.ts";
import type { LabError } from "../errors.ts";
import { LargeStudyError } from "../study/definition.ts";
import { WorkerError } from "../study/executors.ts";
import { OtherStudyError } from "../study/study_error.ts";

/** By what has failed, how its message goes on. */
const REMEDIES: readonly (readonly [failure: new (message: string) => LabError, more: string])[] = [
  [InvalidCheckpointError, ", or train again with --overwrite"],
  [MissingCheckpointError, ", or train a model with train --act NAME"],
  [LockedModelError, ", or choose another folder with --checkpoints"],
  [ActivationFileError, " with --act-file"],
  [UnknownActivationError, " (one that a file has is loaded with --act-file FILE)"],
  [MissingDataError, " with --download"],
  [LargeStudyError, ", or confirm with --yes"],
  [OtherStudyError, " with --output, and take over the runs that both have with --reuse"],
  [WorkerError, ", with --jobs 1"],
  [MissingAdapterError, ", as scripts/setup.sh does, or compute with --device cpu"],
];

/** The message of an error, with what the command line can do about it. */
export function withRemedy(error: LabError): string {
  const [, more = ""] = REMEDIES.find(([failure]) => error instanceof failure) ?? [];
  return error.message + more;
}
