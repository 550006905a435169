/** A heat map of two factors: a cell for each pair, coloured by its number. */

import { UsageError } from "../../errors.ts";
import { format as formatter, max, min, scaleLinear } from "../dependencies.ts";
import { requireFinite } from "../check.ts";
import type { Node, Rect } from "../scene.ts";
import type { Frame, Mark } from "./mark.ts";
import { note } from "./note.ts";

/** How a heat map is read. */
export interface HeatMapOptions {
  /** Of the numbers in the cells, as d3-format writes it. Default: ".3~g". */
  readonly format?: string;
  /** What the numbers are, beside their scale of colours. */
  readonly label?: string;
}

/** Darker is more, in one hue, so that it is read in grey as well. */
const [LIGHT, MIDDLE, DARK] = ["#edf2fa", "#6f9bc8", "#16315c"];
const NONE = "#ffffff";

/**
 * A cell for each pair of the axes' categories, `values[row][column]`, the first row at the bottom.
 * One that is null, such as that of runs which diverged, is white, with a dash. Throws `UsageError` for
 * rows that are not equally long, no number at all, or numbers that aren't finite.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { heatMap, plot } from "@activation-lab/activation-lab";
 *
 * const figure = plot({
 *   marks: [heatMap([[0.81, 0.84], [0.86, null]], { label: "Accuracy" })],
 *   x: { categories: ["2", "8"], label: "Hidden layers" },
 *   y: { categories: ["Tanh", "ReLU"] },
 * });
 * assert.match(await figure.toSvg(), /<svg/);
 * ```
 */
export function heatMap(
  values: readonly (readonly (number | null)[])[],
  { format = ".3~g", label }: HeatMapOptions = {},
): Mark {
  const columns = values[0]?.length ?? 0;
  const uneven = values.findIndex((row) => row.length !== columns);
  if (uneven >= 0) {
    throw new UsageError(
      `row ${uneven} of a heat map: expected ${columns} values, got ${values[uneven]!.length}`,
    );
  }
  const cells = values.flatMap((row, y) => row.map((value, x) => ({ x, y, value })));
  const known = cells.flatMap(({ value }) => value ?? []);
  if (known.length === 0) {
    throw new UsageError("a heat map: expected at least one number, got none");
  }
  requireFinite(known, "a heat map");
  const low = min(known)!, high = max(known)!;
  const share = (value: number) => high > low ? (value - low) / (high - low) : 0.5;
  const color = scaleLinear<string>([0, 0.5, 1], [LIGHT, MIDDLE, DARK]);
  const written = formatter(format);
  const words = (value: number | null) => value === null ? "–" : written(value);

  return {
    data: cells.map(({ x, y, value }) => ({
      mark: "heat map",
      x,
      y,
      ...(value !== null && { value }),
    })),
    extent: { x: [-0.5, columns - 0.5], y: [-0.5, values.length - 0.5] },
    render(frame) {
      const { measure, theme: { size } } = frame;
      const [width, height] = [frame.x(1) - frame.x(0), frame.y(0) - frame.y(1)];
      const widest = Math.max(...cells.map(({ value }) => measure(words(value), size.tick)));
      const fits = widest + size.tick / 2 <= width && 1.3 * size.tick <= height;
      return cells.flatMap(({ x, y, value }) => {
        const fill = value === null ? NONE : color(share(value));
        const ink = value !== null && share(value) > 0.6 ? { color: "#ffffff" } : {};
        const cell = { x: frame.x(x - 0.5), y: frame.y(y + 0.5), width, height };
        const at = [frame.x(x), frame.y(y)] as const;
        return [
          { kind: "rect", ...cell, fill } as const,
          ...(fits
            ? note(words(value), at, frame, { anchor: "middle", ground: fill, ...ink })
            : []),
        ];
      });
    },
    beside: (frame) => colorBar(frame, color, [low, high], written, label),
  };
}

/** The scale of colours, with the least and the greatest number, and what they are. */
function colorBar(
  { width, height, theme: { size, pad, scale }, measure }: Frame,
  color: (share: number) => string,
  ends: readonly [low: number, high: number],
  written: (value: number) => string,
  label = "",
): Node[] {
  const STEPS = 64;
  const x = width + 12 * scale, across = 10 * scale;
  const bars = Array.from({ length: STEPS }, (_, i): Rect => ({
    kind: "rect",
    x,
    y: height * (1 - (i + 1) / STEPS),
    width: across,
    height: height / STEPS + (i > 0 ? 0.2 : 0), // no gaps between
    fill: color((i + 0.5) / STEPS),
  }));
  const right = x + across + pad.label;
  const numbers = ends.map(written);
  const far = right + Math.max(...numbers.map((number) => measure(number, size.tick)));
  return [
    ...bars,
    ...numbers.map((text, i): Node => ({
      kind: "text",
      text,
      x: right,
      y: i === 0 ? height : 0.73 * size.tick,
      align: "left",
      size: size.tick,
    })),
    ...(label === "" ? [] : [
      {
        kind: "text",
        text: label,
        x: far + pad.label + 0.73 * size.label,
        y: height / 2,
        align: "center",
        size: size.label,
        rotated: true,
      } as const,
    ]),
  ];
}
