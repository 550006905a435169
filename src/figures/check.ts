/** What every figure asks of its numbers: that there are some, and that they can be drawn. */

import { UsageError } from "../errors.ts";

/** Throws a UsageError, naming `what`, where `values` has a number that isn't finite. */
export function requireFinite(values: ArrayLike<number>, what: string): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new UsageError(
        `${what}: value ${i} is ${values[i]}; only finite numbers can be drawn.`,
      );
    }
  }
}

/** Throws a UsageError, naming `what`, where there is nothing to draw. */
export function requireNonEmpty(list: ArrayLike<unknown>, what: string): void {
  if (list.length === 0) throw new UsageError(`There is nothing to draw: ${what} is empty.`);
}

/** Throws a UsageError unless `x` and `y` are points to draw: as many, at least one, and finite. */
export function requireCurve(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  what: string,
): void {
  requireNonEmpty(x, what);
  if (x.length !== y.length) {
    throw new UsageError(`${what}: ${x.length} places but ${y.length} values; give one for each.`);
  }
  requireFinite(x, `${what}, places`);
  requireFinite(y, what);
}
