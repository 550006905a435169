// A row's peak and the sum of its weights, where other kernels found them: rows were too long for one
// invocation.

@group(0) @binding(5) var<storage, read> peaks: array<u32>;
@group(0) @binding(6) var<storage, read> totals: array<f32>;

struct Softmax { peak_at: u32, peak: f32, total: f32 }

fn softmax_of(row: u32) -> Softmax {
  return Softmax(peaks[row], logits[row * params.classes + peaks[row]], totals[row]);
}
