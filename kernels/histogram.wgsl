// Counts values in bins: a value belongs to the last bin whose lower edge is not above it, found by
// halving. No value is below the first edge; NaN belongs to no bin.

struct Params { count: u32, bins: u32 }

@group(0) @binding(0) var<storage, read> given: Params;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> lower_edges: array<f32>;
@group(0) @binding(3) var<storage, read_write> counts: array<atomic<u32>>; // 0 before

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
  let value = x[i];
  if (is_nan(value)) { return; }
  var bin = 0u;
  var end = params.bins;
  while (end - bin > 1u) {
    let middle = (bin + end) / 2u;
    if (value >= lower_edges[middle]) { bin = middle; } else { end = middle; }
  }
  atomicAdd(&counts[bin], 1u);
}
