// 4 × 4 blocks of a matrix product's operands, where every dimension that memory runs along is a
// multiple of four: a block is four loads of four.
//
// A block's rows are the columns of a WGSL matrix m[row][column]. Blocks beyond an edge repeat the
// last one; what comes of them is not stored.

@group(0) @binding(1) var<storage, read> a: array<vec4f>;
@group(0) @binding(2) var<storage, read> b: array<vec4f>;

// a[row … row + 3, k … k + 3]
fn block_a(row: u32, k: u32) -> mat4x4f {
  if (TRANSPOSE_A) {
    let i = (k * params.m + min(row, params.m - 4u)) / 4u;
    let step = params.m / 4u;
    return transpose(mat4x4f(a[i], a[i + step], a[i + 2u * step], a[i + 3u * step]));
  }
  let last = params.m - 1u;
  let step = params.k / 4u;
  let column = k / 4u;
  return mat4x4f(
    a[min(row, last) * step + column],
    a[min(row + 1u, last) * step + column],
    a[min(row + 2u, last) * step + column],
    a[min(row + 3u, last) * step + column],
  );
}

// b[k … k + 3, column … column + 3]
fn block_b(k: u32, column: u32) -> mat4x4f {
  if (TRANSPOSE_B) {
    let last = params.n - 1u;
    let step = params.k / 4u;
    let row = k / 4u;
    return transpose(mat4x4f(
      b[min(column, last) * step + row],
      b[min(column + 1u, last) * step + row],
      b[min(column + 2u, last) * step + row],
      b[min(column + 3u, last) * step + row],
    ));
  }
  let i = (k * params.n + min(column, params.n - 4u)) / 4u;
  let step = params.n / 4u;
  return mat4x4f(b[i], b[i + step], b[i + 2u * step], b[i + 3u * step]);
}
