// How far a logit lies below the largest one of its row: finite for any finite two, so that its
// exponential and its logarithm are as well, and NaN if either is (max might drop that).

const LOWEST = -3.4028234663852886e38;

fn below_peak(logit: f32, peak: f32) -> f32 {
  let distance = logit - peak;
  return select(distance, LOWEST, distance < LOWEST);
}
