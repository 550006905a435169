/** The figure of activation functions and their gradients, two columns of them. */

import { requireCurve, requireNonEmpty } from "./check.ts";
import { max, min } from "./dependencies.ts";
import type { Figure } from "./figure.ts";
import { line } from "./marks/line.ts";
import { facets, type Panel } from "./plot.ts";
import { withMargin } from "./scales.ts";

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

const GRID = { columns: 2, size: { width: 202.9, height: 181.2 }, gap: { x: 40.6, y: 54.4 } };

const X = { label: "x" };

/** Lines as wide as the tutorial's, of 2 points where others have 1.5. */
const WIDTH = 4 / 3;

/** How functions and gradients stand beside each other. */
export interface ActivationsOptions {
  /** Whether gradients have panels of their own, beside the functions' (default: no). */
  readonly gradientPanels?: boolean | undefined;
}

/**
 * Draws each function and its gradient, from -1.5 to the greatest x (at least 1), as the tutorial,
 * or as far as they reach; gradients in panels of their own as far as they reach. Throws a UsageError
 * for no curves, empty ones, or numbers that aren't finite.
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
export function activationsFigure(
  curves: readonly ActivationCurve[],
  { gradientPanels = false }: ActivationsOptions = {},
): Figure {
  requireNonEmpty(curves, "the list of activation functions");
  for (const { name, x, y, dy } of curves) {
    requireCurve(x, y, name);
    requireCurve(x, dy, `gradient of ${name}`);
  }
  const panels = curves.flatMap(({ name, x, y, dy }): Panel[] => {
    // Panels of their own have titles, which say as much as a legend.
    const named = (series: string) => ({ series, label: gradientPanels ? undefined : series });
    const value = line({ x, y }, { color: 0, width: WIDTH, ...named("ActFn") });
    const gradient = line(
      { x, y: dy },
      { color: 1, width: WIDTH, dash: "dashed", ...named("Gradient") },
    );
    const both = [...Array.from(y), ...Array.from(dy)];
    return gradientPanels
      ? [
        { title: name, x: X, y: { domain: range(x, Array.from(y)) }, marks: [value] },
        { title: `Gradient of ${name}`, x: X, marks: [gradient] },
      ]
      : [{ title: name, x: X, y: { domain: range(x, both) }, marks: [value, gradient] }];
  });
  return facets(panels, GRID);
}

/** The tutorial's range, or what the values take beyond it. */
function range(x: ArrayLike<number>, values: readonly number[]): [number, number] {
  const [least, greatest] = [min(values)!, max(values)!];
  const [low, high] = withMargin(least, greatest);
  const top = Math.max(x[x.length - 1]!, 1);
  return [least < -1.5 ? low : -1.5, greatest > top ? high : top];
}
