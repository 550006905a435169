/** The kernels' modules, compiled once. They come as text, which is imported from anywhere and bundled. */
import baseline from "../../../kernels/cpu.wasm.base64" with { type: "text" };
import relaxedSimd from "../../../kernels/cpu_relaxed.wasm.base64" with { type: "text" };

const compiled = new Map<string, Promise<WebAssembly.Module>>();

/**
 * The module of the kernels. `allowRelaxedSimd` takes the one with relaxed SIMD where the runtime knows
 * that: its multiply-add rounds once and takes one instruction.
 */
export function loadModule(allowRelaxedSimd: boolean): Promise<WebAssembly.Module> {
  return compile(
    allowRelaxedSimd && WebAssembly.validate(decode(relaxedSimd)) ? relaxedSimd : baseline,
  );
}

function compile(text: string): Promise<WebAssembly.Module> {
  let module = compiled.get(text);
  if (module === undefined) compiled.set(text, module = WebAssembly.compile(decode(text)));
  return module;
}

function decode(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromBase64(text);
}
