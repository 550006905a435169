// out = condition != 0 ? a : b, element by element, with broadcasting.

struct Params {
  shape: array<vec4u, 2>,
  condition_strides: array<vec4u, 2>,
  a_strides: array<vec4u, 2>,
  b_strides: array<vec4u, 2>,
  condition_offset: u32,
  a_offset: u32,
  b_offset: u32,
  a_number: f32,
  b_number: f32,
  count: u32,
}

@group(0) @binding(3) var<storage, read> condition: array<f32>;
@group(0) @binding(4) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(WORKGROUP)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = group_index(group, groups) * WORKGROUP + lane;
  if (i >= params.count) { return; }
  let at = strided_index(i, params.shape, params.condition_strides, params.condition_offset);
  // A NaN is not 0 either, but drivers differ in what NaN != 0 is.
  if (condition[at] == 0.0) { out[i] = load_b(i); } else { out[i] = load_a(i); }
}
