// out = every logit's weight in the softmax of its row, whose peak is at peaks[row].

struct Params { count: u32, classes: u32 }

@group(0) @binding(0) var<storage, read> params: Params;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read> peaks: array<u32>;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;

@compute @workgroup_size(WORKGROUP)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = group_index(group, groups) * WORKGROUP + lane;
  if (i >= params.count) { return; }
  let row = i / params.classes;
  out[i] = softmax_weight(logits[i], logits[row * params.classes + peaks[row]]);
}
