// Linear binning: every value gives `unit` in all to the two nodes beside it, the more to the nearer.
// Whole numbers are added, so that their order, which is anybody's, does not show in the sums.

struct Params { count: u32, nodes: u32, unit: u32, low: f32, high: f32 }

@group(0) @binding(0) var<storage, read> given: Params;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> weights: array<atomic<u32>>; // 0 before

@compute @workgroup_size(WORKGROUP)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let params = given;
  let i = group_index(group, groups) * WORKGROUP + lane;
  if (i >= params.count) { return; }
  // Halves, since the whole range may be beyond the largest number.
  let low = 0.5 * params.low;
  let tieWeight = clamp((0.5 * x[i] - low) / (0.5 * params.high - low), 0.0, 1.0);
  let place = tieWeight * f32(params.nodes - 1u);
  let node = min(u32(place), params.nodes - 2u);
  let upper = min(u32(round((place - f32(node)) * f32(params.unit))), params.unit);
  atomicAdd(&weights[node], params.unit - upper);
  atomicAdd(&weights[node + 1u], upper);
}
