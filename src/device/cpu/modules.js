/**
 * The kernels' compiled module, relaxed where the runtime knows relaxed SIMD: its multiply-add rounds
 * once and takes one instruction. (JavaScript, since TypeScript does not know `import.source` yet.)
 *
 * @param {boolean} relaxed
 * @returns {Promise<WebAssembly.Module>}
 */
export async function loadModule(relaxed) {
  if (relaxed) {
    try {
      return await import.source("../../../kernels/cpu_relaxed.wasm");
    } catch (error) {
      if (!(error instanceof WebAssembly.CompileError)) throw error;
    }
  }
  return await import.source("../../../kernels/cpu.wasm");
}
