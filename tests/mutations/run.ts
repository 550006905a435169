/** Puts mutations into a copy of the project, one by one, and sees whether its tests notice. */
import { checkAll, mutated, type Mutation, MutationError } from "./mutation.ts";

/** What came of a mutation. */
export interface Outcome {
  readonly mutation: Mutation;
  /** The test that failed first, or undefined where none did: the mutation survived. */
  readonly noticedBy: string | undefined;
}

/** Milliseconds after which tests are taken to hang, as some mutations make them. */
const HANGS = 10 * 60_000;

/** What the CPU device's kernels are built into. */
const BUILT = ["cpu.wasm.gz.base64", "cpu_relaxed.wasm.gz.base64", "cpu.d.ts"]
  .map((name) => `kernels/${name}`);

/**
 * Tries mutations in `root`, a copy of the project that nobody else uses; hands out what came of
 * each, and leaves the copy as it was.
 *
 * Throws `MutationError`, before anything is tried, when one does not apply exactly once, and when the
 * tests concerned do not pass without any; later, when no test even starts with one of them.
 */
export async function* tryMutations(
  root: string,
  mutations: readonly Mutation[],
): AsyncGenerator<Outcome> {
  await checkAll(root, mutations);
  for (const device of ["cpu", "webgpu"] as const) {
    const concerned = mutations.filter((mutation) => deviceOf(mutation) === device);
    const tests = [...new Set(concerned.flatMap(({ tests }) => tests))];
    const failing = tests.length > 0 ? await firstFailure(root, tests, device) : undefined;
    if (failing !== undefined) {
      throw new MutationError(`"${failing}" fails without any mutation, on the device ${device}`);
    }
  }
  for (const mutation of mutations) {
    const noticedBy = await withMutation(
      root,
      mutation,
      () => firstFailure(root, mutation.tests, deviceOf(mutation)),
    );
    yield { mutation, noticedBy };
  }
}

function deviceOf({ device = "cpu" }: Mutation): "cpu" | "webgpu" {
  return device;
}

/** Does something while a mutation is in its file, and built where the file is a kernel's source. */
async function withMutation<Result>(
  root: string,
  mutation: Mutation,
  body: () => Promise<Result>,
): Promise<Result> {
  const isSource = mutation.file.startsWith("kernels/cpu/");
  const files = [mutation.file, ...(isSource ? BUILT : [])].map((file) => `${root}/${file}`);
  const originals = await Promise.all(files.map((file) => Deno.readTextFile(file)));
  try {
    await Deno.writeTextFile(files[0]!, mutated(originals[0]!, mutation));
    if (isSource) await build(root);
    return await body();
  } catch (error) {
    throw error instanceof MutationError
      ? new MutationError(`"${mutation.name}": ${error.message}`)
      : error;
  } finally {
    for (const [i, file] of files.entries()) await Deno.writeTextFile(file, originals[i]!);
  }
}

async function build(root: string): Promise<void> {
  const { success, stderr } = await deno(root, ["task", "kernels"], {});
  if (!success) throw new MutationError(stderr);
}

/** The name of the first test that fails; undefined if all pass. */
async function firstFailure(
  root: string,
  tests: readonly string[],
  device: string,
): Promise<string | undefined> {
  const args = ["test", "--allow-all", "--no-check", "--fail-fast", "--quiet", ...tests];
  const { success, signal, stdout, stderr } = await deno(root, args, { TEST_DEVICE: device });
  if (success) return undefined;
  if (signal !== null) return "(it does not come to an end)";
  const failure = /^ FAILURES \s+(.+?)(?: => .*)?$/m.exec(stdout);
  if (failure === null) throw new MutationError(`no test starts: ${stdout}${stderr}`);
  return failure[1];
}

async function deno(
  root: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ success: boolean; signal: string | null; stdout: string; stderr: string }> {
  const process = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: root,
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const timer = setTimeout(() => process.kill("SIGKILL"), HANGS);
  const { success, signal, stdout, stderr } = await process.output();
  clearTimeout(timer);
  const decoder = new TextDecoder();
  return { success, signal, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}
