/** The project as somebody has just got it: its program, models and studies, in a folder of their own. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PARTS = [
  "mod.ts",
  "lab.ts",
  "deno.json",
  "deno.lock",
  ".gitignore",
  "src",
  "kernels",
  "models",
  "studies",
]
  .concat("checkpoints/README.md", "data/README.md");

/** Copies what the program needs; of the user's folders, what the project has in them. */
export async function copyProject(folder: string): Promise<void> {
  for (const user of ["checkpoints", "data"]) await Deno.mkdir(join(folder, user));
  for (const part of PARTS) await copy(join(ROOT, part), join(folder, part));
}

async function copy(from: string, to: string): Promise<void> {
  if ((await Deno.stat(from)).isFile) return await Deno.copyFile(from, to);
  await Deno.mkdir(to);
  for await (const { name } of Deno.readDir(from)) await copy(join(from, name), join(to, name));
}
