/** Activations as files: modules whose default export is a formula, or a function of tensors. */
import { basename, extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { CpuDevice } from "../device/cpu/cpu_device.ts";
import { LabError, UsageError } from "../errors.ts";
import { readRegularFile } from "../files/read_file.ts";
import { explainSystemError } from "../files/system_error.ts";
import {
  type Activation,
  activationNames,
  addActivation,
  applyActivation,
  BUILT_IN_ACTIVATIONS,
  findActivation,
  formulaActivation,
  requireNewName,
} from "../nn/activations.ts";
import { examine, PLACES } from "../nn/examine.ts";
import { inspect } from "../printable.ts";
import { grad } from "../tensor/autodiff.ts";
import { sum } from "../tensor/ops/broadcast.ts";
import { scope } from "../tensor/scope.ts";
import { type Tensor, tensor } from "../tensor/tensor.ts";

const MAX_BYTES = 2 ** 20;

/**
 * Adds the activation of a module, which is run for it: its default export is a formula (see
 * `findActivation`) or a function from a tensor to one of the same shape. It has the file's name without
 * the ending. A model trained with it remembers the file's SHA-256, and is refused with another file
 * of that name; what the module imports is not part of it. Where the function overflows within ±100,
 * that is noted on stderr.
 *
 * Throws `UsageError`, naming `path`, where there is no file, or the file is no such module, where its
 * function fails, and where its name is a built-in one's or taken by another file.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { loadActivationFile, parseTrainingConfig } from "@activation-lab/activation-lab";
 *
 * const folder = await Deno.makeTempDir();
 * const path = `${folder}/fast_swish.ts`;
 * await Deno.writeTextFile(path, 'export default "x * sigmoid(1.7 * x)";');
 * const { name, sha256 } = await loadActivationFile(path);
 * assert.equal(name, "fast_swish");
 * assert.equal(parseTrainingConfig({ activation: name }).activationSha256, sha256);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function loadActivationFile(path: string): Promise<Activation> {
  try {
    const bytes = await readSource(path);
    const sha256 = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
    const name = basename(path, extname(path));
    const known = activationNames().includes(name) ? findActivation(name) : undefined;
    if (known?.sha256 === sha256) return known;
    if (BUILT_IN_ACTIVATIONS.includes(name)) {
      throw new UsageError(`the activation ${name} is built in; give the file another name`);
    }
    requireNewName(name);
    const file = resolve(path);
    const { href } = pathToFileURL(file);
    const module = await import(`${href}#${sha256}`); // another module once the file is another
    const activation = { ...described(module.default), name, title: name, sha256, file };
    await tryOut(activation);
    addActivation(activation);
    return activation;
  } catch (error) {
    throw new UsageError(
      error instanceof LabError
        ? `${path}: ${error.message}`
        : `${path} failed: ${inOneLine(error)}`,
    );
  }
}

/** What a module threw, which may be anything, and the place if Deno found it. */
function inOneLine(error: unknown): string {
  const [problem, ...more] = String(error instanceof Error ? error.message : error).split("\n");
  const [, file, , place] = /^ +at (.*?)(#\w+)?(:\d+:\d+)$/.exec(more.at(-1) ?? "") ?? [];
  return file === undefined ? problem! : `${problem} at ${file}${place}`;
}

async function readSource(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const fail = (problem: string) => new UsageError(`it ${problem}`);
  const bytes = await readRegularFile(path, MAX_BYTES, fail).catch((error) => {
    throw new UsageError(`cannot be read: ${explainSystemError(error)}`);
  });
  if (bytes === undefined) throw new UsageError("there is no such file; name another one");
  return bytes;
}

/** What a default export says of an activation. */
function described(exported: unknown): Pick<Activation, "apply" | "fused"> {
  if (typeof exported === "string") return formulaActivation(exported);
  if (typeof exported === "function") return { apply: exported as Activation["apply"] };
  throw new UsageError(
    `expected a formula or a function of tensors as its default export, got ${inspect(exported)}`,
  );
}

/** Applies it once, to numbers that show where it overflows. Throws what it throws. */
async function tryOut(activation: Activation): Promise<void> {
  const device = await CpuDevice.open({ threads: 1, blas: "none" });
  try {
    const apply = (x: Tensor) => applyActivation(activation, x);
    const [values, derivatives] = scope(() => {
      const x = tensor(device, PLACES);
      return [apply(x), grad((x: Tensor) => sum(apply(x)))(x)] as const;
    });
    if (activation.fused) return; // a formula, which has been examined
    const numbers = await Promise.all([values.data(), derivatives.data()]);
    for (const note of examine(activation.name, ...numbers)) console.warn(note);
  } finally {
    device.close();
  }
}
