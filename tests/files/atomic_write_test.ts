import assert from "node:assert/strict";
import { join } from "node:path";
import { removeLeftovers, writeFileAtomic, writeNewFile } from "../../src/files/atomic_write.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("a file replaces the one before it, and makes its folder", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "new", "file");
    for (const text of ["first", "second, and longer", ""]) {
      await writeFileAtomic(path, new TextEncoder().encode(text));
      assert.equal(await Deno.readTextFile(path), text);
    }
    assert.deepEqual(names(join(folder, "new")), ["file"]);
  }));

Deno.test("a file that cannot take its place leaves what is there, and nothing beside it", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "file");
    await Deno.mkdir(join(path, "inside"), { recursive: true });
    await assert.rejects(writeFileAtomic(path, new Uint8Array(3)));
    assert.deepEqual(names(folder), ["file"]);
    assert.deepEqual(names(path), ["inside"]);
  }));

/** Does something while `sync` stands in for a file's or folder's flush to disk. */
async function withSync(sync: Deno.FsFile["sync"], body: () => Promise<void>): Promise<void> {
  const original = Deno.FsFile.prototype.sync;
  Deno.FsFile.prototype.sync = sync;
  try {
    await body();
  } finally {
    Deno.FsFile.prototype.sync = original;
  }
}

Deno.test("a file is flushed before it takes its place, and its folder after", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "file");
    await Deno.writeTextFile(path, "old");
    const flushed: string[] = [];
    async function sync(this: Deno.FsFile): Promise<void> {
      const { isDirectory, size, ino } = await this.stat();
      const what = isDirectory ? "a folder" : `${size} bytes`;
      if (isDirectory) assert.equal(ino, (await Deno.stat(folder)).ino);
      flushed.push(`${what}, while the file is ${await Deno.readTextFile(path)}`);
    }
    await withSync(sync, () => writeFileAtomic(path, new TextEncoder().encode("newer")));
    assert.deepEqual(flushed, [
      "5 bytes, while the file is old",
      "a folder, while the file is newer",
    ]);
  }));

Deno.test("a file that cannot be flushed does not take its place", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "file");
    await Deno.writeTextFile(path, "old");
    const sync = () => Promise.reject(new Error("Input/output error (os error 5)"));
    await withSync(
      sync,
      () => assert.rejects(writeFileAtomic(path, new Uint8Array(3)), /os error 5/),
    );
    assert.equal(await Deno.readTextFile(path), "old");
    assert.deepEqual(names(folder), ["file"]);
  }));

Deno.test("a folder that cannot be flushed is no failure", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "file");
    async function sync(this: Deno.FsFile): Promise<void> {
      if ((await this.stat()).isDirectory) throw new Error("Invalid argument (os error 22)");
    }
    await withSync(sync, () => writeFileAtomic(path, new Uint8Array(3)));
    assert.deepEqual(names(folder), ["file"]);
  }));

Deno.test("a new file replaces nothing, whether or not the file system has links", () =>
  inTemporaryFolder(async (folder) => {
    const { link } = Deno;
    for (const linking of [link, () => Promise.reject(new Error("not supported (os error 95)"))]) {
      const path = join(folder, `file ${linking.length}`);
      Deno.link = linking;
      try {
        assert.equal(await writeNewFile(path, Uint8Array.of(1)), true);
        assert.equal(await writeNewFile(path, Uint8Array.of(2)), false);
      } finally {
        Deno.link = link;
      }
      assert.deepEqual(await Deno.readFile(path), Uint8Array.of(1));
    }
    assert.equal(names(folder).length, 2);
    await assert.rejects(writeNewFile(join(folder, "file 0", "x"), new Uint8Array(3)));
  }));

Deno.test("what killed writers left is removed, and nothing else", () =>
  inTemporaryFolder(async (folder) => {
    const kept = [
      "file",
      "file.tmp",
      "file.12-0123abcd.tmp.txt",
      "file.x-0123abcd.tmp",
      "other.12-0123abcd.tmp",
      "xfile.12-0123abcd.tmp",
    ];
    for (const name of [...kept, "file.12-0123abcd.tmp", "file.4194304-ffffffff.tmp"]) {
      await Deno.writeTextFile(join(folder, name), "");
    }
    await removeLeftovers(join(folder, "file"));
    assert.deepEqual(names(folder), kept.sort());
  }));

Deno.test("the leftover of a writer that was killed is found by its name", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "file");
    const watcher = Deno.watchFs(folder);
    const seen = new Set<string>();
    const watching = (async () => {
      for await (const { paths } of watcher) for (const path of paths) seen.add(path);
    })();
    await writeFileAtomic(path, new Uint8Array(1));
    while (!seen.has(path)) await new Promise((done) => setTimeout(done, 10));
    watcher.close();
    await watching;
    const temporary = [...seen].filter((name) => name !== path);
    assert.equal(temporary.length, 1, temporary.join());
    await Deno.writeTextFile(temporary[0]!, "half");
    await removeLeftovers(path);
    assert.deepEqual(names(folder), ["file"]);
  }));
