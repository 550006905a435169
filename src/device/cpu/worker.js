/** What every thread of the pool runs. The main thread imports this module; the others get its text. */

/**
 * What the threads share: the kernels and their memory.
 *
 * @typedef {object} Program
 * @property {WebAssembly.Module} module
 * @property {WebAssembly.Memory} memory
 */

/**
 * This thread's instance of the kernels.
 *
 * @param {Program} program
 * @param {number} index of the thread, the main one's being 0
 * @param {import("./blas.ts").Sgemm["multiply"]} [sgemm] a BLAS library's product
 * @returns {typeof import("../../../kernels/cpu.d.ts").__AdaptedExports}
 */
export function instantiate({ module, memory }, index, sgemm = () => {}) {
  const { exports } = new WebAssembly.Instance(module, { env: { memory }, blas: { sgemm } });
  exports.initThread(index);
  return exports;
}

/** A worker's life: it works until the pool is stopped. */
export function runWorker({ program, index, address }, openSgemm) {
  const blas = openSgemm?.(address, program.memory);
  const kernels = instantiate(program, index, blas?.multiply);
  try {
    kernels.workerLoop();
    blas?.close();
  } catch {
    kernels.fail();
  }
}
