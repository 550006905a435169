/** A Python that has PyTorch; the second is Debian's, where another one comes first in the PATH. */
export async function findPyTorch(): Promise<string | undefined> {
  for (const python of ["python3", "/usr/bin/python3"]) {
    const command = new Deno.Command(python, {
      args: ["-c", "import torch"],
      stdout: "null",
      stderr: "null",
    });
    try {
      if ((await command.output()).success) return python;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return undefined;
}
