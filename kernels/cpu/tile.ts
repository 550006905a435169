/** The heart of a matrix product: 6 × 8 sums in registers, a multiplication a cycle and unit. */
import { madd } from "./math";

export const TILE_ROWS: u32 = 6;
export const TILE_COLUMNS: u32 = 8;

/** Where this thread keeps a tile that is only partly wanted. */
let edgeTile: usize = 0;

/** Bytes of such a tile, in whole lines of the cache. */
const EDGE_BYTES: usize = 256;

/** Gives this instance its place among the threads, from 0, and so its own scratch. */
export function initThread(index: u32): void {
  edgeTile = __heap_base + usize(index) * EDGE_BYTES;
}

/** Where the memory begins that a pool of so many threads leaves to its callers. */
export function heapBase(threads: u32): usize {
  return __heap_base + usize(threads) * EDGE_BYTES;
}

/**
 * The product of a strip of rows and a strip of columns, `depth` numbers deep, into the upper left
 * `rows` × `columns` of a tile whose rows are `stride` bytes apart; added to what is there, or stored.
 */
export function multiplyTile(
  a: usize,
  b: usize,
  depth: u32,
  out: usize,
  stride: usize,
  rows: u32,
  columns: u32,
  add: bool,
): void {
  if (rows === TILE_ROWS && columns === TILE_COLUMNS) return tile(a, b, depth, out, stride, add);
  tile(a, b, depth, edgeTile, 32, false);
  for (let i: u32 = 0; i < rows; i++, out += stride) {
    for (let j: u32 = 0; j < columns; j++) {
      const sum = load<f32>(edgeTile + (usize(i * TILE_COLUMNS + j) << 2));
      const to = out + (usize(j) << 2);
      store<f32>(to, add ? load<f32>(to) + sum : sum);
    }
  }
}

function tile(a: usize, b: usize, depth: u32, out: usize, stride: usize, add: bool): void {
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00;
  let s30 = s00, s31 = s00, s40 = s00, s41 = s00, s50 = s00, s51 = s00;
  for (const end = a + (usize(depth * TILE_ROWS) << 2); a < end; a += 24, b += 32) {
    const left = v128.load(b), right = v128.load(b, 16);
    let x = v128.load_splat<f32>(a);
    s00 = madd(x, left, s00);
    s01 = madd(x, right, s01);
    x = v128.load_splat<f32>(a, 4);
    s10 = madd(x, left, s10);
    s11 = madd(x, right, s11);
    x = v128.load_splat<f32>(a, 8);
    s20 = madd(x, left, s20);
    s21 = madd(x, right, s21);
    x = v128.load_splat<f32>(a, 12);
    s30 = madd(x, left, s30);
    s31 = madd(x, right, s31);
    x = v128.load_splat<f32>(a, 16);
    s40 = madd(x, left, s40);
    s41 = madd(x, right, s41);
    x = v128.load_splat<f32>(a, 20);
    s50 = madd(x, left, s50);
    s51 = madd(x, right, s51);
  }
  storeRow(out, s00, s01, add);
  storeRow(out + stride, s10, s11, add);
  storeRow(out + 2 * stride, s20, s21, add);
  storeRow(out + 3 * stride, s30, s31, add);
  storeRow(out + 4 * stride, s40, s41, add);
  storeRow(out + 5 * stride, s50, s51, add);
}

function storeRow(out: usize, left: v128, right: v128, add: bool): void {
  if (add) {
    left = f32x4.add(left, v128.load(out));
    right = f32x4.add(right, v128.load(out, 16));
  }
  v128.store(out, left);
  v128.store(out, right, 16);
}
