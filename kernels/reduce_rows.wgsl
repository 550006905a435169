// out[row] = the sum, maximum or minimum of x[row, 0 … length), a workgroup a row.
//
// Every lane folds each WORKGROUP-th element; the lanes' results meet in a tree. The order is fixed,
// so that the same input gives the same bits.

struct Params { rows: u32, length: u32, total: u32 }

@group(0) @binding(0) var<storage, read> given: Params;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<f32>;

var<private> params: Params; // read once, not in every turn of a loop

var<workgroup> partial: array<f32, WORKGROUP>;

@compute @workgroup_size(WORKGROUP)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  params = given;
  let row = group_index(group, groups);
  let first = row * params.length;
  // The last row may be shorter, when a long one was cut into equal rows.
  let end = min(first + params.length, params.total);
  if (row < params.rows) {
    // Lanes without an element of their own repeat the first one, or add nothing.
    var value = neutral(x[first]);
    for (var i = first + lane; i < end; i += WORKGROUP) { value = combine(value, x[i]); }
    partial[lane] = value;
  }
  for (var half = WORKGROUP / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (row < params.rows && lane < half) {
      partial[lane] = combine(partial[lane], partial[lane + half]);
    }
  }
  if (row < params.rows && lane == 0u) { out[row] = partial[0]; }
}
