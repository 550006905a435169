import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { LockedError, lockFile } from "../../src/files/lock.ts";
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

Deno.test("a lock ends with its process, also when that is killed; its file is taken over", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "lock");
    const script = `import { lockFile } from ${JSON.stringify(LOCK)};
      await lockFile(${JSON.stringify(path)});
      console.log("locked");
      await new Promise((done) => setTimeout(done, 60_000));`;
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
