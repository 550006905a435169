/** What every thread of the pool runs. The main thread imports this module; the others get its text. */

/**
 * What the threads share: the kernels, their memory, and the modules that are added to the kernels as
 * the program runs, one behind the other, each behind its length in four bytes.
 *
 * @typedef {object} Program
 * @property {WebAssembly.Module} module
 * @property {WebAssembly.Memory} memory
 * @property {SharedArrayBuffer} [added]
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

/**
 * Adds a module's functions to a thread's table, where the kernels call them, as they are called by it.
 *
 * @param {ReturnType<typeof instantiate>} kernels
 * @param {BufferSource} bytes of a module that exports functions and imports kernels
 * @returns {number[]} their places
 */
export function addFunctions(kernels, bytes) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { kernels });
  return Object.values(exports).map((added) => kernels.table.grow(1, added));
}

/** A worker's life: it works until the pool is stopped. */
export function runWorker({ program, index, address }, openSgemm) {
  const blas = openSgemm?.(address, program.memory);
  const kernels = instantiate(program, index, blas?.multiply);
  try {
    for (let known = 0, place = 0, wanted; (wanted = kernels.workerLoop(known)) > 0;) {
      for (; known < wanted; known++) {
        const end = place + 4 + new DataView(program.added).getUint32(place);
        addFunctions(kernels, new Uint8Array(program.added).slice(place + 4, end));
        place = end;
      }
    }
    blas?.close();
  } catch {
    kernels.fail();
  }
}
