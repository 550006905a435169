// The functions that formulas are made of and WGSL lacks, or has with large errors.
//
// Those that stay finite are made of exp_neg_abs(x) = exp(-|x|), which cannot overflow: drivers differ in
// what exp and tanh do with large arguments, and a select evaluates both of its branches. NaN stays
// NaN, which min and max might drop.

fn exp_neg_abs(x: f32) -> f32 {
  return exp(-abs(x));
}

// exp(x) - 1 for x <= 0, given e = exp(x); near 0 its Taylor series, where the difference would cancel.
fn expm1_negative(x: f32, e: f32) -> f32 {
  let s = clamp(x, -0.4, 0.4); // finite where it is not taken, too
  let series = s * (1.0 + s / 2.0 * (1.0 + s / 3.0 * (1.0 + s / 4.0 *
    (1.0 + s / 5.0 * (1.0 + s / 6.0 * (1.0 + s / 7.0))))));
  return select(e - 1.0, series, x > -0.4);
}

fn expm1(x: f32) -> f32 {
  let e = exp(x);
  return select(expm1_negative(x, e), e - 1.0, x > 0.4);
}

// log(1 + x). Around 1 a logarithm is only absolutely accurate; there it is 2 artanh(s), by its series.
fn log1p(x: f32) -> f32 {
  let near = clamp(x, -0.5, 1.0);
  let s = near / (2.0 + near);
  let q = s * s;
  let series = 2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (1.0 / 5.0 + q * (1.0 / 7.0 + q * (1.0 / 9.0 +
    q * (1.0 / 11.0 + q * (1.0 / 13.0 + q / 15.0)))))));
  return select(log(1.0 + x), series, x > -0.5 && x <= 1.0);
}

fn sigmoid(x: f32, e: f32) -> f32 {
  return select(e, 1.0, x >= 0.0) / (1.0 + e);
}

// (1 - e²) / (1 + e²) with the sign of x, also of -0
fn hyperbolic_tangent(x: f32, e: f32) -> f32 {
  let m = expm1_negative(-2.0 * abs(x), e * e);
  return bitcast<f32>(bitcast<u32>(-m / (2.0 + m)) | (bitcast<u32>(x) & 0x80000000u));
}

// log(1 + exp(x)) = max(x, 0) + log(1 + e), e = exp(-|x|), by the polynomial of the CPU's kernel.
fn softplus(x: f32, e: f32) -> f32 {
  let s = 2.0 * e / (2.0 + e);
  let q = s * s;
  let y = s + s * q * (0.0833330229 + q * (0.0125067038 + q * (0.0021877042 + q * 0.000547059521)));
  return select(x, 0.0, x <= 0.0) + y;
}

// The error function: up to 1 a polynomial times x, from there 1 - exp(-p(|x|)). The polynomials are those
// of the CPU's kernel, in cpu/math.ts.
fn erf(x: f32) -> f32 {
  let size = abs(x);
  let a = select(size, 4.0, size > 4.0); // from where on it rounds to 1
  let p = 0.00035372475 + a * (1.12704 + a * (0.6382257 + a * (0.10303737 + a * (-0.021805312 +
    a * (0.0029396014 - a * 0.00018557267)))));
  let s = select(size, 1.0, size > 1.0);
  let q = s * s;
  let near = size + size * (0.12837917 + q * (-0.37612626 + q * (0.11283579 + q * (-0.026853347 +
    q * (0.005187162 + q * (-0.0007997853 + q * 7.806904e-05))))));
  let y = select(1.0 - exp(-p), near, size <= 1.0);
  return bitcast<f32>(bitcast<u32>(y) | (bitcast<u32>(x) & 0x80000000u));
}

// How probable a standard normal number below x ≤ 0 is, given exp(-x²/2). The polynomial is that of the
// CPU's kernel.
fn normal_tail(x: f32, gaussian: f32) -> f32 {
  let near = select(x, -40.0, x < -40.0); // from where down it is 0
  let w = near / (near - 1.0 / 0.28);
  return gaussian * (0.5 + w * (-1.42479241 + w * (1.76393473 + w * (-1.10455274 +
    w * (0.134378195 + w * (0.20536302 + w * (-0.0177292638 + w * (-0.0944853425 +
    w * 0.0379430168))))))));
}
