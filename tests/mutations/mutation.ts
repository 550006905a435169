/** A mutation: a slip that someone could make, as data, and how it is put into a text. */

/** One small change that the tests named must notice. */
export interface Mutation {
  /** What the slip is; no two have the same. */
  readonly name: string;
  /** Where, from the project's folder. */
  readonly file: string;
  /** A text that occurs there exactly once. */
  readonly find: string;
  /** What takes its place. */
  readonly replace: string;
  /** Test files, of which one must fail. */
  readonly tests: readonly string[];
  /** Where they compute, for those that compute on the device under test (default: cpu). */
  readonly device?: "cpu" | "webgpu";
}

/** A mutation that cannot be what it is meant to be. */
export class MutationError extends Error {
  override name = "MutationError";
}

/** `text` with the mutation in it. Throws `MutationError` unless it applies exactly once. */
export function mutated(text: string, { name, file, find, replace }: Mutation): string {
  const pieces = text.split(find);
  const times = pieces.length - 1;
  if (find === "" || times !== 1) {
    throw new MutationError(`"${name}" applies ${times} times to ${file}, expected once`);
  }
  if (find === replace) throw new MutationError(`"${name}" changes nothing in ${file}`);
  return pieces.join(replace);
}

/** Every n-th mutation, from the i-th on, of the shard "i/n". Throws `MutationError` for other texts. */
export function shardOf(mutations: readonly Mutation[], shard: string): Mutation[] {
  const [, i, n] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(shard)?.map(Number) ?? [];
  if (i === undefined || n === undefined || i > n) {
    throw new MutationError(`expected a shard from "1/n" to "n/n", got "${shard}"`);
  }
  return mutations.filter((_, index) => index % n === i - 1);
}

/**
 * Puts every mutation into its file in `root`, one at a time and on paper only. Throws
 * `MutationError` with all that do not apply exactly once, or have another's name.
 */
export async function checkAll(root: string, mutations: readonly Mutation[]): Promise<void> {
  const problems: string[] = [];
  const names = new Set<string>();
  for (const mutation of mutations) {
    try {
      if (names.has(mutation.name)) throw new MutationError(`two are called "${mutation.name}"`);
      names.add(mutation.name);
      mutated(await Deno.readTextFile(`${root}/${mutation.file}`), mutation);
      for (const test of mutation.tests) await Deno.stat(`${root}/${test}`);
    } catch (error) {
      problems.push(
        error instanceof MutationError ? error.message : `"${mutation.name}": ${error}`,
      );
    }
  }
  if (problems.length > 0) throw new MutationError(problems.join("\n"));
}
