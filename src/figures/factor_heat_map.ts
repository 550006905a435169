/** The figure of two factors: a cell for each two of their values, coloured by its mean. */

import { UsageError } from "../errors.ts";
import type { Figure } from "./figure.ts";
import { GREY } from "./marks/edge_points.ts";
import { heatMap } from "./marks/heat_map.ts";
import type { Mark } from "./marks/mark.ts";
import { points, type PointsOptions } from "./marks/points.ts";
import { plot } from "./plot.ts";
import { ALL_DIVERGED, SOME_FAILED } from "./study_panels.ts";

/** The runs at one value of each factor. */
export interface FactorCell {
  /** The mean of all runs that did not diverge; null where all did, or none is there. */
  readonly mean: number | null;
  /** How many runs learned nothing. Default: 0. */
  readonly untrained?: number;
  /** How many runs diverged. Default: 0. */
  readonly diverged?: number;
}

/** A factor, an axis of the figure. */
export interface HeatMapFactor {
  /** What it is. */
  readonly label?: string;
  /** Its values, from the left or from below. */
  readonly values: readonly string[];
}

/** The size of a cell, and the least of the figure, at a font size of 12. */
const CELL = { width: 52, height: 30 }, LEAST = { width: 180, height: 120 };

/**
 * Draws `cells[row][column]` as a heat map, the first row at the bottom. A cell without a mean is white,
 * with a dash. In the corner of one whose runs all diverged is a cross, and of any other with runs that
 * learned nothing or diverged an open circle.
 * Throws `UsageError` for cells that are not as many as the factors' values, for no mean at all, and for
 * numbers that aren't finite.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { factorHeatMap } from "@activation-lab/activation-lab";
 *
 * const figure = factorHeatMap({
 *   metric: { label: "Test accuracy", format: ".1%" },
 *   columns: { label: "Hidden layers", values: ["2", "32"] },
 *   rows: { values: ["Sigmoid", "ReLU"] },
 *   cells: [[{ mean: 0.85 }, { mean: 0.1, untrained: 10 }], [{ mean: 0.88 }, { mean: 0.87 }]],
 * });
 * assert.deepEqual(figure.data.rows[1], { x: "32", y: "Sigmoid", mean: 0.1, untrained: 10, diverged: 0 });
 * ```
 */
export function factorHeatMap(
  { title, metric, columns, rows, cells }: {
    readonly title?: string;
    /** What the means are of, and how they are written, as d3-format has it (default: ".3~g"). */
    readonly metric: { readonly label?: string; readonly format?: string };
    readonly columns: HeatMapFactor;
    readonly rows: HeatMapFactor;
    readonly cells: readonly (readonly FactorCell[])[];
  },
): Figure {
  const [across, up] = [columns.values.length, rows.values.length];
  if (cells.length !== up || cells.some((row) => row.length !== across)) {
    throw new UsageError(
      `a heat map: expected ${up} rows of ${across} cells, got ${
        cells.map(({ length }) => length).join(", ") || "none"
      }`,
    );
  }
  const all = cells.flatMap((row, y) =>
    row.map(({ mean, untrained = 0, diverged = 0 }, x) => ({ x, y, mean, untrained, diverged }))
  );
  const means = heatMap(cells.map((row) => row.map(({ mean }) => mean)), metric);
  const failed = all.filter(({ mean, untrained, diverged }) =>
    mean !== null && untrained + diverged > 0
  );
  const lost = all.filter(({ mean, diverged }) => mean === null && diverged > 0);
  const corner = (cells: typeof all, look: PointsOptions): Mark[] =>
    cells.length === 0 ? [] : [{
      ...points(
        { x: cells.map(({ x }) => x + 0.38), y: cells.map(({ y }) => y + 0.3) },
        { color: GREY, ...look },
      ),
      data: [],
    }];
  const axis = ({ label, values }: HeatMapFactor) => ({
    ...(label && { label }),
    categories: values,
  });
  return plot({
    ...(title !== undefined && { title }),
    x: axis(columns),
    y: axis(rows),
    marks: [
      {
        ...means,
        data: all.map(({ mean, ...cell }) => {
          const { x, y, ...counts } = cell;
          return { x, y, ...(mean !== null && { mean }), ...counts };
        }),
      },
      ...corner(failed, { marker: "circle", open: true, label: SOME_FAILED }),
      ...corner(lost, { marker: "cross", label: ALL_DIVERGED }),
    ],
  }, {
    width: Math.max(LEAST.width, across * CELL.width),
    height: Math.max(LEAST.height, up * CELL.height),
  });
}
