/** Matrix products by a BLAS library of the machine, a slice of the output for every thread. */
import { multiplyInParts } from "./long_sums";
import { EXTRA_ARGUMENTS, Product, productArguments, setProductArguments } from "./product";
import { ceilDiv, parallelFor } from "./thread_pool";

/**
 * Steps of a sum that the library takes in one call: some of its kernels for small products add one
 * after the other up, which for more steps could be more than 1e-5 off.
 */
const MAX_DEPTH: u32 = 800;

/**
 * The library's single-precision product, row-major, by the import `blas.sgemm`; added to what is
 * there, or stored.
 */
declare function sgemm(
  transposeA: bool,
  transposeB: bool,
  m: u32,
  n: u32,
  k: u32,
  a: usize,
  lda: u32,
  b: usize,
  ldb: u32,
  out: usize,
  ldout: u32,
  add: bool,
): void;

/** out (m, n) = a · b, as `matmul`, in `slices` slices. */
export function blasMatmul(
  a: usize,
  b: usize,
  out: usize,
  m: u32,
  k: u32,
  n: u32,
  transposeA: bool,
  transposeB: bool,
  slices: u32,
  wide: usize,
): void {
  setProductArguments(a, b, out, m, k, n, transposeA, transposeB, wide);
  store<u32>(EXTRA_ARGUMENTS, slices);
  parallelFor(slices, m >= n ? multiplyRows : multiplyColumns);
}

function multiplyRows(task: u32): void {
  const product = productArguments();
  const size = ceilDiv(product.m, load<u32>(EXTRA_ARGUMENTS)), first = task * size;
  if (first >= product.m) return;
  const bottom = min(product.m, first + size);
  multiplyInParts(product, first, bottom, 0, product.n, MAX_DEPTH, multiply);
}

function multiplyColumns(task: u32): void {
  const product = productArguments();
  const size = ceilDiv(product.n, load<u32>(EXTRA_ARGUMENTS)), first = task * size;
  if (first >= product.n) return;
  const right = min(product.n, first + size);
  multiplyInParts(product, 0, product.m, first, right, MAX_DEPTH, multiply);
}

function multiply(
  product: Product,
  top: u32,
  bottom: u32,
  left: u32,
  right: u32,
  first: u32,
  depth: u32,
  add: bool,
): void {
  const m = product.m, k = product.k, n = product.n;
  const transposeA = product.transposeA, transposeB = product.transposeB;
  sgemm(
    transposeA,
    transposeB,
    bottom - top,
    right - left,
    depth,
    product.a + (transposeA ? placeOf(first, m, top) : placeOf(top, k, first)),
    transposeA ? m : k,
    product.b + (transposeB ? placeOf(left, k, first) : placeOf(first, n, left)),
    transposeB ? k : n,
    product.out + placeOf(top, n, left),
    n,
    add,
  );
}

/** Bytes from a matrix's beginning to one of its numbers. */
function placeOf(row: u32, columns: u32, column: u32): usize {
  return usize(row) * usize(columns) + usize(column) << 2;
}
