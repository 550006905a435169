/** Figures composed of marks: one panel, or several side by side. */

import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import { type Formats, panelTicks, type Subplot, subplot } from "./axes.ts";
import { requireNonEmpty } from "./check.ts";
import { type Row, tabulate } from "./data.ts";
import { Figure } from "./figure.ts";
import { type Grid, layoutGrid } from "./layout.ts";
import { legendBelow, sharedLegend } from "./legend.ts";
import type { Look } from "./look.ts";
import type { Mark } from "./marks/mark.ts";
import { type Axis, scaleOf, sharedScale } from "./scales.ts";
import type { Scene } from "./scene.ts";
import { commonFormat } from "./ticks.ts";

/** One panel: marks inside two axes. */
export interface Panel {
  /** Drawn one over the other, the first undermost. */
  readonly marks: readonly Mark[];
  /** The horizontal one. Default: from the least to the greatest number, without a name. */
  readonly x?: Axis;
  /** The vertical one, likewise. */
  readonly y?: Axis;
  /** What stands above the axes. */
  readonly title?: string;
}

/** How panels stand beside each other. */
export interface FacetOptions {
  /** What stands above all panels. */
  readonly heading?: string;
  /** The most panels in a row; fewer where the page is narrow. Default: 3. */
  readonly columns?: number;
  /**
   * Of a panel's axes, in points at a font size of 12, where the figure has no given width. Where it has
   * one, their height grows with their width, unless it is fixed.
   */
  readonly size?: {
    readonly width: number;
    readonly height: number;
    readonly fixedHeight?: boolean;
  };
  /** The least distance of panels, in points at a font size of 12. */
  readonly gap?: { readonly x: number; readonly y: number };
  /** Whether all panels have one x axis, from the least to the greatest number. Default: no. */
  readonly shareX?: boolean;
  /** The same of y. */
  readonly shareY?: boolean;
}

const FACETS: Grid = { columns: 3, width: 202.9, height: 160, gap: { x: 40.6, y: 46 } };
const SINGLE: Grid = { columns: 1, width: 360, height: 240, gap: { x: 0, y: 0 } };

/**
 * A figure of one panel. Throws `UsageError` for axes that have no ends, such as a logarithmic one with
 * numbers that aren't above 0.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { line, plot, rule } from "@activation-lab/activation-lab";
 *
 * const epochs = [1, 2, 3];
 * const figure = plot({
 *   title: "Accuracy",
 *   x: { label: "Epoch", integer: true },
 *   marks: [
 *     line({ x: epochs, y: [0.7, 0.8, 0.84] }, { color: 4, label: "ELU" }),
 *     rule({ y: 0.85 }, { dash: "dashed", label: "tutorial" }),
 *   ],
 * });
 * const svg = await figure.with({ style: "paper", width: "column" }).toSvg();
 * assert.match(svg, /width="234pt"/);
 * ```
 */
export function plot(panel: Panel, size?: FacetOptions["size"]): Figure {
  return compose([panel], { ...SINGLE, ...size }, {}, rowsOf(panel));
}

/**
 * A figure of several panels in rows, which wrap to the page's width; their numbers are written in one
 * format. Throws `UsageError` for no panels, less than one column, and as `plot`.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { facets, histogram } from "@activation-lab/activation-lab";
 *
 * const panels = [[3, 5], [4, 2]].map((heights, i) => ({
 *   title: `Layer ${i}`,
 *   marks: [histogram({ edges: [-1, 0, 1], heights })],
 * }));
 * const figure = facets(panels, { heading: "Gradients", columns: 2, shareY: true });
 * assert.deepEqual(figure.data.columns, ["panel", "mark", "from", "to", "height"]);
 * ```
 */
export function facets(panels: readonly Panel[], options: FacetOptions = {}): Figure {
  const { size, columns = FACETS.columns, gap = FACETS.gap, ...others } = options;
  requireNonEmpty(panels, "the list of panels");
  if (!(Number.isInteger(columns) && columns >= 1)) {
    throw new UsageError(`expected 1 column of panels or more, got ${inspect(columns)}`);
  }
  const grid = { ...FACETS, columns, gap, ...size };
  // One panel alone is named as well, so that tables of several figures can be stacked.
  const rows = panels.flatMap((panel, i) =>
    rowsOf(panel).map((row) => ({ panel: panel.title ?? `${i + 1}`, ...row }))
  );
  return compose(panels, grid, others, rows);
}

function compose(
  panels: readonly Panel[],
  grid: Grid,
  { heading, shareX = false, shareY = false }: FacetOptions,
  rows: readonly Row[],
): Figure {
  const subplots = withScales(panels, shareX, shareY);
  return new Figure((look) => layoutPanels(subplots, grid, look, heading), tabulate(rows));
}

/** What a panel shows, one row an observation, with the names of categories in place of their numbers. */
export function rowsOf({ marks, x, y }: Panel): Row[] {
  return marks.flatMap(({ data }) => data).map((row) => (
    { ...row, ...named(row, "x", x), ...named(row, "y", y) }
  ));
}

function named(row: Row, along: "x" | "y", axis: Axis = {}): Row {
  const name = axis.categories?.[Number(row[along])];
  return name === undefined ? {} : { [along]: name };
}

/** The panels with the ends of their axes. */
export function withScales(
  panels: readonly Panel[],
  shareX: boolean,
  shareY: boolean,
): Subplot[] {
  const subplots = panels.map(({ title = "", x = {}, y = {}, marks }): Subplot => (
    { title, marks, x: scaleOf(x, marks, "x"), y: scaleOf(y, marks, "y") }
  ));
  const x = shareX ? sharedScale(subplots.map(({ x }) => x)) : undefined;
  const y = shareY ? sharedScale(subplots.map(({ y }) => y)) : undefined;
  const shared = subplots.map((spec): Subplot => ({
    ...spec,
    ...(x && { x: x(spec.x) }),
    ...(y && { y: y(spec.y) }),
  }));
  return y ? shared.map((spec) => ({ ...spec, sharing: shared })) : shared;
}

/** The page with the panels, whose numbers are all written alike. */
export function layoutPanels(
  panels: readonly Subplot[],
  grid: Grid,
  look: Look,
  heading?: string,
): Scene {
  const shared = look.width === undefined
    ? undefined
    : sharedLegend(panels.map(({ marks }) => marks), look);
  const style = { wrapped: look.width !== undefined, named: !shared };
  const draw = (size: { width: number; height: number }) => {
    const all = (formats: Formats) => panels.map((panel) => panelTicks(panel, size, look, formats));
    const common = (axis: "x" | "y") =>
      commonFormat((format) => all({ [axis]: format }).map((ticks) => ticks[axis]));
    const ticks = all(panels.length > 1 ? { x: common("x"), y: common("y") } : {});
    return panels.map((panel, i) => subplot(panel, size, ticks[i]!, look, style));
  };
  const below = (width: number) => shared ? legendBelow(shared, look, width) : [];
  return layoutGrid(panels.length, draw, grid, look, { heading, below });
}
