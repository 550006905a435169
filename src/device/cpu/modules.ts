/**
 * The kernels' modules, compiled once. They come as text, which is imported from anywhere and bundled,
 * and packed, since a page has to load them.
 */
import baseline from "../../../kernels/cpu.wasm.gz.base64" with { type: "text" };
import relaxedSimd from "../../../kernels/cpu_relaxed.wasm.gz.base64" with { type: "text" };

const compiled = new Map<string, Promise<WebAssembly.Module | undefined>>();

/**
 * The module of the kernels. `allowRelaxedSimd` takes the one with relaxed SIMD where the runtime knows
 * that: its multiply-add rounds once and takes one instruction.
 */
export async function loadModule(allowRelaxedSimd: boolean): Promise<WebAssembly.Module> {
  return allowRelaxedSimd && await compile(relaxedSimd) || (await compile(baseline))!;
}

/** A packed module, compiled; undefined where the runtime does not know all of its instructions. */
function compile(packed: string): Promise<WebAssembly.Module | undefined> {
  let module = compiled.get(packed);
  if (module === undefined) {
    module = unpackModule(packed).then((bytes) =>
      WebAssembly.validate(bytes) ? WebAssembly.compile(bytes) : undefined
    );
    compiled.set(packed, module);
  }
  return module;
}

/** The bytes of a module that was packed with gzip and written in base64. */
export async function unpackModule(packed: string): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new DecompressionStream("gzip");
  const unpacked = new Response(readable).arrayBuffer();
  const writer = writable.getWriter();
  await writer.write(Uint8Array.fromBase64(packed));
  await writer.close();
  return new Uint8Array(await unpacked);
}
