// The activation functions and their derivatives, finite wherever their argument is.
//
// exp only ever sees arguments that cannot overflow: a select evaluates both of its branches, and
// drivers differ in what exp and tanh do with large ones. NaN stays NaN: bounds are selects, since
// min and max may drop it.

const LEAKY_SLOPE = 0.1;

// |x|, where exp(-2|x|) is 0 anyway no larger than 64.
fn bounded_magnitude(x: f32) -> f32 {
  return select(abs(x), 64.0, abs(x) > 64.0);
}

// exp(x) - 1 for x <= 0; near 0 its Taylor series, where the subtraction would cancel.
fn expm1_negative(x: f32) -> f32 {
  let series = x * (1.0 + x / 2.0 * (1.0 + x / 3.0 * (1.0 + x / 4.0 *
    (1.0 + x / 5.0 * (1.0 + x / 6.0 * (1.0 + x / 7.0))))));
  return select(exp(x) - 1.0, series, x > -0.4);
}

fn sigmoid(x: f32) -> f32 {
  let e = exp(-abs(x));
  return select(e, 1.0, x >= 0.0) / (1.0 + e);
}

// sign(x) · (1 - e) / (1 + e) with e = exp(-2|x|)
fn hyperbolic_tangent(x: f32) -> f32 {
  let m = expm1_negative(-2.0 * bounded_magnitude(x));
  return select(m, -m, x >= 0.0) / (2.0 + m);
}

// Not max(x, 0), which may turn NaN into 0 and hide it.
fn relu(x: f32) -> f32 {
  return select(x, 0.0, x <= 0.0);
}

fn leakyrelu(x: f32) -> f32 {
  return select(x, LEAKY_SLOPE * x, x <= 0.0);
}

fn elu(x: f32) -> f32 {
  return select(x, expm1_negative(min(x, 0.0)), x <= 0.0);
}

fn swish(x: f32) -> f32 {
  return x * sigmoid(x);
}

fn sigmoid_derivative(x: f32) -> f32 {
  return sigmoid(x) * sigmoid(-x);
}

// 1 - tanh² = 4 e / (1 + e)² with e = exp(-2|x|)
fn tanh_derivative(x: f32) -> f32 {
  let e = exp(-2.0 * bounded_magnitude(x));
  return 4.0 * e / ((1.0 + e) * (1.0 + e));
}

fn relu_derivative(x: f32) -> f32 {
  return select(0.0, 1.0, x > 0.0);
}

fn leakyrelu_derivative(x: f32) -> f32 {
  return select(LEAKY_SLOPE, 1.0, x > 0.0);
}

fn elu_derivative(x: f32) -> f32 {
  return select(exp(min(x, 0.0)), 1.0, x > 0.0);
}

fn swish_derivative(x: f32) -> f32 {
  return sigmoid(x) * (1.0 + x * sigmoid(-x));
}
