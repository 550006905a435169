/** Programs that a machine may lack: whether there is one, and what a test that needs it is called. */

/** How a test that needs `program` is registered: ignored, under a name that says why, without it. */
export async function needing(
  program: string,
  name: string,
): Promise<{ name: string; ignore: boolean }> {
  return { name: `${name} (needs ${program})`, ignore: !await isInstalled(program) };
}

async function isInstalled(program: string): Promise<boolean> {
  try {
    const { success } = await new Deno.Command(program, {
      args: ["--version"],
      stdout: "null",
      stderr: "null",
    }).output();
    return success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
