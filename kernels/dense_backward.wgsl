// What a dense layer's output gradient becomes before its activation, and its sum over rows, which is
// the bias's gradient: both in one pass over the matrix.
//
// A workgroup takes LANES columns; its rows of lanes take every LANES-th row and then add up in a
// tree, in a fixed order.

struct Params { rows: u32, columns: u32 }

@group(0) @binding(0) var<storage, read> given: Params;
@group(0) @binding(1) var<storage, read> gradient: array<f32>;
@group(0) @binding(2) var<storage, read> pre_activation: array<f32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;
@group(0) @binding(4) var<storage, read_write> bias_gradient: array<f32>;

var<private> params: Params; // read once, not in every turn of a loop

var<workgroup> partial: array<f32, LANES * LANES>;

@compute @workgroup_size(LANES, LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_id) lane: vec3u,
) {
  params = given;
  let column = group_index(group, groups) * LANES + lane.x;
  let slot = lane.y * LANES + lane.x;
  var sum = 0.0;
  if (column < params.columns) {
    for (var row = lane.y; row < params.rows; row += LANES) {
      let i = row * params.columns + column;
      let value = gradient[i] * activation_derivative(pre_activation[i]);
      out[i] = value;
      sum += value;
    }
  }
  partial[slot] = sum;
  for (var half = LANES / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane.y < half) { partial[slot] += partial[slot + half * LANES]; }
  }
  if (lane.y == 0u && column < params.columns) { bias_gradient[column] = partial[slot]; }
}
