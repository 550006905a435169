/** What a matrix product is given: out (m, n) = a · b. */
import { ARGUMENTS } from "./thread_pool";

@unmanaged
export class Product {
  a: usize;
  b: usize;
  out: usize;
  m: u32;
  k: u32;
  n: u32;
  transposeA: bool;
  transposeB: bool;
  /** Memory for the sums in float64, if they are long. */
  wide: usize;
}

/** Where a kernel keeps what it needs to know of a product besides. */
export const EXTRA_ARGUMENTS: usize = ARGUMENTS + offsetof<Product>();

/** The product that the launch is about. */
export function productArguments(): Product {
  return changetype<Product>(ARGUMENTS);
}

/** Puts a product where the tasks find it; a is (k, m) if transposed, b is (n, k). */
export function setProductArguments(
  a: usize,
  b: usize,
  out: usize,
  m: u32,
  k: u32,
  n: u32,
  transposeA: bool,
  transposeB: bool,
  wide: usize,
): void {
  const product = productArguments();
  product.a = a;
  product.b = b;
  product.out = out;
  product.m = m;
  product.k = k;
  product.n = n;
  product.transposeA = transposeA;
  product.transposeB = transposeB;
  product.wide = wide;
}
