/**
 * A BLAS library's matrix product, in any thread. The main thread imports this module; the others get
 * its text.
 */

const ROW_MAJOR = 101;
const NO_TRANS = 111;
const TRANSPOSED = 112;

/**
 * The product of the library as the kernels call it: addresses are the memory's, and alpha is 1.
 *
 * @type {import("./blas.ts").OpenSgemm}
 */
export function openSgemm({ library, sgemm }, memory) {
  const handle = Deno.dlopen(library, { cblas_sgemm: sgemm });
  const { cblas_sgemm: cblasSgemm } = handle.symbols;
  const start = Deno.UnsafePointer.of(new Uint8Array(memory.buffer));
  const base = Number(Deno.UnsafePointer.value(start)); // which growing does not move
  const multiply = (transposeA, transposeB, m, n, k, a, lda, b, ldb, out, ldout, add) =>
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
  return { multiply, close: () => handle.close() };
}
