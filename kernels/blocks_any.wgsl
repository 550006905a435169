// 4 × 4 blocks of a matrix product's operands of any size, number by number; 0 beyond the edges.
//
// A block's rows are the columns of a WGSL matrix: m[row][column].

@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;

// The row or column where an invocation's blocks begin, and the steps to the next ones.
struct Walk { start: u32, inner: u32, outer: u32, first: u32 }

fn walk_a(row: u32) -> Walk {
  return Walk(0u, 4u, 4u, row);
}

fn walk_b(column: u32) -> Walk {
  return Walk(0u, 4u, 4u, column);
}

fn element_a(row: u32, k: u32) -> f32 {
  if (row >= params.m || k >= params.k) { return 0.0; }
  if (TRANSPOSE_A) { return a[k * params.m + row]; }
  return a[row * params.k + k];
}

fn element_b(k: u32, column: u32) -> f32 {
  if (k >= params.k || column >= params.n) { return 0.0; }
  if (TRANSPOSE_B) { return b[column * params.k + k]; }
  return b[k * params.n + column];
}

fn row_a(row: u32, k: u32) -> vec4f {
  return vec4f(element_a(row, k), element_a(row, k + 1u), element_a(row, k + 2u), element_a(row, k + 3u));
}

fn row_b(k: u32, c: u32) -> vec4f {
  return vec4f(element_b(k, c), element_b(k, c + 1u), element_b(k, c + 2u), element_b(k, c + 3u));
}

// a[row … row + 3, k … k + 3], n blocks of rows on
fn block_a(walk: Walk, k: u32, n: u32) -> mat4x4f {
  let row = walk.first + n * walk.outer;
  return mat4x4f(row_a(row, k), row_a(row + 1u, k), row_a(row + 2u, k), row_a(row + 3u, k));
}

// b[k … k + 3, column … column + 3], n blocks of columns on
fn block_b(walk: Walk, k: u32, n: u32) -> mat4x4f {
  let column = walk.first + n * walk.outer;
  return mat4x4f(row_b(k, column), row_b(k + 1u, column), row_b(k + 2u, column), row_b(k + 3u, column));
}
