/** Takes the place of `find_blas.ts` where there are no libraries of the machine: in web pages. */
import type { BlasSearch } from "./blas.ts";

/** Finds nothing. */
export function findBlas(): BlasSearch {
  return { warnings: [] };
}
