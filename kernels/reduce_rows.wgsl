// out[row, part] = the sum, maximum or minimum of a part of x[row, 0 … length), a workgroup a part.
//
// Parts have PART elements, the last one those that are left. Every lane folds each WORKGROUP-th
// element; the lanes' results meet in a tree. The order is fixed, so that the same input gives the
// same bits.

struct Params { count: u32, parts: u32, length: u32 }

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
  let i = group_index(group, groups);
  let row = i / params.parts * params.length;
  let first = row + i % params.parts * PART;
  let end = min(first + PART, row + params.length);
  if (i < params.count) {
    // Lanes without an element of their own repeat the first one, or add nothing.
    var value = neutral(x[first]);
    for (var j = first + lane; j < end; j += WORKGROUP) { value = combine(value, x[j]); }
    partial[lane] = value;
  }
  for (var half = WORKGROUP / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (i < params.count && lane < half) {
      partial[lane] = combine(partial[lane], partial[lane + half]);
    }
  }
  if (i < params.count && lane == 0u) { out[i] = partial[0]; }
}
