// 4 × 4 blocks of a matrix product's operands, where every dimension that memory runs along is a
// multiple of four: a block is four loads of four.
//
// A block's rows are the columns of a WGSL matrix: m[row][column]. Reads beyond an edge are harmless
// in WebGPU, and what comes of them is not stored.

@group(0) @binding(1) var<storage, read> a: array<vec4f>;
@group(0) @binding(2) var<storage, read> b: array<vec4f>;

// How blocks follow each other in memory, counted in vec4f: a block's own lines are `line` apart, the
// next block along the inner dimension starts `inner` further, the next one across it `outer`.
struct Walk { start: u32, line: u32, inner: u32, outer: u32 }

// From the block at (outer, 0), for an operand whose lines run along the inner dimension of size k.
fn walk_along(outer: u32, k: u32) -> Walk {
  return Walk(outer * (k / 4u), k / 4u, 1u, k);
}

// The same for lines of length `size` that run across the inner dimension.
fn walk_across(outer: u32, size: u32) -> Walk {
  return Walk(outer / 4u, size / 4u, size, 1u);
}

fn walk_a(row: u32) -> Walk {
  if (TRANSPOSE_A) { return walk_across(row, params.m); }
  return walk_along(row, params.k);
}

fn walk_b(column: u32) -> Walk {
  if (TRANSPOSE_B) { return walk_along(column, params.k); }
  return walk_across(column, params.n);
}

// a[row … row + 3, k … k + 3], n blocks of rows on
fn block_a(walk: Walk, i: u32, n: u32) -> mat4x4f {
  let first = i + n * walk.outer;
  let block = mat4x4f(
    a[first], a[first + walk.line], a[first + 2u * walk.line], a[first + 3u * walk.line],
  );
  if (TRANSPOSE_A) { return transpose(block); }
  return block;
}

// b[k … k + 3, column … column + 3], n blocks of columns on
fn block_b(walk: Walk, i: u32, n: u32) -> mat4x4f {
  let first = i + n * walk.outer;
  let block = mat4x4f(
    b[first], b[first + walk.line], b[first + 2u * walk.line], b[first + 3u * walk.line],
  );
  if (TRANSPOSE_B) { return transpose(block); }
  return block;
}
