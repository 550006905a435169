/** On a terminal: whatever ends the program, the cursor shows and long lines wrap again. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const ENDLESS = fileURLToPath(new URL("endless.ts", import.meta.url));
const CTRL_C = "\x03";

/** util-linux's `script` runs a program on a terminal of its own; the BSDs' takes other arguments. */
const hasTerminal = await new Deno.Command("script", { args: ["--version"] }).output()
  .then(({ stdout }) => new TextDecoder().decode(stdout).includes("util-linux"), () => false);

/** Runs the program that never ends on a terminal, and presses keys once a text has come, in turn. */
async function onTerminal(
  args: string,
  presses: readonly (readonly [text: string, keys: string])[],
): Promise<{ code: number; screen: string }> {
  const process = new Deno.Command("script", {
    args: ["-qec", `"${Deno.execPath()}" run --allow-all "${ENDLESS}" ${args}`, "/dev/null"],
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const keyboard = process.stdin.getWriter();
  let screen = "";
  let [done, from] = [0, 0];
  for await (const part of process.stdout.pipeThrough(new TextDecoderStream())) {
    screen += part;
    for (let place; done < presses.length; from = place) {
      const [text, keys] = presses[done]!;
      place = screen.indexOf(text, from);
      if (place < 0) break;
      place += text.length;
      done++;
      await keyboard.write(new TextEncoder().encode(keys));
    }
  }
  const { code } = await process.status;
  await keyboard.close().catch(() => {}); // it is gone with the program
  return { code, screen };
}

function assertRestored(screen: string): void {
  for (const [off, on] of [["\x1b[?25l", "\x1b[?25h"], ["\x1b[?7l", "\x1b[?7h"]] as const) {
    assert.ok(screen.includes(off), "the bar was drawn");
    assert.ok(screen.lastIndexOf(on) > screen.lastIndexOf(off), JSON.stringify(screen));
  }
}

const ignore = !hasTerminal;
const needs = ignore ? " (ignored: there is no script of util-linux to make a terminal)" : "";

Deno.test(`a second Ctrl-C leaves the terminal as it was${needs}`, { ignore }, async () => {
  const { code, screen } = await onTerminal("", [["ready", CTRL_C], [
    "press Ctrl-C again",
    CTRL_C,
  ]]);
  assert.equal(code, 130);
  assert.match(screen, /4\/9/, "the bar was up again");
  assertRestored(screen);
});

Deno.test(`so does a bug${needs}`, { ignore }, async () => {
  const { code, screen } = await onTerminal("--fail", []);
  assert.equal(code, 1);
  assert.match(screen, /5\/9/);
  assertRestored(screen);
});
