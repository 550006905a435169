import assert from "node:assert/strict";
import { join } from "node:path";
import { LabError } from "../../src/errors.ts";
import { writeFileAtomic } from "../../src/files/atomic_write.ts";
import { explainSystemError } from "../../src/files/system_error.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

/** What a person reads of a failed write to this path. */
async function explained(path: string): Promise<string> {
  const error = await writeFileAtomic(path, new Uint8Array(1)).then(() => undefined, (it) => it);
  assert.ok(error, `${path} was written`);
  return explainSystemError(error);
}

/** An error of the system's that no test can bring about everywhere. */
function systemError(code: string): string {
  return explainSystemError(Object.assign(new Error("what the system says"), { code }));
}

Deno.test("the remedy fits the cause of a failed write", () =>
  inTemporaryFolder(async (folder) => {
    const file = join(folder, "file");
    await Deno.writeTextFile(file, "");
    const inPlace = /^.+ \(os error \d+\): .+; a file is where a folder must be; choose another pl/;
    assert.match(await explained(join(file, "x")), inPlace);
    assert.match(await explained(join(file, "x", "y")), inPlace);
    await Deno.mkdir(join(folder, "taken", "inside"), { recursive: true });
    assert.match(
      await explained(join(folder, "taken")),
      /; a folder has this name already; choose/,
    );
    assert.match(await explained(join(folder, "x".repeat(250))), /; choose a shorter name$/);
  }));

Deno.test("causes that depend on the machine have their remedies too", () => {
  for (const code of ["EACCES", "EPERM"]) {
    assert.match(systemError(code), /^what the system says; change the permissions, or choose/);
  }
  assert.match(systemError("EROFS"), /; choose a place on another file system$/);
  for (const code of ["ENOSPC", "EDQUOT"]) assert.match(systemError(code), /; free some space, or/);
  assert.match(systemError("ELOOP"), /; mend the symbolic link, or choose another place$/);
  assert.equal(systemError("EWHATEVER"), "what the system says; choose another place");
});

Deno.test({
  name: "an error that says itself what to do is left as it is",
  permissions: { write: false },
  async fn() {
    assert.match(await explained("folder/file"), /^Requires write access .* --allow-write flag$/);
    assert.equal(explainSystemError(new LabError("it is so; do this")), "it is so; do this");
  },
});
