import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { LabError } from "../../src/errors.ts";
import { LockedError, lockFile, lockHolder } from "../../src/files/lock.ts";
import { makePipe } from "../make_pipe.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const LOCK = fileURLToPath(new URL("../../src/files/lock.ts", import.meta.url));

Deno.test("a lock is held by one, tells by whom, and leaves nothing behind", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "lock");
    {
      using _lock = await lockFile(path);
      await assert.rejects(lockFile(path), (error) => {
        assert.ok(error instanceof LockedError);
        assert.equal(error.holder, `process ${Deno.pid}`);
        assert.match(error.message, /lock is locked by process \d+; wait until it has ended$/);
        return true;
      });
      assert.equal(await Deno.readTextFile(path), `${Deno.pid}\n`);
    }
    assert.deepEqual([...Deno.readDirSync(folder)], []);
    (await lockFile(path))[Symbol.dispose]();
  }));

Deno.test("a lock whose file was replaced leaves the other one alone", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "lock");
    const first = await lockFile(path);
    await Deno.remove(path);
    using _second = await lockFile(path);
    first[Symbol.dispose]();
    await assert.rejects(lockFile(path), LockedError);
  }));

Deno.test("a lock knows whether its file is there still", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "deep", "lock");
    const take = async () => {
      await Deno.mkdir(join(folder, "deep"));
      return await lockFile(path);
    };
    using first = await take();
    assert.equal(first.isHeld(), true);
    await Deno.remove(path);
    assert.equal(first.isHeld(), false);
    using second = await lockFile(path);
    assert.deepEqual([first.isHeld(), second.isHeld()], [false, true]);
    await Deno.remove(join(folder, "deep"), { recursive: true });
    assert.equal(second.isHeld(), false);
    await Deno.writeTextFile(join(folder, "deep"), "a file in the folder's place");
    assert.equal(second.isHeld(), false);
  }));

Deno.test("what is no lock's file is refused, and left as it is", () =>
  inTemporaryFolder(async (folder) => {
    const [path, precious] = [join(folder, "lock"), join(folder, "precious")];
    async function refused(problem: string): Promise<void> {
      await assert.rejects(lockFile(path), (error) => {
        assert.ok(error instanceof LabError && !(error instanceof LockedError), String(error));
        assert.equal(
          error.message,
          `${path} ${problem}, expected a lock's file or none; move it away`,
        );
        return true;
      });
      await Deno.remove(path);
    }
    await Deno.writeTextFile(precious, "a week's work");
    await Deno.symlink(precious, path);
    await refused("is a symbolic link");
    await Deno.symlink(join(folder, "nowhere"), path);
    await refused("is a symbolic link");
    await Deno.link(precious, path);
    await refused("has another's content");
    await Deno.mkdir(path);
    await refused("is a folder");
    assert.equal(await Deno.readTextFile(precious), "a week's work");
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["precious"]);
  }));

Deno.test("a link that comes after the look at the file is not followed into locking it", () =>
  inTemporaryFolder(async (folder) => {
    const [path, precious] = [join(folder, "lock"), join(folder, "precious")];
    await Deno.writeTextFile(path, "");
    await Deno.writeTextFile(precious, "");
    const { lstat } = Deno;
    Deno.lstat = async (path) => {
      const info = await lstat(path);
      Deno.lstat = lstat;
      await Deno.remove(path);
      await Deno.symlink(precious, path);
      return info;
    };
    await assert.rejects(lockFile(path), /lock is a symbolic link, expected/);
    assert.equal(await Deno.readTextFile(precious), "");
  }));

Deno.test({
  name: "a pipe is refused, and not waited for",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, "lock");
      await makePipe(path);
      await assert.rejects(lockFile(path), /lock is a pipe or a device, expected a lock's file/);
    }),
});

Deno.test("a lock ends with its process, also when that is killed; its file is taken over", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "lock");
    const script = `import { lockFile } from ${JSON.stringify(LOCK)};
      await lockFile(${JSON.stringify(path)});
      console.log("locked");
      setInterval(() => {}, 60_000);`;
    const child = new Deno.Command(Deno.execPath(), {
      args: ["eval", "--no-check", script],
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const output = child.stdout.getReader();
    assert.ok((await output.read()).value, "it has ended");
    await assert.rejects(lockFile(path), ({ holder }) => holder === `process ${child.pid}`);

    child.kill("SIGKILL");
    await child.status;
    await output.cancel();
    assert.equal(await Deno.readTextFile(path), `${child.pid}\n`, "it had no time to tidy up");
    using _lock = await lockFile(path);
    assert.equal(await Deno.readTextFile(path), `${Deno.pid}\n`);
  }));

Deno.test("many who take the lock in turn are never two at a time", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "lock");
    let holders = 0, turns = 0;
    async function takeTurns(): Promise<void> {
      for (let mine = 0; mine < 20;) {
        try {
          using _lock = await lockFile(path);
          assert.equal(++holders, 1);
          await new Promise((done) => setTimeout(done, 0));
          holders--;
          mine++;
          turns++;
        } catch (error) {
          assert.ok(error instanceof LockedError, String(error));
          await new Promise((done) => setTimeout(done, 1));
        }
      }
    }
    await Promise.all(Array.from({ length: 8 }, takeTurns));
    assert.equal(turns, 160);
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  }));

Deno.test("a place where no file can be made is the system's error", async () => {
  await assert.rejects(lockFile("/proc/none/lock"), Deno.errors.NotFound);
});

Deno.test("who has a lock can be asked, which leaves it with them", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "lock");
    assert.equal(await lockHolder(path), undefined);
    {
      using lock = await lockFile(path);
      assert.equal(await lockHolder(path), `process ${Deno.pid}`);
      assert.ok(lock.isHeld());
    }
    await Deno.writeTextFile(path, "123\n"); // of a process that was killed
    assert.equal(await lockHolder(path), undefined);
    (await lockFile(path))[Symbol.dispose]();
  }));
