// out = a · b through shared memory, for graphics hardware.
//
// A workgroup of 16 × 16 invocations computes TILE × TILE outputs, DEPTH of the inner dimension at a
// time: both operands' tiles are loaded once, neighbours loading neighbours, and every number is used
// TILE times. An invocation's outputs lie 16 apart, so that its reads meet no bank conflict.
//
// It goes through one slice of the inner dimension, `slice` long, a multiple of DEPTH, but the last may
// be shorter; the sums of each slice make a matrix of their own, one after the other in out. A tile's
// products are added up before they join the sums, which then lose fewer digits.

const TILE = 64u;
const DEPTH = 16u;
const PITCH = TILE + 1u; // a column of the tile in different banks

@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;

var<workgroup> tile_a: array<f32, DEPTH * PITCH>; // [k][row]
var<workgroup> tile_b: array<f32, DEPTH * PITCH>; // [k][column]

fn load_tile_a(slot: u32, first_row: u32, first_k: u32) {
  // Along whichever index is contiguous in memory.
  let row = select(slot / DEPTH, slot % TILE, TRANSPOSE_A);
  let k = select(slot % DEPTH, slot / TILE, TRANSPOSE_A);
  let inside = first_row + row < params.m && first_k + k < params.k;
  var value = 0.0;
  if (inside && TRANSPOSE_A) { value = a[(first_k + k) * params.m + first_row + row]; }
  if (inside && !TRANSPOSE_A) { value = a[(first_row + row) * params.k + first_k + k]; }
  tile_a[k * PITCH + row] = value;
}

fn load_tile_b(slot: u32, first_k: u32, first_column: u32) {
  let column = select(slot % TILE, slot / DEPTH, TRANSPOSE_B);
  let k = select(slot / TILE, slot % DEPTH, TRANSPOSE_B);
  let inside = first_k + k < params.k && first_column + column < params.n;
  var value = 0.0;
  if (inside && TRANSPOSE_B) { value = b[(first_column + column) * params.k + first_k + k]; }
  if (inside && !TRANSPOSE_B) { value = b[(first_k + k) * params.n + first_column + column]; }
  tile_b[k * PITCH + column] = value;
}

var<private> first_out: u32; // where the slice's matrix begins

fn store(row: u32, column: u32, sum: f32) {
  if (row < params.m && column < params.n) {
    epilogue(first_out + row * params.n + column, column, sum);
  }
}

fn store_row(row: u32, column: u32, sums: vec4f) {
  store(row, column, sums.x);
  store(row, column + 16u, sums.y);
  store(row, column + 32u, sums.z);
  store(row, column + 48u, sums.w);
}

@compute @workgroup_size(16, 16)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_id) lane: vec3u,
  @builtin(local_invocation_index) index: u32,
) {
  params = given;
  // By the buffer's own values: only they are known to be uniform, as a loop with barriers demands.
  let tile = group_index(group, groups);
  let tiles_across = (given.n + TILE - 1u) / TILE;
  let tiles_down = (given.m + TILE - 1u) / TILE;
  let first_column = tile % tiles_across * TILE;
  let first_row = tile / tiles_across % tiles_down * TILE;
  let slice = tile / tiles_across / tiles_down;

  var sum0: vec4f;
  var sum1: vec4f;
  var sum2: vec4f;
  var sum3: vec4f;
  let slice_k = slice * given.slice;
  let end_k = min(slice_k + given.slice, given.k);
  for (var first_k = slice_k; first_k < end_k; first_k += DEPTH) {
    for (var slot = index; slot < TILE * DEPTH; slot += 256u) {
      load_tile_a(slot, first_row, first_k);
      load_tile_b(slot, first_k, first_column);
    }
    workgroupBarrier();
    // With their zeros: naga lets a variable that has none keep its value from turn to turn.
    var part0 = vec4f();
    var part1 = vec4f();
    var part2 = vec4f();
    var part3 = vec4f();
    for (var k = 0u; k < DEPTH; k++) {
      let x = k * PITCH + lane.y;
      let y = k * PITCH + lane.x;
      let columns = vec4f(tile_b[y], tile_b[y + 16u], tile_b[y + 32u], tile_b[y + 48u]);
      part0 += tile_a[x] * columns;
      part1 += tile_a[x + 16u] * columns;
      part2 += tile_a[x + 32u] * columns;
      part3 += tile_a[x + 48u] * columns;
    }
    sum0 += part0;
    sum1 += part1;
    sum2 += part2;
    sum3 += part3;
    workgroupBarrier();
  }
  if (slice_k >= params.k) { return; }
  first_out = slice * params.m * params.n;
  let row = first_row + lane.y;
  let column = first_column + lane.x;
  store_row(row, column, sum0);
  store_row(row + 16u, column, sum1);
  store_row(row + 32u, column, sum2);
  store_row(row + 48u, column, sum3);
}
