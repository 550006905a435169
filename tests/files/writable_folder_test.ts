import assert from "node:assert/strict";
import { join } from "node:path";
import { LabError } from "../../src/errors.ts";
import { requireWritableFolder } from "../../src/files/writable_folder.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

Deno.test("a folder that takes files is made, and left as it is", () =>
  inTemporaryFolder(async (folder) => {
    const made = join(folder, "new", "folder");
    await requireWritableFolder(made);
    await Deno.writeTextFile(join(made, "file"), "");
    await requireWritableFolder(made);
    assert.deepEqual([...Deno.readDirSync(made)].map(({ name }) => name), ["file"]);
  }));

Deno.test("a folder that takes no files is told, with why and a remedy", () =>
  inTemporaryFolder(async (folder) => {
    const refused = (path: string, reason: RegExp) =>
      assert.rejects(requireWritableFolder(path), (error) => {
        assert.ok(error instanceof LabError, String(error));
        assert.ok(error.message.startsWith(`cannot write to ${path}: `), error.message);
        assert.match(error.message, reason);
        return true;
      });
    const file = join(folder, "file");
    await Deno.writeTextFile(file, "what was there");
    await refused(file, /; a file is where a folder must be; choose another place$/);
    await refused(join(file, "x"), /; a file is where a folder must be; choose another place$/);
    assert.equal(await Deno.readTextFile(file), "what was there");

    const closed = join(folder, "closed");
    await Deno.mkdir(closed, { mode: 0o555 });
    // To root no permission is closed, but some folders of the system take no files.
    await refused(Deno.uid() === 0 ? "/sys/kernel" : closed, /; change the permissions, or choose/);
  }));
