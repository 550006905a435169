// How far a logit lies below its row's peak, the largest one, and the exponential of that, its weight in
// the softmax. NaN stays NaN, which max might drop.

const LOWEST = -3.4028234663852886e38;
const MINUS_INFINITY = 0xff800000u; // its bits: WGSL promises nothing of comparing infinities

// Finite for any finite two, also where the difference is not; of a logit of minus infinity it is that.
fn shifted_logit(logit: f32, peak: f32) -> f32 {
  let distance = logit - peak;
  return select(distance, LOWEST, distance < LOWEST && bitcast<u32>(logit) != MINUS_INFINITY);
}

// What is too small for float32 is the exponential of a number that every driver takes.
fn softmax_weight(logit: f32, peak: f32) -> f32 {
  let distance = logit - peak;
  return exp(select(distance, -200.0, distance < -200.0));
}
