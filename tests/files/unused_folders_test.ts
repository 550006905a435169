import assert from "node:assert/strict";
import { join } from "node:path";
import { removeIfUnused } from "../../src/files/unused_folders.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

Deno.test("folders that were made and stay empty are removed, and no others", () =>
  inTemporaryFolder(async (folder) => {
    const names = (path = folder) => [...Deno.readDirSync(path)].map(({ name }) => name);
    const old = join(folder, "old");
    await Deno.mkdir(old);
    const made = join(old, "above", "made");
    {
      using _unused = await removeIfUnused(made);
      await Deno.mkdir(made, { recursive: true });
    }
    assert.deepEqual([names(), names(old)], [["old"], []]);
    {
      using _unused = await removeIfUnused(made);
      await Deno.mkdir(made, { recursive: true });
      await Deno.writeTextFile(join(made, "..", "file"), "");
    }
    assert.deepEqual(names(join(made, "..")), ["file"]);
    {
      using _unused = await removeIfUnused(made); // which nobody makes
    }
    {
      using _unused = await removeIfUnused(made);
      await Deno.writeTextFile(made, "a file in the folder's place");
    }
    assert.deepEqual(names(join(made, "..")).sort(), ["file", "made"]);
  }));
