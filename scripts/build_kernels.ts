/**
 * Builds the CPU device's kernels, AssemblyScript in kernels/cpu/, into the modules that are committed
 * beside that folder: `deno task kernels`. They are packed, and written as text (base64), which can be
 * imported from anywhere and bundled. The same sources give the same modules.
 */
import { gzipSync } from "node:zlib";
import { asc } from "./dependencies.ts";
import { formulaKernels } from "./formula_kernels.ts";
import { optimizerKernels } from "./optimizer_kernels.ts";

const KERNELS = new URL("../kernels/", import.meta.url);

/** What the modules may use: all that runs WebAssembly today, and the multiply-add of most. */
const MODULES = {
  "cpu": "simd,threads,bulk-memory",
  "cpu_relaxed": "simd,threads,bulk-memory,relaxed-simd",
};

/** The memory is the caller's; the first 4 KiB are the thread pool's, of which the compiler knows nothing. */
const OPTIONS = "-O3 --noAssert --runtime stub --importMemory --sharedMemory --initialMemory 1 " +
  "--maximumMemory 65536 --memoryBase 4096 --exportTable";

/** The modules, and the types of what they export: file name and content. */
export async function buildKernels(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
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
          if (typeof content !== "string") files.set(`${path}.gz.base64`, packed(content));
          else if (path.endsWith(".d.ts")) files.set(path, content);
        },
        listFiles: () => [],
      },
    );
    if (error) throw new Error(`kernels/cpu cannot be compiled: ${error.message}\n${stderr}`);
  }
  return files;
}

function readSource(path: string): string | null {
  if (path === "formulas.ts") return formulaKernels();
  if (path === "optimizers.ts") return optimizerKernels();
  try {
    return Deno.readTextFileSync(new URL(`cpu/${path}`, KERNELS));
  } catch {
    return null; // the compiler tries several names
  }
}

/** A module as it is committed, in lines that a diff can show. */
function packed(module: Uint8Array): string {
  const text = new Uint8Array(gzipSync(module, { level: 9 })).toBase64();
  return text.replaceAll(/.{1,100}/g, "$&\n");
}

if (import.meta.main) {
  for (const [name, content] of await buildKernels()) {
    await Deno.writeTextFile(new URL(name, KERNELS), content);
    console.log(`kernels/${name}  ${content.length} characters`);
  }
}
