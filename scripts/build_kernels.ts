/**
 * Builds the CPU device's kernels, AssemblyScript in kernels/cpu/, into the modules that are committed
 * beside that folder: `deno task kernels`. The same sources give the same bytes.
 */
import { asc } from "./dependencies.ts";

const KERNELS = new URL("../kernels/", import.meta.url);

/** What the modules may use: all that runs WebAssembly today, and the multiply-add of most. */
const MODULES = {
  "cpu": "simd,threads,bulk-memory",
  "cpu_relaxed": "simd,threads,bulk-memory,relaxed-simd",
};

/** The memory is the caller's; the first 4 KiB are the team's, of which the compiler knows nothing. */
const OPTIONS = "-O3 --noAssert --runtime stub --importMemory --sharedMemory --initialMemory 1 " +
  "--maximumMemory 65536 --memoryBase 4096 --exportTable";

/** The modules, and the types of what they export: file name and content. */
export async function buildKernels(): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const [name, features] of Object.entries(MODULES)) {
    const { error, stderr } = await asc.main(
      [
        ...["index.ts", "--outFile", `${name}.wasm`, "--enable", features],
        ...(name === "cpu" ? ["--bindings", "raw"] : []),
        ...OPTIONS.split(" "),
      ],
      {
        readFile: (path) => readSource(path),
        writeFile: (path, content) => {
          if (!path.endsWith(".js")) files.set(path, toBytes(content));
        },
        listFiles: () => [],
      },
    );
    if (error) throw new Error(`kernels/cpu cannot be compiled: ${error.message}\n${stderr}`);
  }
  return files;
}

function readSource(path: string): string | null {
  try {
    return Deno.readTextFileSync(new URL(`cpu/${path}`, KERNELS));
  } catch {
    return null; // the compiler tries several names
  }
}

function toBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

if (import.meta.main) {
  for (const [name, content] of await buildKernels()) {
    await Deno.writeFile(new URL(name, KERNELS), content);
    console.log(`kernels/${name}  ${content.length} bytes`);
  }
}
