/** The figure of activation functions and their gradients, two columns of them. */

import { subplot, withMargin } from "./axes.ts";
import { requireCurve, requireNonEmpty } from "./check.ts";
import { Figure } from "./figure.ts";
import { layoutGrid } from "./layout.ts";
import { line } from "./marks.ts";
import { paletteColor } from "./theme.ts";

/** An activation function's values `y` and derivatives `dy` at the places `x`, increasing. */
export interface ActivationCurve {
  /** The function's, the title of its panel. */
  readonly name: string;
  /** Places, increasing. */
  readonly x: ArrayLike<number>;
  /** The values there. */
  readonly y: ArrayLike<number>;
  /** The derivatives there. */
  readonly dy: ArrayLike<number>;
}

const GRID = { columns: 2, width: 202.9, height: 181.2, gap: { x: 40.6, y: 54.4 } };

/**
 * Draws each function and its gradient from -1.5 to the greatest x (at least 1), as the tutorial.
 * Throws a UsageError for no curves, empty ones, or numbers that aren't finite.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { activationsFigure } from "@activation-lab/activation-lab";
 *
 * const figure = activationsFigure([
 *   { name: "ReLU", x: [-2, 0, 2], y: [0, 0, 2], dy: [0, 0, 1] },
 * ]);
 * assert.match(await figure.toSvg(), /<svg/);
 * ```
 */
export function activationsFigure(curves: readonly ActivationCurve[]): Figure {
  requireNonEmpty(curves, "the list of activation functions");
  for (const { name, x, y, dy } of curves) {
    requireCurve(x, y, name);
    requireCurve(x, dy, `gradient of ${name}`);
  }
  return new Figure((measure) => {
    const panels = curves.map(({ name, x, y, dy }) => {
      const first = x[0]!, last = x[x.length - 1]!;
      return subplot({
        ...GRID,
        title: name,
        x: { domain: withMargin(first, last) },
        y: { domain: [-1.5, Math.max(last, 1)] },
        marks: [
          line({ x, y }, { color: paletteColor(0), width: 2, label: "ActFn" }),
          line({ x, y: dy }, { color: paletteColor(1), width: 2, label: "Gradient" }),
        ],
      }, measure);
    });
    return layoutGrid(panels, GRID, measure);
  });
}
