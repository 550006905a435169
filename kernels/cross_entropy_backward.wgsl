// The gradient of the mean cross-entropy: loss_gradient · (softmax(logits) - one_hot(label)) / rows,
// PART classes of a row an invocation.

struct Params { rows: u32, classes: u32 }

@group(0) @binding(0) var<storage, read> given: Params;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read> labels: array<u32>;
@group(0) @binding(3) var<storage, read> loss_gradient: array<f32>;
@group(0) @binding(4) var<storage, read_write> out: array<f32>;

var<private> params: Params; // read once, not in every turn of a loop

@compute @workgroup_size(WORKGROUP)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  params = given;
  let parts = (params.classes + PART - 1u) / PART;
  let i = group_index(group, groups) * WORKGROUP + lane;
  let row = i / parts;
  if (row >= params.rows) { return; }
  let softmax = softmax_of(row);
  let scale = loss_gradient[0] / f32(params.rows);
  let first = row * params.classes;
  let start = i % parts * PART;
  for (var c = start; c < min(start + PART, params.classes); c++) {
    let probability = softmax_weight(logits[first + c], softmax.peak) / softmax.total;
    out[first + c] = scale * (probability - select(0.0, 1.0, c == labels[row]));
  }
}
