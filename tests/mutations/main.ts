/**
 * Tries every mutation of the lists beside it in a copy of the project: `deno task mutate`.
 *
 * `--only TEXT` tries those alone whose name or file contains the text, `--shard 1/2` every second of
 * them, so that as many processes can share the work. Needs git, for the list of what is to be copied.
 * Ends with code 1 when a mutation survives, or does not apply exactly once.
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { MUTATIONS } from "./list.ts";
import { MutationError, shardOf } from "./mutation.ts";
import { tryMutations } from "./run.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Copies all that git tracks or would, and refers to the data set, which it ignores. */
async function copyProject(folder: string): Promise<void> {
  const { stdout } = await new Deno.Command("git", {
    args: ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    cwd: ROOT,
  }).output();
  const paths = new TextDecoder().decode(stdout).split("\0").filter((path) => path !== "");
  for (const path of paths) {
    await Deno.mkdir(join(folder, dirname(path)), { recursive: true });
    await Deno.copyFile(join(ROOT, path), join(folder, path));
  }
  for await (const { name } of Deno.readDir(join(ROOT, "data"))) {
    const path = join("data", name);
    if (!paths.includes(`data/${name}`)) await Deno.symlink(join(ROOT, path), join(folder, path));
  }
}

const { values: { only, shard } } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    shard: { type: "string", default: "1/1" },
  },
});
const named = MUTATIONS.filter(({ name, file }) => name.includes(only) || file.includes(only));
const survivors: string[] = [];
const folder = await Deno.makeTempDir({ prefix: "mutations-" });
try {
  const chosen = shardOf(named, shard);
  await copyProject(folder);
  console.log(`${chosen.length} mutations`);
  for await (const { mutation: { file, name }, noticedBy } of tryMutations(folder, chosen)) {
    if (noticedBy === undefined) survivors.push(`${file}: ${name}`);
    console.log(`${noticedBy === undefined ? "SURVIVED" : "noticed "} ${file}: ${name}`);
    if (noticedBy !== undefined) console.log(`           ${noticedBy}`);
  }
} catch (error) {
  if (!(error instanceof MutationError)) throw error;
  console.error(error.message);
  Deno.exitCode = 1;
} finally {
  await Deno.remove(folder, { recursive: true });
}
if (survivors.length > 0) {
  console.error(`${survivors.length} survived:\n  ${survivors.join("\n  ")}`);
  Deno.exitCode = 1;
}
