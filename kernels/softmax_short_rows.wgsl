// A row's peak and the sum of its weights, found by going through all of its logits.

struct Softmax { peak_at: u32, peak: f32, total: f32 }

fn softmax_of(row: u32) -> Softmax {
  let first = row * params.classes;
  var at = 0u;
  var peak = logits[first];
  for (var c = 1u; c < params.classes; c++) {
    let logit = logits[first + c];
    if (!is_nan(peak) && (is_nan(logit) || logit > peak)) {
      at = c;
      peak = logit;
    }
  }
  var total = 0.0;
  for (var c = 0u; c < params.classes; c++) { total += softmax_weight(logits[first + c], peak); }
  return Softmax(at, peak, total);
}
