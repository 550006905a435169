/** The project as a script elsewhere sees it: imported by URL from a plain file server. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

const TYPES: Record<string, string> = { ts: "application/typescript", wgsl: "text/plain" };

const SCRIPT = `
import {
  defineStudy, erf, loadFashionMNIST, multiply, openDevice, parseTrainingConfig, registerActivation,
  runCommandLine, runStudy, softplus, train,
} from "MOD";

registerActivation("serf", (x) => multiply(x, erf(softplus(x))), "Serf");
const config = parseTrainingConfig({
  activation: "serf", hiddenSizes: [32], limit: 2560, epochs: 1, learningRate: 0.05,
});
const device = await openDevice();
const dataset = await loadFashionMNIST({ mirrors: [] });
const { checkpoint } = await train({ device, dataset, config });
device.close();
console.log(checkpoint.test.accuracy > 0.3 ? "trained" : checkpoint.test);

const study = defineStudy({
  fixed: { hiddenSizes: [8], limit: 512, epochs: 1 }, factors: { activation: ["relu", "tanh"] },
  seeds: [1],
});
const { done } = await runStudy(study, "study", {
  datasets: [dataset], device: "cpu", jobs: 2,
  onStart: (_, jobs) => console.log(jobs, "at a time"),
});
console.log(done, "runs");

const code = await runCommandLine([
  "train", "--act", "serf", "--hidden", "32", "--limit", "2560", "--epochs", "1", "--quiet",
]);
console.log("exit", code);
console.log("exit", await runCommandLine(["test", "--act", "relu"]));
`;

Deno.test("a script in another project imports mod.ts by URL, trains, and runs a study in workers", async () => {
  const folder = await Deno.makeTempDir();
  // Deno keeps what it loads by its address, for good, and a port comes round again.
  const prefix = `/${crypto.randomUUID()}`;
  const served: string[] = [];
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    async (request) => {
      const path = new URL(request.url).pathname.slice(prefix.length);
      served.push(path);
      const file = await Deno.readFile(join(ROOT, path)).catch(() => undefined);
      if (file === undefined) return new Response("not found", { status: 404 });
      const type = TYPES[path.split(".").at(-1)!] ?? "application/octet-stream";
      return new Response(file, { headers: { "content-type": type } });
    },
  );
  const project = `http://127.0.0.1:${server.addr.port}${prefix}`;
  try {
    await Deno.writeTextFile(join(folder, "deno.json"), "{}");
    await Deno.writeTextFile(
      join(folder, "script.ts"),
      SCRIPT.replace("MOD", `${project}/mod.ts`),
    );
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--allow-all", "--no-prompt", "script.ts"],
      cwd: folder,
      env: { NO_COLOR: "1" },
    }).output();
    const decoder = new TextDecoder();
    assert.equal(code, 0, decoder.decode(stderr));
    assert.match(
      decoder.decode(stdout),
      /^trained\n2 at a time\n2 runs\nserf: test accuracy .*\nexit 0\nexit 1\n$/,
    );
    assert.match(
      decoder.decode(stderr),
      /^error: there is no .*the project was loaded from a URL, http:.*; make it with: train --act relu$/m,
    );
    assert.ok(served.some((path) => path.endsWith(".wgsl")), served.join(" "));
    assert.ok(Deno.statSync(join(folder, "checkpoints/FashionMNIST_serf.safetensors")).isFile);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
