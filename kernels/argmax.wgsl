// out[o, p, i] = the first position of the maximum in part p of x[o, 0 … size, i], an invocation an
// output. NaN counts as the maximum, so that it shows.
//
// Parts have PART positions, the last one those that are left: of all of the dimension or, where parts
// of it were gone through before, of the `length` that were found there.

struct Params { count: u32, parts: u32, length: u32, size: u32, inner: u32 }

@group(0) @binding(0) var<storage, read> given: Params;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> found: array<u32>;
@group(0) @binding(3) var<storage, read_write> out: array<u32>;

var<private> params: Params; // read once, not in every turn of a loop

@compute @workgroup_size(WORKGROUP)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  params = given;
  let i = group_index(group, groups) * WORKGROUP + lane;
  if (i >= params.count) { return; }
  let part = i / params.inner;
  let outer = part / params.parts;
  let column = i % params.inner;
  let start = (part % params.parts) * PART;
  let end = min(start + PART, params.length);
  var best = 0u;
  var held = 0.0;
  for (var j = start; j < end; j++) {
    var position = j;
    if (AMONG_FOUND) { position = found[(outer * params.length + j) * params.inner + column]; }
    let value = x[(outer * params.size + position) * params.inner + column];
    if (j == start || (!is_nan(held) && (is_nan(value) || value > held))) {
      best = position;
      held = value;
    }
  }
  out[i] = best;
}
