// The mean over rows of -log softmax(logits)[label], and the number of rows whose maximum is at the
// label; one workgroup, so that both come out of one dispatch, summed in a fixed order.

struct Params { rows: u32, classes: u32 }

@group(0) @binding(0) var<storage, read> given: Params;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read> labels: array<u32>;
@group(0) @binding(3) var<storage, read_write> loss: array<f32>;
@group(0) @binding(4) var<storage, read_write> hits: array<f32>;

var<private> params: Params; // read once, not in every turn of a loop

var<workgroup> losses: array<f32, WORKGROUP>;
var<workgroup> counts: array<f32, WORKGROUP>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(local_invocation_index) lane: u32) {
  params = given;
  var loss_sum = 0.0;
  var hit_sum = 0.0;
  for (var row = lane; row < params.rows; row += WORKGROUP) {
    let first = row * params.classes;
    var best = 0u;
    for (var c = 1u; c < params.classes; c++) {
      if (logits[first + c] > logits[first + best]) { best = c; }
    }
    let peak = logits[first + best];
    var total = 0.0;
    for (var c = 0u; c < params.classes; c++) { total += exp(below_peak(logits[first + c], peak)); }
    let label = labels[row];
    loss_sum += bitcast<f32>(select(0u, 0x7fc00000u, label >= params.classes)); // no class: NaN
    loss_sum += log(total) - below_peak(logits[first + label], peak);
    hit_sum += select(0.0, 1.0, best == label);
  }
  losses[lane] = loss_sum;
  counts[lane] = hit_sum;
  for (var half = WORKGROUP / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) {
      losses[lane] += losses[lane + half];
      counts[lane] += counts[lane + half];
    }
  }
  if (lane == 0u) {
    loss[0] = losses[0] / f32(params.rows);
    hits[0] = counts[0];
  }
}
