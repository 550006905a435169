/** Matrix products by a BLAS library of the machine, a slice of the output for every thread. */
import { BESIDES, giveProduct, Product, theProduct } from "./product";
import { launch, parts } from "./team";

/** The library's single-precision product, row-major, by the import `blas.sgemm`. */
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
): void {
  giveProduct(a, b, out, m, k, n, transposeA, transposeB);
  store<u32>(BESIDES, slices);
  launch(slices, m >= n ? multiplyRows : multiplyColumns);
}

function multiplyRows(task: u32): void {
  const product = theProduct();
  const size = parts(product.m, load<u32>(BESIDES)), first = task * size;
  if (first >= product.m) return;
  multiply(product, first, min(size, product.m - first), 0, product.n);
}

function multiplyColumns(task: u32): void {
  const product = theProduct();
  const size = parts(product.n, load<u32>(BESIDES)), first = task * size;
  if (first >= product.n) return;
  multiply(product, 0, product.m, first, min(size, product.n - first));
}

function multiply(product: Product, row: u32, rows: u32, column: u32, columns: u32): void {
  const m = product.m, k = product.k, n = product.n;
  sgemm(
    product.transposeA,
    product.transposeB,
    rows,
    columns,
    k,
    product.a + (product.transposeA ? usize(row) << 2 : usize(row) * usize(k) << 2),
    product.transposeA ? m : k,
    product.b + (product.transposeB ? usize(column) * usize(k) << 2 : usize(column) << 2),
    product.transposeB ? k : n,
    product.out + (usize(row) * usize(n) + usize(column) << 2),
    n,
  );
}
