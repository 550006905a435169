/** Float32 numbers, four at a time, as float64 numbers, two at a time, and back. */

/** The first two of four numbers. */
export function wideLow(numbers: v128): v128 {
  return f64x2.promote_low_f32x4(numbers);
}

/** The last two of four numbers. */
export function wideHigh(numbers: v128): v128 {
  return f64x2.promote_low_f32x4(i32x4.shuffle(numbers, numbers, 2, 3, 2, 3));
}

/** The four numbers, rounded. */
export function narrow(low: v128, high: v128): v128 {
  return i32x4.shuffle(
    f32x4.demote_f64x2_zero(low),
    f32x4.demote_f64x2_zero(high),
    0,
    1,
    4,
    5,
  );
}
