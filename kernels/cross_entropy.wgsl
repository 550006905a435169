// The sum over WORKGROUP rows of -log softmax(logits)[label], divided by a number, and how many of the
// rows have their maximum at the label; summed in a fixed order. A row with NaN is no hit.

struct Params { rows: u32, classes: u32, divisor: u32 }

@group(0) @binding(0) var<storage, read> given: Params;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read> labels: array<u32>;
@group(0) @binding(3) var<storage, read_write> loss: array<f32>;
@group(0) @binding(4) var<storage, read_write> correct: array<f32>;

var<private> params: Params; // read once, not in every turn of a loop

var<workgroup> losses: array<f32, WORKGROUP>;
var<workgroup> counts: array<f32, WORKGROUP>;

@compute @workgroup_size(WORKGROUP)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  params = given;
  let first_row = group_index(group, groups) * WORKGROUP;
  let row = first_row + lane;
  losses[lane] = 0.0;
  counts[lane] = 0.0;
  if (row < params.rows) {
    let softmax = softmax_of(row);
    let label = labels[row];
    let logit = logits[row * params.classes + label];
    let row_loss = bitcast<u32>(log(softmax.total) - shifted_logit(logit, softmax.peak));
    losses[lane] = bitcast<f32>(select(row_loss, 0x7fc00000u, label >= params.classes)); // NaN
    counts[lane] = select(0.0, 1.0, softmax.peak_at == label && !is_nan(softmax.peak));
  }
  for (var half = WORKGROUP / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) {
      losses[lane] += losses[lane + half];
      counts[lane] += counts[lane + half];
    }
  }
  if (lane == 0u && row < params.rows) {
    loss[first_row / WORKGROUP] = losses[0] / f32(params.divisor);
    correct[first_row / WORKGROUP] = counts[0];
  }
}
