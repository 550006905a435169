/** What every figure asks of its numbers: that there are some, and that they can be drawn. */

import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";

/** Throws a UsageError, naming `what`, where `values` has a number that isn't finite. */
export function requireFinite(values: ArrayLike<number>, what: string): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new UsageError(
        `${what}: expected finite numbers, got ${values[i]} as value ${i}`,
      );
    }
  }
}

/** Throws a UsageError, naming `what`, where there is nothing to draw. */
export function requireNonEmpty(list: ArrayLike<unknown>, what: string): void {
  if (list.length === 0) throw new UsageError(`${what}: expected at least one entry, got none`);
}

/** Throws a UsageError unless `x` and `y` are points to draw: as many, at least one, and finite. */
export function requireCurve(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  what: string,
): void {
  requireNonEmpty(x, what);
  if (x.length !== y.length) {
    throw new UsageError(
      `${what}: expected a value for each of ${x.length} places, got ${y.length}`,
    );
  }
  requireFinite(x, `${what}, places`);
  requireFinite(y, what);
}

/** Throws a UsageError unless there are bars to draw: at least one, finite, with an edge more than they are. */
export function requireBars(
  { edges, heights }: { readonly edges: readonly number[]; readonly heights: readonly number[] },
  what: string,
): void {
  requireNonEmpty(heights, `the histogram of ${what}`);
  requireFinite(heights, what);
  requireFinite(edges, `edges of ${what}`);
  if (edges.length !== heights.length + 1) {
    throw new UsageError(
      `${what}: expected ${
        heights.length + 1
      } edges of ${heights.length} bars, got ${edges.length}`,
    );
  }
}

/** Throws a UsageError unless `name` is one of the `known`. */
export function requireName(name: string, known: object, what: string): void {
  if (Object.hasOwn(known, name)) return;
  throw new UsageError(
    `expected ${Object.keys(known).join(", ")} as ${what}, got ${inspect(name)}`,
  );
}
