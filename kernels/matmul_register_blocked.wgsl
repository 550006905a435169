// out = a · b with everything in registers, for adapters that compute on the processor.
//
// There a vector instruction runs LANES invocations, every load is a loop over them, and shared
// memory gains nothing. So an invocation computes as much as it can from what it loads: 16 rows by
// 4 · BLOCKS columns, as 4 × 4 blocks whose product WGSL has built in. In m[row][column] order the
// product of blocks x and y is written y * x.
//
// It goes through one slice of the inner dimension, `slice` long, a multiple of 4, but the last may be
// shorter; the sums of each slice make a matrix of their own, one after the other in out.

// Sixteen rows of four columns.
struct Strip { first: mat4x4f, second: mat4x4f, third: mat4x4f, fourth: mat4x4f }

fn accumulate(sum: ptr<function, Strip>, x: Strip, y: mat4x4f) {
  (*sum).first += y * x.first;
  (*sum).second += y * x.second;
  (*sum).third += y * x.third;
  (*sum).fourth += y * x.fourth;
}

var<private> first_out: u32; // where the slice's matrix begins

fn store(row: u32, column: u32, sum: f32) {
  if (row < params.m && column < params.n) { out[first_out + row * params.n + column] = sum; }
}

fn store_row(row: u32, column: u32, sums: vec4f) {
  store(row, column, sums.x);
  store(row, column + 1u, sums.y);
  store(row, column + 2u, sums.z);
  store(row, column + 3u, sums.w);
}

fn store_block(row: u32, column: u32, block: mat4x4f) {
  store_row(row, column, block[0]);
  store_row(row + 1u, column, block[1]);
  store_row(row + 2u, column, block[2]);
  store_row(row + 3u, column, block[3]);
}

fn store_strip(row: u32, column: u32, strip: Strip) {
  store_block(row, column, strip.first);
  store_block(row + 4u, column, strip.second);
  store_block(row + 8u, column, strip.third);
  store_block(row + 12u, column, strip.fourth);
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  params = given;
  let tile = group_index(group, groups);
  // Down the rows first: what is read of b then stays in the cache for the next workgroup.
  let tiles_down = (params.m + 15u) / 16u;
  let tiles_across = (params.n + LANES * BLOCKS * 4u - 1u) / (LANES * BLOCKS * 4u);
  let row = tile % tiles_down * 16u;
  let column = (tile / tiles_down % tiles_across * LANES + lane) * BLOCKS * 4u;
  let slice = tile / tiles_down / tiles_across;
  let first_k = slice * params.slice;
  if (column >= params.n || first_k >= params.k) { return; }
  first_out = slice * params.m * params.n;

  let walk_x = walk_a(row);
  let walk_y = walk_b(column);
  let end_k = min(first_k + params.slice, params.k);
  var x_at = walk_x.start + first_k / 4u * walk_x.inner;
  var y_at = walk_y.start + first_k / 4u * walk_y.inner;
  var c0: Strip;
  var c1: Strip;
  var c2: Strip;
  var c3: Strip;
  var c4: Strip;
  var c5: Strip;
  var c6: Strip;
  var c7: Strip;
  for (var k = first_k; k < end_k; k += 4u) {
    let x = Strip(
      block_a(walk_x, x_at, 0u),
      block_a(walk_x, x_at, 1u),
      block_a(walk_x, x_at, 2u),
      block_a(walk_x, x_at, 3u),
    );
    accumulate(&c0, x, block_b(walk_y, y_at, 0u));
    if (BLOCKS > 1u) { accumulate(&c1, x, block_b(walk_y, y_at, 1u)); }
    if (BLOCKS > 2u) { accumulate(&c2, x, block_b(walk_y, y_at, 2u)); }
    if (BLOCKS > 3u) { accumulate(&c3, x, block_b(walk_y, y_at, 3u)); }
    if (BLOCKS > 4u) { accumulate(&c4, x, block_b(walk_y, y_at, 4u)); }
    if (BLOCKS > 5u) { accumulate(&c5, x, block_b(walk_y, y_at, 5u)); }
    if (BLOCKS > 6u) { accumulate(&c6, x, block_b(walk_y, y_at, 6u)); }
    if (BLOCKS > 7u) { accumulate(&c7, x, block_b(walk_y, y_at, 7u)); }
    x_at += walk_x.inner;
    y_at += walk_y.inner;
  }
  store_strip(row, column, c0);
  if (BLOCKS > 1u) { store_strip(row, column + 4u, c1); }
  if (BLOCKS > 2u) { store_strip(row, column + 8u, c2); }
  if (BLOCKS > 3u) { store_strip(row, column + 12u, c3); }
  if (BLOCKS > 4u) { store_strip(row, column + 16u, c4); }
  if (BLOCKS > 5u) { store_strip(row, column + 20u, c5); }
  if (BLOCKS > 6u) { store_strip(row, column + 24u, c6); }
  if (BLOCKS > 7u) { store_strip(row, column + 28u, c7); }

  // In a loop over what was just stored: 16 · 4 · BLOCKS times in a row, it would take the compiler
  // longer than all the rest.
  if (FINISH) {
    for (var r = row; r < min(row + 16u, params.m); r++) {
      for (var c = column; c < min(column + 4u * BLOCKS, params.n); c++) {
        let i = first_out + r * params.n + c;
        epilogue(i, c, out[i]);
      }
    }
  }
}
