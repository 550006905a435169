/** Matrix products: both operands are packed into panels, then every block of the output is a task. */
import { multiplyInParts } from "./long_sums";
import { packPanel } from "./panels";
import { EXTRA_ARGUMENTS, Product, productArguments, setProductArguments } from "./product";
import { ceilDiv, parallelFor } from "./thread_pool";
import { multiplyTile, TILE_COLUMNS, TILE_ROWS } from "./tile";

/** The output of one task: what stays in a core's cache while it is computed. */
const BLOCK_ROWS: u32 = 8 * TILE_ROWS;
const BLOCK_COLUMNS: u32 = 8 * TILE_COLUMNS;

/** Steps of a sum that are done in one go: two strips of them fit the first level of the cache. */
const MAX_DEPTH: u32 = 512;

/** Bytes of memory that a product needs for its panels; more than there may be, for large ones. */
export function panelBytes(m: u32, k: u32, n: u32): f64 {
  const lines = f64(ceilDiv(m, TILE_ROWS)) * TILE_ROWS +
    f64(ceilDiv(n, TILE_COLUMNS)) * TILE_COLUMNS;
  return lines * f64(k) * 4;
}

/** out (m, n) = a · b; a is (m, k), or (k, m) if transposed; b is (k, n), or (n, k). */
export function matmul(
  a: usize,
  b: usize,
  out: usize,
  m: u32,
  k: u32,
  n: u32,
  transposeA: bool,
  transposeB: bool,
  panels: usize,
  wide: usize,
): void {
  setProductArguments(a, b, out, m, k, n, transposeA, transposeB, wide);
  store<usize>(EXTRA_ARGUMENTS, panels);
  parallelFor(ceilDiv(m, BLOCK_ROWS) + ceilDiv(n, BLOCK_COLUMNS), pack);
  parallelFor(ceilDiv(m, BLOCK_ROWS) * ceilDiv(n, BLOCK_COLUMNS), multiplyBlock);
}

function panelOfRow(product: Product, row: u32): usize {
  return load<usize>(EXTRA_ARGUMENTS) + (usize(row) * usize(product.k) << 2);
}

function panelOfColumn(product: Product, column: u32): usize {
  return panelOfRow(product, ceilDiv(product.m, TILE_ROWS) * TILE_ROWS + column);
}

function pack(task: u32): void {
  const product = productArguments();
  const m = product.m, k = product.k, n = product.n;
  const rowBlocks = ceilDiv(m, BLOCK_ROWS);
  if (task < rowBlocks) {
    const across = product.transposeA ? 1 : k, along = product.transposeA ? m : 1;
    const end = min(m, (task + 1) * BLOCK_ROWS);
    for (let row = task * BLOCK_ROWS; row < end; row += TILE_ROWS) {
      packPanel(product.a, across, along, row, m, TILE_ROWS, k, panelOfRow(product, row));
    }
  } else {
    const across = product.transposeB ? k : 1, along = product.transposeB ? 1 : n;
    const first = (task - rowBlocks) * BLOCK_COLUMNS;
    const end = min(n, first + BLOCK_COLUMNS);
    for (let column = first; column < end; column += TILE_COLUMNS) {
      packPanel(
        product.b,
        across,
        along,
        column,
        n,
        TILE_COLUMNS,
        k,
        panelOfColumn(product, column),
      );
    }
  }
}

function multiplyBlock(task: u32): void {
  const product = productArguments();
  const m = product.m, n = product.n;
  const blocks = ceilDiv(n, BLOCK_COLUMNS);
  const top = task / blocks * BLOCK_ROWS, bottom = min(m, top + BLOCK_ROWS);
  const left = task % blocks * BLOCK_COLUMNS, right = min(n, left + BLOCK_COLUMNS);
  multiplyInParts(product, top, bottom, left, right, MAX_DEPTH, multiplyTiles);
}

function multiplyTiles(
  product: Product,
  top: u32,
  bottom: u32,
  left: u32,
  right: u32,
  first: u32,
  depth: u32,
  add: bool,
): void {
  const m = product.m, n = product.n;
  for (let column = left; column < right; column += TILE_COLUMNS) {
    const b = panelOfColumn(product, column) + (usize(first * TILE_COLUMNS) << 2);
    for (let row = top; row < bottom; row += TILE_ROWS) {
      multiplyTile(
        panelOfRow(product, row) + (usize(first * TILE_ROWS) << 2),
        b,
        depth,
        product.out + (usize(row) * usize(n) + usize(column) << 2),
        usize(n) << 2,
        min(TILE_ROWS, m - row),
        min(TILE_COLUMNS, n - column),
        add,
      );
    }
  }
}
