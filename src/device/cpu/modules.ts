/**
 * The kernels' modules, compiled once. They come as text, which is imported from anywhere and bundled,
 * and packed, since a page has to load them; only the one that is run is.
 */
const baseline = () => import("../../../kernels/cpu.wasm.gz.base64", { with: { type: "text" } });
const relaxedSimd = () =>
  import("../../../kernels/cpu_relaxed.wasm.gz.base64", { with: { type: "text" } });

/** Gives a packed module. */
type Source = typeof baseline;

const compiled = new Map<Source, Promise<WebAssembly.Module | undefined>>();

/**
 * The module of the kernels. `allowRelaxedSimd` takes the one with relaxed SIMD where the runtime knows
 * that: its multiply-add rounds once and takes one instruction.
 */
export async function loadModule(allowRelaxedSimd: boolean): Promise<WebAssembly.Module> {
  return allowRelaxedSimd && await compile(relaxedSimd) || (await compile(baseline))!;
}

/** A module, compiled; undefined where the runtime does not know all of its instructions. */
function compile(source: Source): Promise<WebAssembly.Module | undefined> {
  let module = compiled.get(source);
  if (module === undefined) {
    module = source().then(({ default: packed }) => unpackModule(packed)).then((bytes) =>
      WebAssembly.validate(bytes) ? WebAssembly.compile(bytes) : undefined
    );
    compiled.set(source, module);
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
