/**
 * exp, log and their relatives, four numbers at a time, to about 2 units in the last place: for every
 * float32, subnormal numbers, infinities and NaN among them. At most, with a multiply-add that rounds
 * once and with one that rounds twice, exp is off by 1.0 and 1.0 units, log 1.2 and 1.3, log1p 1.6 and
 * 1.6, expm1 1.6 and 1.7, sigmoid 1.7 and 1.9, tanh 1.9 and 2.1, erf 0.9 and 1.2. Exponentials underflow
 * gradually.
 *
 * Arguments are reduced with ln 2 in two parts, after W. J. Cody and W. Waite ("Software Manual for
 * the Elementary Functions", 1980), and what is left goes into a polynomial. That is the one whose
 * greatest relative error is least, found by linear programming on 1,000 Chebyshev points or more; its
 * coefficients were rounded to float32 one by one, from the lowest power on, and those still free
 * fitted again after each.
 *
 * Constants lie in memory, since V8 puts a literal vector together again at each use: three
 * instructions instead of a load, with which these functions took up to twice the time.
 */

export const ONE = memory.data<f32>([1]);
const TWO = memory.data<f32>([2]);
const HALF = memory.data<f32>([0.5]);
const INFINITE = memory.data<f32>([Infinity]);

const LOG2_E = memory.data<f32>([1.44269504]);
/** -ln 2: its upper 16 bits, whose products with exponents are exact, and the rest. */
const MINUS_LN2_HIGH = memory.data<f32>([-0.693145751953125]);
const MINUS_LN2_LOW = memory.data<f32>([-1.42860682e-6]);

/** 1.5 · 2²³ + 254: what is added to it is rounded to an integer, in the sum's last bits. */
const SHIFT = memory.data<f32>([12_583_166]);
/** What takes a `power` to the exponent bits of 2ⁿ⁻¹. */
const TO_HALF = memory.data<i32>([128]);

/** From here on exp is infinite, and from there down it is 0. */
const EXP_MAX = memory.data<f32>([89]);
const EXP_MIN = memory.data<f32>([-104]);
/** From here down expm1 is -1. */
const EXPM1_MIN = memory.data<f32>([-18]);
/** Below it expm1 is the number itself: -0, and subnormal numbers, whose halves are rounded. */
const EXPM1_TINY = memory.data<f32>([2e-8]);
/** Twice the number from which on tanh is 1. */
const TANH_MAX = memory.data<f32>([19]);

/** (exp(r) - 1 - r) / r² for |r| <= ln 2 / 2, highest power first; exp(r) - 1 is then 1.4e-8 off. */
const EXPM1 = memory.data<f32>([0.0013900426, 0.00836611167, 0.0416668281, 0.16666548, 0.5]);

/** (log(1 + f) - f) / f² for √½ <= 1 + f <= √2; log(1 + f) is then 3.2e-8 off. */
const LOG = memory.data<f32>([
  0.087005429,
  -0.142669603,
  0.149144799,
  -0.165776491,
  0.19963102,
  -0.250013351,
  0.333339095,
  -0.5,
]);

/** (2 artanh(s/2) - s) / s³ by powers of s², for 0 <= s <= 2/3; 2 artanh(s/2) is then 4.5e-9 off, relatively. */
const ARTANH = memory.data<f32>([0.000547059521, 0.0021877042, 0.0125067038, 0.0833330229]);

/** erf(x) / x - 1 by powers of x², for |x| <= 1; erf(x) is then 1.5e-9 off, relatively. */
const ERF = memory.data<f32>([
  7.806904e-5,
  -0.0007997853,
  0.005187162,
  -0.026853347,
  0.11283579,
  -0.37612626,
  0.12837917,
]);

/** log(1 - erf(x)) for 1 <= x <= 4; erf(x) is then 1.1e-9 off. */
const LOG_ERFC = memory.data<f32>([
  0.00018557267,
  -0.0029396014,
  0.021805312,
  -0.10303737,
  -0.6382257,
  -1.12704,
  -0.00035372475,
]);
/** From here on erf is 1. */
const ERF_MAX = memory.data<f32>([4]);

/**
 * The probability of less than x ≤ 0 over exp(-x²/2), by powers of w = x / (x - 1 / 0.28); the
 * quotient is then 1.4e-8 off.
 */
const NORMAL_TAIL = memory.data<f32>([
  0.0379430168,
  -0.0944853425,
  -0.0177292638,
  0.20536302,
  0.134378195,
  -1.10455274,
  1.76393473,
  -1.42479241,
  0.5,
]);
/** From there down the probability is 0. */
const NORMAL_MIN = memory.data<f32>([-40]);
const NORMAL_TAIL_PLACE = memory.data<f32>([1 / 0.28]);

const SMALLEST_NORMAL = memory.data<f32>([1.17549435e-38]);
/** 32 where a float's exponent lies: added to the bits of 1, it makes them those of 2³². */
const EXPONENT_32 = memory.data<i32>([32 << 23]);
const SQRT_HALF = memory.data<f32>([0.707106769]);
const EXPONENT = memory.data<i32>([-1 << 23]);
/** ln 2 · 2⁻²³, for exponents where they lie in a float's bits. */
const EXPONENT_LN2_HIGH = memory.data<f32>([0.693145751953125 / 8_388_608]);
const EXPONENT_LN2_LOW = memory.data<f32>([1.42860682e-6 / 8_388_608]);
const MINUS_INFINITE = memory.data<f32>([-Infinity]);

/** Four times the number at an address, or `index` numbers behind it. */
export function loadSplat(constant: usize, index: usize = 0): v128 {
  return v128.load_splat<f32>(constant + (index << 2));
}

/** a · b + c, rounded once where the processor can and the module may, else twice. */
export function madd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}

/** a where the mask is set, else b, for masks of whole numbers: one instruction where the module may. */
export function select(a: v128, b: v128, mask: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD
    ? i32x4.relaxed_laneselect(a, b, mask)
    : v128.bitselect(a, b, mask);
}

/** 1 + ε, and -(1 + 2ε). */
const ONE_AND_BIT = memory.data<f32>([1.000244140625]);
const MINUS_SQUARE = memory.data<f32>([-1.00048828125]);

/** Whether `madd` rounds once: (1 + ε)² - (1 + 2ε) is ε² then, else 0. */
export function roundsOnce(): bool {
  const x = loadSplat(ONE_AND_BIT);
  return f32x4.extract_lane(madd(x, x, loadSplat(MINUS_SQUARE)), 0) !== 0;
}

/** eˣ. */
export function exp(x: v128): v128 {
  x = f32x4.pmax(f32x4.pmin(x, loadSplat(EXP_MAX)), loadSplat(EXP_MIN));
  const power = nearestPower(x);
  const y = f32x4.add(loadSplat(ONE), expm1OfRest(x, power));
  // 2ⁿ in two factors, since n reaches from -150 to 128; only the second product is ever rounded.
  const part = i32x4.shr_u(power, 1);
  const scaled = f32x4.mul(y, i32x4.shl(part, 23));
  return f32x4.mul(scaled, i32x4.shl(i32x4.sub(power, part), 23));
}

/** eˣ - 1. */
export function expm1(x: v128): v128 {
  const half = halfExpm1(f32x4.pmax(f32x4.pmin(x, loadSplat(EXP_MAX)), loadSplat(EXPM1_MIN)));
  const tiny = f32x4.lt(f32x4.abs(x), loadSplat(EXPM1_TINY));
  return select(x, f32x4.add(half, half), tiny);
}

/** ln x. */
export function log(x: v128): v128 {
  // 2³² · x where x is subnormal, and x elsewhere.
  const raised = v128.and(f32x4.lt(x, loadSplat(SMALLEST_NORMAL)), loadSplat(EXPONENT_32));
  const scaled = f32x4.mul(x, i32x4.add(loadSplat(ONE), raised));
  // 2ⁿ · (1 + f), with n in the bits where exponents are.
  const exponent = v128.and(i32x4.sub(scaled, loadSplat(SQRT_HALF)), loadSplat(EXPONENT));
  const f = f32x4.sub(i32x4.sub(scaled, exponent), loadSplat(ONE));
  const n = f32x4.convert_i32x4_s(i32x4.sub(exponent, raised));
  let p = madd(loadSplat(LOG), f, loadSplat(LOG, 1));
  p = madd(p, f, loadSplat(LOG, 2));
  p = madd(p, f, loadSplat(LOG, 3));
  p = madd(p, f, loadSplat(LOG, 4));
  p = madd(p, f, loadSplat(LOG, 5));
  p = madd(p, f, loadSplat(LOG, 6));
  p = madd(p, f, loadSplat(LOG, 7));
  const rest = madd(n, loadSplat(EXPONENT_LN2_LOW), madd(f32x4.mul(f, f), p, f));
  const y = madd(n, loadSplat(EXPONENT_LN2_HIGH), rest);
  // y is finite for any bits. Added to it: -∞ where x is 0, NaN below, and x where it is ∞ or NaN.
  const zero = v128.and(f32x4.eq(x, f32x4.splat(0)), loadSplat(MINUS_INFINITE));
  const negative = f32x4.lt(x, f32x4.splat(0));
  const beyond = v128.andnot(x, f32x4.lt(x, loadSplat(INFINITE)));
  return f32x4.add(y, v128.or(v128.or(zero, negative), beyond));
}

/** ln(1 + x). */
export function log1p(x: v128): v128 {
  const sum = f32x4.add(loadSplat(ONE), x);
  // What the sum has lost is made up for by the slope, 1 / sum, where that is a number.
  const lost = f32x4.sub(x, f32x4.sub(sum, loadSplat(ONE)));
  const inside = v128.and(f32x4.gt(sum, f32x4.splat(0)), f32x4.lt(sum, loadSplat(INFINITE)));
  const y = f32x4.add(log(sum), v128.and(f32x4.div(lost, sum), inside));
  return v128.or(y, v128.xor(x, f32x4.abs(x))); // with the sign of x, as of -0
}

/** 1 or -1; x itself if it is 0 or NaN. */
export function sign(x: v128): v128 {
  const size = f32x4.abs(x);
  const one = v128.or(loadSplat(ONE), v128.xor(x, size));
  return select(one, x, f32x4.gt(size, f32x4.splat(0)));
}

/** 1 / (1 + e⁻ˣ). */
export function sigmoid(x: v128): v128 {
  return oddsToProbability(exp(x));
}

/** (e²ˣ - 1) / (e²ˣ + 1). */
export function tanh(x: v128): v128 {
  const size = f32x4.abs(x);
  const y = oddsToProbability(halfExpm1(f32x4.pmin(f32x4.add(size, size), loadSplat(TANH_MAX))));
  return v128.or(y, v128.xor(x, size)); // with the sign of x
}

/** ln(1 + eˣ) = max(x, 0) + 2 artanh(e / (2 + e)) of e = exp(-|x|). */
export function softplus(x: v128): v128 {
  const e = exp(f32x4.neg(f32x4.abs(x)));
  const twice = f32x4.add(e, e);
  const s = f32x4.div(twice, f32x4.add(e, loadSplat(TWO)));
  const square = f32x4.mul(s, s);
  let p = madd(loadSplat(ARTANH), square, loadSplat(ARTANH, 1));
  p = madd(p, square, loadSplat(ARTANH, 2));
  p = madd(p, square, loadSplat(ARTANH, 3));
  const y = madd(f32x4.mul(square, s), p, s);
  return f32x4.add(f32x4.pmax(f32x4.splat(0), x), y);
}

/** 2/√π times the integral of exp(-t²) from 0 to x. */
export function erf(x: v128): v128 {
  const size = f32x4.abs(x), square = f32x4.mul(x, x);
  let near = madd(loadSplat(ERF), square, loadSplat(ERF, 1));
  near = madd(near, square, loadSplat(ERF, 2));
  near = madd(near, square, loadSplat(ERF, 3));
  near = madd(near, square, loadSplat(ERF, 4));
  near = madd(near, square, loadSplat(ERF, 5));
  near = madd(near, square, loadSplat(ERF, 6));
  near = madd(near, size, size);
  const a = f32x4.pmin(size, loadSplat(ERF_MAX));
  let far = madd(loadSplat(LOG_ERFC), a, loadSplat(LOG_ERFC, 1));
  far = madd(far, a, loadSplat(LOG_ERFC, 2));
  far = madd(far, a, loadSplat(LOG_ERFC, 3));
  far = madd(far, a, loadSplat(LOG_ERFC, 4));
  far = madd(far, a, loadSplat(LOG_ERFC, 5));
  far = madd(far, a, loadSplat(LOG_ERFC, 6));
  far = f32x4.sub(loadSplat(ONE), exp(far));
  const y = select(near, far, f32x4.le(size, loadSplat(ONE)));
  return v128.or(y, v128.xor(x, size)); // with the sign of x
}

/** How probable a standard normal number below x ≤ 0 is, given exp(-x²/2). */
export function normalTail(x: v128, gaussian: v128): v128 {
  x = f32x4.pmax(x, loadSplat(NORMAL_MIN));
  const w = f32x4.div(x, f32x4.sub(x, loadSplat(NORMAL_TAIL_PLACE)));
  let p = madd(loadSplat(NORMAL_TAIL), w, loadSplat(NORMAL_TAIL, 1));
  p = madd(p, w, loadSplat(NORMAL_TAIL, 2));
  p = madd(p, w, loadSplat(NORMAL_TAIL, 3));
  p = madd(p, w, loadSplat(NORMAL_TAIL, 4));
  p = madd(p, w, loadSplat(NORMAL_TAIL, 5));
  p = madd(p, w, loadSplat(NORMAL_TAIL, 6));
  p = madd(p, w, loadSplat(NORMAL_TAIL, 7));
  p = madd(p, w, loadSplat(NORMAL_TAIL, 8));
  return f32x4.mul(gaussian, p);
}

/**
 * y / (1 + y), for y from 0 to ∞, as a · (1 - a / (1 + y)) with a = min(y, 1): the quotient is at
 * most ½, so that little of its rounding gets into the result.
 */
function oddsToProbability(y: v128): v128 {
  const a = f32x4.pmin(y, loadSplat(ONE));
  const quotient = f32x4.div(f32x4.neg(a), f32x4.add(loadSplat(ONE), y));
  return madd(a, quotient, a);
}

/** (eˣ - 1) / 2 for x from -18 to 89; halved, it is finite wherever eˣ is. */
function halfExpm1(x: v128): v128 {
  const power = nearestPower(x);
  const scale = i32x4.shl(i32x4.sub(power, loadSplat(TO_HALF)), 23); // 2ⁿ⁻¹
  return madd(expm1OfRest(x, power), scale, f32x4.sub(scale, loadSplat(HALF)));
}

/** The integer n next to x / ln 2, as SHIFT + n: its last nine bits are n + 254. */
function nearestPower(x: v128): v128 {
  return madd(x, loadSplat(LOG2_E), loadSplat(SHIFT));
}

/** eʳ - 1 of the rest r = x - n ln 2. */
function expm1OfRest(x: v128, power: v128): v128 {
  const n = f32x4.sub(power, loadSplat(SHIFT));
  const r = madd(n, loadSplat(MINUS_LN2_LOW), madd(n, loadSplat(MINUS_LN2_HIGH), x));
  let p = madd(loadSplat(EXPM1), r, loadSplat(EXPM1, 1));
  p = madd(p, r, loadSplat(EXPM1, 2));
  p = madd(p, r, loadSplat(EXPM1, 3));
  p = madd(p, r, loadSplat(EXPM1, 4));
  return madd(f32x4.mul(r, r), p, r);
}
