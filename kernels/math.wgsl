// The functions that formulas are made of and WGSL lacks, or has with large errors.
//
// Those that stay finite are made of decay(x) = exp(-|x|), which cannot overflow: drivers differ in
// what exp and tanh do with large arguments, and a select evaluates both of its branches. NaN stays
// NaN, which min and max might drop.

fn decay(x: f32) -> f32 {
  return exp(-abs(x));
}

// exp(x) - 1 for x <= 0, given e = exp(x); near 0 its Taylor series, where the difference would cancel.
fn expm1_negative(x: f32, e: f32) -> f32 {
  let series = x * (1.0 + x / 2.0 * (1.0 + x / 3.0 * (1.0 + x / 4.0 *
    (1.0 + x / 5.0 * (1.0 + x / 6.0 * (1.0 + x / 7.0))))));
  return select(e - 1.0, series, x > -0.4);
}

fn expm1(x: f32) -> f32 {
  let e = exp(x);
  return select(expm1_negative(x, e), e - 1.0, x > 0.4);
}

fn sigmoid(x: f32, e: f32) -> f32 {
  return select(e, 1.0, x >= 0.0) / (1.0 + e);
}

// sign(x) · (1 - e²) / (1 + e²)
fn hyperbolic_tangent(x: f32, e: f32) -> f32 {
  let m = expm1_negative(-2.0 * abs(x), e * e);
  return select(m, -m, x >= 0.0) / (2.0 + m);
}
