/** The study that reproduce reads, and what it says where there is none to read. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { packStudy } from "../../src/study/pack.ts";
import { sixMadeUp } from "../report/six_made_up.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { copyProject } from "./copy_project.ts";
import { ending } from "./program.ts";

const SCRIPT = `
import { readEvidence } from "./src/cli/seed_evidence.ts";
console.log(JSON.stringify(await readEvidence({}, [])));
`;

/** What is found in a copy of the project, and what is said meanwhile. */
async function evidence(project: string, read = project) {
  const script = join(project, "script.ts");
  await Deno.writeTextFile(script, SCRIPT);
  const { code, stdout, stderr } = ending(
    await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--no-prompt", `--allow-read=${read}`, script],
      cwd: project,
      env: { NO_COLOR: "1" },
    }).output(),
  );
  assert.equal(code, 0, stderr);
  return { ...JSON.parse(stdout), stderr };
}

Deno.test("reproduce reads the project's study six, or says why it does not", () =>
  inTemporaryFolder(async (folder) => {
    await copyProject(folder);
    const file = join("studies", "six.study.gz");
    const pack = join(folder, file);
    await Deno.writeFile(pack, packStudy(sixMadeUp()));
    const { study, seeds, stderr } = await evidence(folder);
    assert.deepEqual([study, seeds], [file, 20]);
    assert.equal(stderr, `Reading ${file}\n`);

    const told = async (problem: RegExp, read?: string) => {
      const { problem: found, stderr } = await evidence(folder, read);
      assert.match(found, problem);
      assert.ok(stderr.includes(`Note: nothing is said of other seeds: ${found}.\n`), stderr);
    };
    await told(/^the project's study six cannot be read: .*read access.*/, join(folder, "src"));
    await Deno.writeTextFile(pack, "damaged");
    await told(/^the project's study six cannot be read: .*six\.study\.gz is no packed study;/);
    await Deno.remove(pack);
    await told(/^the project's study six cannot be read: there is no studies.six\.study\.gz$/);
  }));
