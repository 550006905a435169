/** What every mark is: something inside the axes, given in the numbers of the data. */

import type { Row } from "../data.ts";
import type { Measure, Node } from "../scene.ts";
import type { Theme } from "../theme.ts";

/** Where a mark is drawn, before the vertical scale is known. */
export interface HorizontalFrame {
  /** From data to points within the axes, whose top left is (0, 0). */
  x(value: number): number;
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
  readonly measure: Measure;
}

/** Where a mark is drawn. */
export interface Frame extends HorizontalFrame {
  y(value: number): number;
}

export type Point = readonly [x: number, y: number];

/** A name, and what is shown before it: `swatchWidth(theme)` wide, around y = 0. */
export interface LegendEntry {
  readonly label: string;
  swatch(theme: Theme): readonly Node[];
}

/** Something inside the axes, such as a line; made by the function of its name. */
export interface Mark {
  /** What it shows, one row an observation. */
  readonly data: readonly Row[];
  /**
   * The numbers that the axes have to hold.
   *
   * @internal
   */
  readonly extent: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> };
  /**
   * Whether it stands on y = 0, below which the axis then needs no room.
   *
   * @internal
   */
  readonly standing?: boolean;
  /**
   * What it draws.
   *
   * @internal
   */
  render(frame: Frame): Node[];
  /**
   * The room that it needs above the highest number, in points.
   *
   * @internal
   */
  headroom?(frame: HorizontalFrame): number;
  /**
   * What it draws beside the axes, such as a scale of colours, given their place.
   *
   * @internal
   */
  beside?(frame: Frame): Node[];
  /**
   * A line that it runs along, or around it; a legend keeps clear of it.
   *
   * @internal
   */
  path?(frame: Frame): readonly Point[];
  /**
   * How far markers reach out of that line, in points at a font size of 12.
   *
   * @internal
   */
  readonly reach?: number;
  /**
   * Where it ends, and its name may stand.
   *
   * @internal
   */
  end?(frame: Frame): Point;
  /**
   * How the legend shows it; left out where it has no name.
   *
   * @internal
   */
  readonly legend?: LegendEntry;
}

/** The width of a legend's sample. */
export function swatchWidth(theme: Theme): number {
  return 2 * theme.size.legend;
}

/** Points of the page along the numbers. */
export function through(
  { x, y }: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> },
  frame: Frame,
): Point[] {
  return Array.from(x, (value, i) => [frame.x(value), frame.y(y[i]!)]);
}

/** Around bars, given by where each begins and ends and how high it is. */
export function outline(
  bars: readonly { readonly from: number; readonly to: number; readonly height: number }[],
  frame: Frame,
): Point[] {
  return bars.flatMap(({ from, to, height }) => {
    const [left, right, base, top] = [frame.x(from), frame.x(to), frame.y(0), frame.y(height)];
    return [[left, base], [left, top], [right, top], [right, base]] as const;
  });
}

/** The points joined by lines, in SVG's path language, to a thousandth of a point; one alone is a dot. */
export function polyline(points: readonly Point[]): string {
  const places = points.map((point) =>
    point.map((value) => Math.round(value * 1000) / 1000).join()
  );
  return `M${places.join("L")}${points.length === 1 ? "Z" : ""}`;
}

/** One row a point. */
export function rowsOf(
  mark: string,
  label: string | undefined,
  columns: Readonly<Record<string, ArrayLike<number | string>>>,
): Row[] {
  const entries = Object.entries(columns);
  const length = entries[0]?.[1].length ?? 0;
  return Array.from({ length }, (_, i) => ({
    mark,
    ...(label !== undefined && { series: label }),
    ...Object.fromEntries(entries.map(([column, values]) => [column, values[i]!])),
  }));
}
