// Moves 32-bit words from one strided view to another of the same shape.

struct Params {
  shape: array<vec4u, 2>,
  from_strides: array<vec4u, 2>,
  to_strides: array<vec4u, 2>,
  from_offset: u32,
  to_offset: u32,
  count: u32,
}

@group(0) @binding(0) var<storage, read> params: Params;
@group(0) @binding(1) var<storage, read> source: array<u32>;
@group(0) @binding(2) var<storage, read_write> destination: array<u32>;

@compute @workgroup_size(WORKGROUP)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = group_index(group, groups) * WORKGROUP + lane;
  if (i >= params.count) { return; }
  let to = strided_index(i, params.shape, params.to_strides, params.to_offset);
  destination[to] = source[strided_index(i, params.shape, params.from_strides, params.from_offset)];
}
