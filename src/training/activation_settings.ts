/** The activation that a configuration means: by its name and, of one from a file, by what the file was. */
import * as z from "../dependencies.ts";
import { UsageError } from "../errors.ts";
import { type Activation, activationNames, findActivation } from "../nn/activations.ts";
import { type Fields, sha256 } from "./schema.ts";

/** What a configuration says of its activation. */
export interface ActivationSettings {
  /** The activation between the layers, by a name that `findActivation` knows. */
  readonly activation: string;
  /** SHA-256 in hex of the file that it came from: see `loadActivationFile` (absent: from none). */
  readonly activationSha256?: string;
}

const activationRule = "a text of 1 to 1000 printable ASCII characters";

/** What `ActivationSettings` may hold. */
export const activationSettingsFields = {
  activation: z.string(activationRule).check(
    z.regex(/^[!-~]([ -~]{0,998}[!-~])?$/, activationRule),
  ),
  activationSha256: z.exactOptional(sha256),
} satisfies Fields<ActivationSettings>;

/** An activation of a file, and there is another file, or none. */
export class ActivationFileError extends UsageError {
  override name = "ActivationFileError";
}

/** The activation of this text, as settings. Throws `UsageError` for an unknown one. */
export function activationSettings(text: string): ActivationSettings {
  const { name, sha256 } = findActivation(text);
  return { activation: name, ...(sha256 !== undefined && { activationSha256: sha256 }) };
}

/**
 * The activation of these settings. Throws `UsageError` for an unknown one, and for one of another file
 * than it was, naming both.
 */
export function activationOf({ activation, activationSha256 }: ActivationSettings): Activation {
  const of = (digest: string) => `a file with the SHA-256 ${digest}`;
  if (activationSha256 !== undefined && !activationNames().includes(activation)) {
    throw new ActivationFileError(
      `the activation ${activation} came from ${of(activationSha256)}; load that file`,
    );
  }
  const found = findActivation(activation);
  if (found.sha256 === activationSha256) return found;
  if (activationSha256 === undefined) {
    throw new UsageError(
      `the activation ${activation} came from no file, got one from ${of(found.sha256!)}; ` +
        "do without that file",
    );
  }
  const got = found.sha256 === undefined ? "no file" : of(found.sha256);
  throw new ActivationFileError(
    `the activation ${activation} came from ${of(activationSha256)}, got one from ${got}; ` +
      "load it as it was",
  );
}
