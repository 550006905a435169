// out[o, i] = the first position of the maximum of x[o, 0 … length, i], an invocation an output. NaN
// counts as the maximum, so that it shows.

struct Params { count: u32, length: u32, inner: u32 }

@group(0) @binding(0) var<storage, read> given: Params;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<u32>;

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
  let first = (i / params.inner) * params.length * params.inner + i % params.inner;
  var best = 0u;
  for (var j = 1u; j < params.length; j++) {
    let held = x[first + best * params.inner];
    let value = x[first + j * params.inner];
    if (value > held || (is_nan(value) && !is_nan(held))) { best = j; }
  }
  out[i] = best;
}
