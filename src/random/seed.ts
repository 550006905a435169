/** What may seed a generator: an unsigned 32-bit integer, as in torch and JAX. */
import { UsageError } from "../errors.ts";

/** Returns `seed`; throws `UsageError` unless it is an integer from 0 to 4294967295. */
export function checkedSeed(seed: number): number {
  if (Number.isInteger(seed) && seed >= 0 && seed <= 0xFFFFFFFF) return seed;
  throw new UsageError(`the seed is ${seed}, expected an integer from 0 to 4294967295`);
}
