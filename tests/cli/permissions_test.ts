import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { copyProject } from "./copy_project.ts";
import { ending } from "./program.ts";

const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The commands that docs/permissions.md lists, and their flags, in its order. */
async function documented(): Promise<[command: string, flags: string[]][]> {
  const text = await Deno.readTextFile(file("docs/permissions.md"));
  const [, draw] = /```sh\n(.*)\n```/.exec(text)!;
  return [...text.matchAll(/^\| `(.+?)` +\| (?:`(.+?)`|none) +\|$/gm)].map(([, command, flags]) => [
    command!,
    (flags ?? "").replace("DRAW", draw!).split(" ").filter((flag) => flag !== ""),
  ]);
}

/** A quick training; its model goes before the others, which then read the project's. */
const SMALL = ["--hidden", "16", "--limit", "2560", "--epochs", "1"];

/** What shows that a command did its work. */
const MADE: Record<string, string> = {
  "train --act elu": "checkpoints/FashionMNIST_elu.safetensors",
  "activations": "figures/activations.png",
  "activations --act-file mine.ts": "figures/activations_mine.png",
  "examples": "figures/examples.png",
  "gradients --act elu": "figures/gradients_elu.png",
  "curves --act elu": "figures/curves_elu.png",
  "reproduce": "reproduction/report.md",
  "study run --act elu --seeds 2": "results/activation/study.json",
  "study report results/activation": "results/activation_report/figures/seeds.svg",
};

Deno.test("each command does its work with the permissions documented, and no others", () =>
  inTemporaryFolder(async (folder) => {
    await copyProject(folder);
    const mine = 'import { tanh } from "./mod.ts";\nexport default (x) => tanh(x);\n';
    await Deno.writeTextFile(`${folder}/mine.ts`, mine);
    const commands = await documented();
    assert.equal(commands.length, 14);
    for (const [command, flags] of commands) {
      const { code, stderr } = ending(
        await new Deno.Command(Deno.execPath(), {
          args: [
            ...["run", "--no-prompt", ...flags, "mod.ts", ...command.split(" ")],
            ...(/^train|^study run/.test(command) ? SMALL : []),
          ],
          cwd: folder,
          env: { NO_COLOR: "1" },
          stdin: "null",
        }).output(),
      );
      assert.equal(code, 0, `${command}: ${stderr}`);
      const path = MADE[command];
      if (path !== undefined) assert.ok((await Deno.stat(`${folder}/${path}`)).isFile);
      if (command.startsWith("train")) await Deno.remove(`${folder}/${path}`);
    }
  }));

Deno.test("a permission that is missing is named, and nothing is left behind", () =>
  inTemporaryFolder(async (folder) => {
    const train = ["train", "--act", "elu", ...SMALL];
    const { code, stderr } = ending(
      await new Deno.Command(Deno.execPath(), {
        args: [
          ...["run", "--no-prompt", "--allow-read", file("mod.ts"), ...train],
        ],
        cwd: folder,
        env: { NO_COLOR: "1" },
        stdin: "null",
      }).output(),
    );
    assert.equal(code, 1);
    assert.match(stderr, /^error: cannot write .*write access to .*--allow-write/m);
    assert.doesNotMatch(stderr, /^\s+at /m);
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  }));
