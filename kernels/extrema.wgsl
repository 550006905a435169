// The larger and the smaller of two numbers. A NaN on either side is the result, whatever a driver makes
// of comparing it.

fn larger(a: f32, b: f32) -> f32 {
  return select(b, a, is_nan(a) || (a >= b && !is_nan(b)));
}

fn smaller(a: f32, b: f32) -> f32 {
  return select(b, a, is_nan(a) || (a <= b && !is_nan(b)));
}
