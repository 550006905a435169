/**
 * JAX's normally distributed random numbers: uniform ones through the inverse of the error function.
 *
 * Every step is rounded to float32, as in JAX, whose own machines differ in the last bits.
 */
import { type Key, uniform } from "./threefry.ts";

/** The largest number below 1, and so the least that the error function is inverted for, negated. */
const BELOW_ONE = 1 - 2 ** -24;

/** erf(√2), the probability of less than two standard deviations; float32. */
const WITHIN_TWO = Math.fround(0.9544997);

const SQRT_2 = Math.fround(1.4142135);

/** The largest number below 2; float32. */
const BELOW_TWO = 2 - 2 ** -23;

/** `n` float32 numbers of mean 0 and standard deviation 1 (`jax.random.normal`). */
export function normal(key: Key, n: number): Float32Array<ArrayBuffer> {
  return uniform(key, n, -BELOW_ONE, 1).map((u) => SQRT_2 * inverseErf(u));
}

/**
 * `n` float32 numbers, normal but for those beyond two standard deviations, which there are none of
 * (`jax.random.truncated_normal` from -2 to 2). The standard deviation of what is left is 0.8796….
 */
export function truncatedNormal(key: Key, n: number): Float32Array<ArrayBuffer> {
  return uniform(key, n, -WITHIN_TWO, WITHIN_TWO).map((u) =>
    Math.max(-BELOW_TWO, Math.min(BELOW_TWO, SQRT_2 * inverseErf(u)))
  );
}

/** Of a polynomial, from the highest power on. */
const CENTRAL = Float32Array.of(
  2.8102264e-08,
  3.4327394e-07,
  -3.5233877e-06,
  -4.3915065e-06,
  0.00021858087,
  -0.001253725,
  -0.0041776816,
  0.24664073,
  1.5014094,
);
const TAIL = Float32Array.of(
  -0.00020021426,
  0.00010095056,
  0.0013493432,
  -0.0036734284,
  0.0057395077,
  -0.0076224613,
  0.0094388705,
  1.001674,
  2.8329768,
);

/** The inverse of the error function, in float32 (Giles, "Approximating the erfinv function", 2010). */
function inverseErf(u: number): number {
  const w = Math.fround(-Math.log1p(Math.fround(-u * u)));
  const central = w < 5;
  const x = central ? Math.fround(w - 2.5) : Math.fround(Math.fround(Math.sqrt(w)) - 3);
  const sum = (central ? CENTRAL : TAIL).reduce((sum, c) => Math.fround(c + Math.fround(sum * x)));
  return Math.fround(sum * u);
}
