/**
 * What every thread of the team runs. The main thread imports this module; the others get its text, so
 * that they start without a permission to read files, wherever the program came from.
 */

/**
 * What the threads share: the kernels, their memory, and a BLAS library's product, if there is one.
 *
 * @typedef {object} Program
 * @property {WebAssembly.Module} module
 * @property {WebAssembly.Memory} memory
 * @property {Pick<import("./blas.ts").Blas, "library" | "sgemm"> | undefined} blas
 */

const ROW_MAJOR = 101;
const NO_TRANS = 111;
const TRANSPOSED = 112;

/**
 * This thread's instance of the kernels, and what ends its use of the BLAS library.
 *
 * @param {Program} program
 * @param {number} index of the thread, the main one's being 0
 * @returns {{
 *   kernels: typeof import("../../../kernels/cpu.d.ts").__AdaptedExports,
 *   closeLibrary: () => void,
 * }}
 */
export function instantiate({ module, memory, blas }, index) {
  const library = blas && Deno.dlopen(blas.library, { cblas_sgemm: blas.sgemm });
  const sgemm = library ? sgemmOver(memory, library.symbols.cblas_sgemm) : () => {};
  const { exports } = new WebAssembly.Instance(module, { env: { memory }, blas: { sgemm } });
  exports.initThread(index);
  return { kernels: exports, closeLibrary: () => library?.close() };
}

/** A worker's life: it works until the team is stopped. */
export function runWorker({ program, index }) {
  const { kernels, closeLibrary } = instantiate(program, index);
  try {
    kernels.workerLoop();
    closeLibrary();
  } catch {
    kernels.fail();
  }
}

/** The library's product as the kernels call it: addresses are the memory's, and alpha is 1. */
function sgemmOver(memory, cblasSgemm) {
  const start = Deno.UnsafePointer.of(new Uint8Array(memory.buffer));
  const base = Number(Deno.UnsafePointer.value(start)); // which growing does not move
  return (transposeA, transposeB, m, n, k, a, lda, b, ldb, out, ldout, add) =>
    cblasSgemm(
      ROW_MAJOR,
      transposeA ? TRANSPOSED : NO_TRANS,
      transposeB ? TRANSPOSED : NO_TRANS,
      m,
      n,
      k,
      1,
      base + (a >>> 0),
      lda,
      base + (b >>> 0),
      ldb,
      add ? 1 : 0,
      base + (out >>> 0),
      ldout,
    );
}
