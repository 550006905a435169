/** A band between two lines, such as an interval around a mean. */

import { requireCurve } from "../check.ts";
import { paletteColor, requireColor } from "../palette.ts";
import type { Node } from "../scene.ts";
import type { Theme } from "../theme.ts";
import {
  type Frame,
  type Mark,
  type Point,
  polyline,
  rowsOf,
  swatchWidth,
  through,
} from "./mark.ts";

/** How a band looks, and what it is called. */
export interface BandOptions {
  /** Index into the palette. Default: 0. */
  readonly color?: number;
  /** 0 to 1. Default: 0.25. */
  readonly opacity?: number;
  /** Its name in the legend; without one it has none. */
  readonly label?: string;
  /** Its name in the table of numbers. Default: the same. */
  readonly series?: string | undefined;
}

/**
 * The area between two lines. Throws `UsageError` for no places, or numbers that aren't finite.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { band, line, plot } from "@activation-lab/activation-lab";
 *
 * const x = [1, 2, 3];
 * const figure = plot({
 *   marks: [
 *     band({ x, low: [0.6, 0.7, 0.78], high: [0.7, 0.8, 0.84] }, { color: 4 }),
 *     line({ x, y: [0.65, 0.76, 0.81] }, { color: 4, label: "ELU" }),
 *   ],
 * });
 * assert.deepEqual(figure.data.rows[0], { mark: "band", x: 1, low: 0.6, high: 0.7 });
 * ```
 */
export function band(
  { x, low, high }: {
    readonly x: ArrayLike<number>;
    readonly low: ArrayLike<number>;
    readonly high: ArrayLike<number>;
  },
  { color = 0, opacity = 0.25, label, series = label }: BandOptions = {},
): Mark {
  requireColor(color);
  requireCurve(x, low, `${series ?? "a band"}, lower edge`);
  requireCurve(x, high, `${series ?? "a band"}, upper edge`);
  const area = (edge: readonly Point[], theme: Theme): Node => ({
    kind: "path",
    d: `${polyline(edge)}Z`,
    fill: paletteColor(color, theme.palette),
    opacity,
  });
  const around = (frame: Frame): Point[] => [
    ...through({ x, y: high }, frame),
    ...through({ x, y: low }, frame).reverse(),
  ];
  return {
    data: rowsOf("band", series, { x, low, high }),
    extent: { x, y: [...Array.from(low), ...Array.from(high)] },
    path: around,
    render: (frame) => [area(around(frame), frame.theme)],
    ...(label !== undefined && {
      legend: {
        label,
        swatch(theme) {
          const width = swatchWidth(theme), half = theme.size.legend / 3;
          return [area([[0, -half], [width, -half], [width, half], [0, half]], theme)];
        },
      },
    }),
  };
}
