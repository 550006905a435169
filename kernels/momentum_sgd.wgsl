// One step of momentum SGD, in place:
//
//   velocity = gradient + momentum · velocity;  weights = weights - learning_rate · velocity
//
// Every invocation takes each `stride`-th element.

struct Params { stride: u32, count: u32, second_count: u32, learning_rate: f32, momentum: f32 }

@group(0) @binding(0) var<storage, read> given: Params;
@group(0) @binding(1) var<storage, read_write> weights: array<f32>;
@group(0) @binding(2) var<storage, read_write> velocity: array<f32>;
@group(0) @binding(3) var<storage, read> gradient: array<f32>;

var<private> params: Params; // read once, not in every turn of a loop

@compute @workgroup_size(WORKGROUP)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  params = given;
  let first = group_index(group, groups) * WORKGROUP + lane;
  for (var i = first; i < params.count; i += params.stride) {
    let step = gradient[i] + params.momentum * velocity[i];
    velocity[i] = step;
    weights[i] -= params.learning_rate * step;
  }
  update_second(first);
}
