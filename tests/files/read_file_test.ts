import assert from "node:assert/strict";
import { join } from "node:path";
import { readRegularFile } from "../../src/files/read_file.ts";
import { makePipe } from "../make_pipe.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const read = (path: string) => readRegularFile(path, 3, (problem) => new RangeError(problem));

Deno.test("a regular file is read, by a link as well; nothing is no error", () =>
  inTemporaryFolder(async (folder) => {
    const [path, link] = [join(folder, "file"), join(folder, "link")];
    await Deno.symlink(path, link);
    assert.equal(await read(path), undefined);
    assert.equal(await read(link), undefined);
    for (const bytes of [[], [1], [1, 2, 3]]) {
      await Deno.writeFile(path, Uint8Array.from(bytes));
      assert.deepEqual(await read(path), Uint8Array.from(bytes));
      assert.deepEqual(await read(link), Uint8Array.from(bytes));
    }
    await Deno.writeFile(path, new Uint8Array(4));
    await assert.rejects(read(link), /^RangeError: has 4 bytes, expected at most 3$/);
  }));

Deno.test("a file that is cut or grows while it is read gives no more than its size", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "file");
    const original = Deno.FsFile.prototype.stat;
    async function readAfter(length: number): Promise<number> {
      await Deno.writeFile(path, new Uint8Array(2));
      Deno.FsFile.prototype.stat = async function () {
        const info = await original.call(this);
        await Deno.writeFile(path, new Uint8Array(length));
        return info;
      };
      try {
        return (await read(path))!.length;
      } finally {
        Deno.FsFile.prototype.stat = original;
      }
    }
    assert.equal(await readAfter(1), 1);
    assert.equal(await readAfter(9), 2);
  }));

Deno.test("a folder is refused", () =>
  inTemporaryFolder(async (folder) => {
    await assert.rejects(read(folder), /^RangeError: is a folder, expected a regular file$/);
  }));

Deno.test({
  name: "a pipe is not waited for, and what has no end is not read",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const [pipe, link] = [join(folder, "pipe"), join(folder, "link")];
      await makePipe(pipe);
      await Deno.symlink("/dev/zero", link);
      for (const path of [pipe, link, "/dev/zero"]) {
        await assert.rejects(read(path), /^RangeError: is a pipe or a device, expected a regular/);
      }
    }),
});
