/** Makes a named pipe, which no API of Deno's can; whoever opens it waits for the other end. */
export async function makePipe(path: string): Promise<void> {
  const { success } = await new Deno.Command("mkfifo", { args: [path] }).output();
  if (!success) throw new Error(`mkfifo ${path} failed`);
}
