/** A straight line across the axes, or between two numbers. */

import { UsageError } from "../../errors.ts";
import { requireFinite, requireName } from "../check.ts";
import { type Dash, DASHES, paletteColor, requireColor } from "../palette.ts";
import type { Node } from "../scene.ts";
import { FOREGROUND, type Theme } from "../theme.ts";
import { type Frame, type Mark, type Point, polyline, swatchWidth } from "./mark.ts";

/** Where a rule is: at an x or at a y, from edge to edge of the axes unless `from` and `to` say otherwise. */
export type RulePlace =
  & ({ readonly x: number; readonly y?: never } | { readonly x?: never; readonly y: number })
  & { readonly from?: number; readonly to?: number };

/** How a rule looks, and what it is called. */
export interface RuleOptions {
  /** Index into the palette. Default: the colour of text. */
  readonly color?: number;
  /** Default: solid. */
  readonly dash?: Dash;
  /** Times the width of lines. Default: 1. */
  readonly width?: number;
  /** Its name in the legend; without one it has none. */
  readonly label?: string;
}

/**
 * A vertical line at x or a horizontal one at y. Throws `UsageError` for numbers that aren't finite, or a
 * dash that there is not.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { plot, points, rule } from "@activation-lab/activation-lab";
 *
 * const figure = plot({
 *   marks: [
 *     points({ x: [0, 1], y: [0.7, 0.8] }),
 *     rule({ x: 1, from: 0.76, to: 0.84 }), // an interval
 *     rule({ y: 0.75 }, { dash: "dashed", label: "tutorial" }),
 *   ],
 * });
 * assert.match(await figure.toSvg(), /<svg/);
 * ```
 */
export function rule(
  { x, y, from, to }: RulePlace,
  { color, dash = "solid", width = 1, label }: RuleOptions = {},
): Mark {
  if (color !== undefined) requireColor(color);
  requireName(dash, DASHES, "a rule's dash");
  if ((x === undefined) === (y === undefined)) {
    throw new UsageError("a rule: expected either x or y, got both or none");
  }
  const ends = [from, to].filter((end) => end !== undefined);
  requireFinite([x ?? y, ...ends] as number[], label ?? "a rule");
  const stroke = (path: readonly Point[], theme: Theme): Node => ({
    kind: "path",
    d: polyline(path),
    stroke: color === undefined ? FOREGROUND : paletteColor(color, theme.palette),
    lineWidth: width * theme.width.line,
    ...(dash !== "solid" && { dash: DASHES[dash].map((length) => length * theme.scale) }),
  });
  const line = (frame: Frame): Point[] => {
    if (x === undefined) {
      const place = frame.y(y!);
      const left = from === undefined ? 0 : frame.x(from);
      const right = to === undefined ? frame.width : frame.x(to);
      return [[left, place], [right, place]];
    }
    const place = frame.x(x);
    const low = from === undefined ? frame.height : frame.y(from);
    const high = to === undefined ? 0 : frame.y(to);
    return [[place, low], [place, high]];
  };
  const at = x === undefined ? [y!] : [x];
  return {
    data: [{
      mark: "rule",
      ...(label !== undefined && { series: label }),
      ...(x === undefined ? { y: y! } : { x }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    }],
    extent: x === undefined ? { x: ends, y: at } : { x: at, y: ends },
    path: line,
    render: (frame) => [stroke(line(frame), frame.theme)],
    ...(label !== undefined && {
      legend: { label, swatch: (theme) => [stroke([[0, 0], [swatchWidth(theme), 0]], theme)] },
    }),
  };
}
