import assert from "node:assert/strict";
import { join } from "node:path";
import { loadActivationFile } from "../../src/checkpoints/activation_file.ts";
import { modelOf } from "../../src/checkpoints/model.ts";
import { UsageError } from "../../src/errors.ts";
import { applyActivation, registerActivation } from "../../src/nn/activations.ts";
import { negate } from "../../src/tensor/ops/arithmetic.ts";
import { scope } from "../../src/tensor/scope.ts";
import { tensor } from "../../src/tensor/tensor.ts";
import { parseTrainingConfig } from "../../src/training/config.ts";
import { networkOf } from "../../src/training/method.ts";
import { assertClose, ULP } from "../close.ts";
import { device } from "../device/device.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const MOD = new URL("../../mod.ts", import.meta.url).href;

/** A function of tensors in a module of its own. */
const moduleOf = (body: string) =>
  `import { add, exp, log, multiply, sum, tanh } from "${MOD}";\nexport default (x) => ${body};\n`;

/** Loads a file with this text. */
async function load(folder: string, name: string, text: string) {
  const path = join(folder, name);
  await Deno.writeTextFile(path, text);
  return await loadActivationFile(path);
}

/** What was noted on stderr meanwhile. */
async function notesOf(body: () => Promise<unknown>): Promise<unknown[]> {
  const notes: unknown[] = [];
  const { warn } = console;
  console.warn = (note) => void notes.push(note);
  await body().finally(() => console.warn = warn);
  return notes;
}

Deno.test("a file's formula or function is an activation of the file's name", () =>
  inTemporaryFolder(async (folder) => {
    const formula = await load(folder, "by_formula.ts", 'export default "x*sigmoid(1.7*x)"');
    const composed = await load(folder, "by_function.js", moduleOf("multiply(x, tanh(x))"));
    assert.deepEqual([formula.name, composed.name], ["by_formula", "by_function"]);
    assert.ok(formula.fused);
    const X = [-2, 0, 3];
    const [a, b] = scope(() => {
      const x = tensor(device, X);
      return [applyActivation(formula, x), applyActivation(composed, x)] as const;
    });
    const tolerance = { relative: 32 * ULP, absolute: 1e-6 };
    assertClose(await a.data(), X.map((x) => x / (1 + Math.exp(-1.7 * x))), tolerance);
    assertClose(await b.data(), X.map((x) => x * Math.tanh(x)), tolerance);
    a.dispose();
    b.dispose();
    assert.equal(await loadActivationFile(join(folder, "by_formula.ts")), formula);
  }));

Deno.test("a configuration remembers the file's SHA-256, and another file is refused", () =>
  inTemporaryFolder(async (folder) => {
    const text = 'export default "x * tanh(x)"';
    const { sha256 } = await load(folder, "digested.ts", text);
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    assert.equal(sha256, new Uint8Array(digest).toHex());

    const config = parseTrainingConfig({ activation: "digested" });
    assert.equal(config.activationSha256, sha256);
    assert.equal(networkOf(config).activation.sha256, sha256);

    const other = "0".repeat(64);
    const from = (digest?: string) =>
      digest === undefined ? "no file" : `a file with the SHA-256 ${digest}`;
    const refused = (settings: object, message: string) =>
      assert.throws(() => networkOf({ ...config, ...settings }), { message });
    refused(
      { activationSha256: other },
      `the activation digested came from ${from(other)}, got one from ${
        from(sha256)
      }; load it as it was`,
    );
    const { activationSha256: _, ...withoutFile } = config;
    assert.throws(() => networkOf(withoutFile), {
      message: `the activation digested came from no file, got one from ${
        from(sha256)
      }; do without that file`,
    });
    refused(
      { activation: "not_loaded", activationSha256: other },
      `the activation not_loaded came from ${from(other)}; load that file`,
    );
    refused(
      { activation: "tanh", activationSha256: other },
      `the activation tanh came from ${from(other)}, got one from no file; load it as it was`,
    );
    assert.throws(
      () => parseTrainingConfig({ activation: "digested", activationSha256: other }),
      /load it as it was$/,
    );
    const record = { device: "test", history: [], best: null, test: null, stopped: "test" };
    assert.throws(
      () =>
        modelOf(
          { ...record, config: { ...config, activationSha256: other }, weights: new Map() },
          device,
        ),
      UsageError,
    );
    await assert.rejects(
      load(folder, "digested.ts", text + ";"),
      /digested\.ts: there is an activation named digested already$/,
    );
  }));

Deno.test("a file that is no activation is refused in one line that names it", () =>
  inTemporaryFolder(async (folder) => {
    registerActivation("scripts_own", negate);
    const refused: [name: string, text: string, problem: RegExp][] = [
      ["five.ts", "export default 5", /: expected a formula or a function of tensors .*, got 5$/],
      ["none.ts", "export const x = 1", /: expected .* as its default export, got undefined$/],
      ["unclear.ts", 'export default "x*"', /: the formula "x\*" does not parse at character 3/],
      ["plain.txt", "a text", / failed: .* at file:.*plain\.txt:1:3$/],
      ["broken.ts", "export default (x) => {", / failed: SyntaxError: .*broken\.ts:1:\d+$/],
      ["thrower.ts", "throw 'early'", / failed: early$/],
      ["late.ts", moduleOf("{ throw new Error('late\\nly') }"), / failed: late$/],
      [
        "unfit.ts",
        moduleOf("sum(x)"),
        /: the activation unfit: expected a float32 tensor of .*, got/,
      ],
      ["promise.ts", "export default async (x) => x", /: the activation promise: expected .*, got/],
      ["relu.ts", 'export default "x"', /: the activation relu is built in; give the file another/],
      ["Capital.ts", 'export default "x"', /: "Capital" cannot name an activation; use/],
      [
        "scripts_own.ts",
        'export default "x"',
        /: there is an activation named scripts_own already$/,
      ],
    ];
    for (const [name, text, problem] of refused) {
      await assert.rejects(load(folder, name, text), (error: Error) => {
        assert.ok(error instanceof UsageError);
        assert.ok(error.message.startsWith(join(folder, name)), error.message);
        assert.match(error.message, problem);
        assert.ok(!error.message.includes("\n"));
        return true;
      });
      if (name === "five.ts") await load(folder, "five.ts", 'export default "5 * x"'); // mended
    }
    await assert.rejects(
      loadActivationFile(join(folder, "missing.ts")),
      /^UsageError: .*missing\.ts: there is no such file; name another one$/,
    );
    await assert.rejects(loadActivationFile(folder), /: cannot be read: it is a folder, expected/);
  }));

Deno.test("where a file's function overflows is noted, and that it is constant", () =>
  inTemporaryFolder(async (folder) => {
    const body = "multiply(x, tanh(log(add(1, exp(x)))))";
    assert.deepEqual(await notesOf(() => load(folder, "naive_mish.ts", moduleOf(body))), [
      "The activation naive_mish has the derivative NaN at x = 88.75.",
    ]);
    assert.deepEqual(await notesOf(() => load(folder, "nought.ts", moduleOf("multiply(x, 0)"))), [
      "The activation nought is the same for any x: nothing can be learned.",
    ]);
    assert.deepEqual(await notesOf(() => load(folder, "sound.ts", moduleOf("tanh(x)"))), []);
  }));
