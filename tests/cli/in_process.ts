/** Runs the command line within the test, which starts no process; for what needs none of its own. */
import { runCommandLine } from "../../src/cli/main.ts";
import type { Ending } from "./program.ts";

/** Runs it to its end, in the test's working folder, and catches what it prints. */
export async function runHere(args: readonly string[]): Promise<Ending> {
  using restored = new DisposableStack();
  const texts = [Deno.stdout, Deno.stderr].map((stream) => {
    const decoder = new TextDecoder();
    const caught = { text: "" };
    const { writeSync, isTerminal } = stream;
    restored.defer(() => Object.assign(stream, { writeSync, isTerminal }));
    Object.assign(stream, {
      isTerminal: () => false,
      writeSync(bytes: Uint8Array) {
        caught.text += decoder.decode(bytes, { stream: true });
        return bytes.length;
      },
    });
    return caught;
  });
  const code = await runCommandLine(args);
  return { code, stdout: texts[0]!.text, stderr: texts[1]!.text };
}
