// The activation functions and their derivatives, finite wherever their argument is.
//
// All of them are made of one exponential, decay(x) = exp(-|x|), which cannot overflow: drivers differ
// in what exp and tanh do with large arguments, and a select evaluates both of its branches. NaN stays
// NaN, which min and max might drop.

const LEAKY_SLOPE = 0.1;

fn decay(x: f32) -> f32 {
  return exp(-abs(x));
}

// exp(x) - 1 for x <= 0, given e = exp(x); near 0 its Taylor series, where the difference would cancel.
fn expm1_negative(x: f32, e: f32) -> f32 {
  let series = x * (1.0 + x / 2.0 * (1.0 + x / 3.0 * (1.0 + x / 4.0 *
    (1.0 + x / 5.0 * (1.0 + x / 6.0 * (1.0 + x / 7.0))))));
  return select(e - 1.0, series, x > -0.4);
}

fn sigmoid(x: f32, e: f32) -> f32 {
  return select(e, 1.0, x >= 0.0) / (1.0 + e);
}

// (1 - e²) / (1 + e²) with the sign of x, also of -0
fn hyperbolic_tangent(x: f32, e: f32) -> f32 {
  let m = expm1_negative(-2.0 * abs(x), e * e);
  return bitcast<f32>(bitcast<u32>(-m / (2.0 + m)) | (bitcast<u32>(x) & 0x80000000u));
}

// Not max(x, 0), which may turn NaN into 0 and hide it.
fn relu(x: f32) -> f32 {
  return select(x, 0.0, x <= 0.0);
}

fn leakyrelu(x: f32) -> f32 {
  return select(x, LEAKY_SLOPE * x, x <= 0.0);
}

fn elu(x: f32, e: f32) -> f32 {
  return select(x, expm1_negative(x, e), x <= 0.0);
}

fn swish(x: f32, e: f32) -> f32 {
  return x * sigmoid(x, e);
}

fn sigmoid_derivative(e: f32) -> f32 {
  return e / ((1.0 + e) * (1.0 + e));
}

// 1 - tanh² = 4 e² / (1 + e²)²
fn tanh_derivative(e: f32) -> f32 {
  return 4.0 * sigmoid_derivative(e * e);
}

fn relu_derivative(x: f32) -> f32 {
  return select(0.0, 1.0, x > 0.0);
}

fn leakyrelu_derivative(x: f32) -> f32 {
  return select(LEAKY_SLOPE, 1.0, x > 0.0);
}

fn elu_derivative(x: f32, e: f32) -> f32 {
  return select(e, 1.0, x > 0.0);
}

fn swish_derivative(x: f32, e: f32) -> f32 {
  return sigmoid(x, e) * (1.0 + x * sigmoid(-x, e));
}
