// The gradient of the mean cross-entropy: loss_gradient · (softmax(logits) - one_hot(label)) / rows,
// an invocation a row.

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
  let row = group_index(group, groups) * WORKGROUP + lane;
  if (row >= params.rows) { return; }
  let first = row * params.classes;
  var peak = logits[first];
  for (var c = 1u; c < params.classes; c++) {
    if (logits[first + c] > peak) { peak = logits[first + c]; }
  }
  var total = 0.0;
  for (var c = 0u; c < params.classes; c++) { total += exp(below_peak(logits[first + c], peak)); }
  let scale = loss_gradient[0] / f32(params.rows);
  for (var c = 0u; c < params.classes; c++) {
    let probability = exp(below_peak(logits[first + c], peak)) / total;
    out[first + c] = scale * (probability - select(0.0, 1.0, c == labels[row]));
  }
}
