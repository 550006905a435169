/** Programs that train on request, played by small ones. */
import assert from "node:assert/strict";
import { type Entrant, Trainer, TrainerError } from "../../../scripts/peers/trainer.ts";

/** Deno running `code`, whose arguments are the problem's path and the rest. */
function entrant(code: string, environment: Entrant["environment"] = {}): Entrant {
  const command = [Deno.execPath(), "eval", code] as const;
  return { name: "player", command, args: ["webgpu"], environment };
}

/** A trainer for the time of a test, and what it told. */
async function withTrainer(
  entrant: Entrant,
  test: (trainer: Trainer, told: string[]) => Promise<void>,
): Promise<void> {
  const told: string[] = [];
  const trainer = new Trainer(entrant, "a path", (message) => told.push(message));
  try {
    await test(trainer, told);
  } finally {
    await trainer.stop();
  }
}

const SERVE = `import { serve } from "${import.meta.resolve("../../../scripts/peers/serve.ts")}";`;
const PROBLEM = import.meta.resolve("../../../scripts/peers/problem.ts");

Deno.test("a program says what it is, and takes steps until it is stopped", async () => {
  const path = await Deno.makeTempFile();
  try {
    const { writeProblem } = await import(PROBLEM);
    await writeProblem(path);
    const code = `${SERVE}
      let taken = 0;
      await serve(({ images, labels, layers }, device) => Promise.resolve({
        description: [device, images.length, labels.length, layers.length].join(" "),
        train: (steps) => Promise.resolve(taken += steps),
      }));`;
    const trainer = new Trainer(entrant(code), path, assert.fail);
    try {
      assert.equal(await trainer.ready(), `webgpu ${256 * 784} 256 5`);
      assert.equal((await trainer.train(20)).loss, 20);
      const { milliseconds, loss } = await trainer.train(3);
      assert.equal(loss, 23);
      assert.ok(milliseconds >= 0);
    } finally {
      await trainer.stop();
    }
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("a program that cannot start, or ends at work, has its reason told", async () => {
  const failing = 'console.warn("a warning"); throw new Error("there is no " + Deno.args[1]);';
  const reason = (error: Error) => {
    assert.ok(error instanceof TrainerError);
    assert.match(error.message, /^player ended with code 1: error: .*Error: there is no webgpu$/);
    return true;
  };
  await withTrainer(entrant(failing), async (trainer) => {
    await assert.rejects(trainer.ready(), reason);
    await assert.rejects(trainer.train(1), reason);
  });
  await withTrainer(
    entrant(`console.log("here"); await Deno.stdin.read(new Uint8Array(9)); ${failing}`),
    async (trainer) => {
      assert.equal(await trainer.ready(), "here");
      await assert.rejects(trainer.train(1), reason);
    },
  );
});

Deno.test("fetched packages are told of once", async () => {
  const code = 'console.error("Download a\\nDownload b"); console.log("ready");';
  await withTrainer(entrant(code), async (trainer, told) => {
    await trainer.ready();
    await assert.rejects(trainer.train(1), /ended with code 0: it named no error$/);
    assert.deepEqual(told, ["player: fetching its packages from npm"]);
  });
});

Deno.test("variables are set and taken away", async () => {
  const code = 'console.log(Deno.env.get("OMP_WAIT_POLICY"), Deno.env.has("NO_COLOR"));';
  const environment = { OMP_WAIT_POLICY: "PASSIVE", NO_COLOR: undefined };
  await withTrainer(entrant(code, environment), async (trainer) => {
    assert.equal(await trainer.ready(), "PASSIVE false");
  });
});
