/** The figure of differences between cells, paired by seed: the mean of each with its interval. */

import { requireFinite, requireNonEmpty } from "./check.ts";
import type { Row } from "./data.ts";
import type { Figure } from "./figure.ts";
import type { Mark } from "./marks/mark.ts";
import { points } from "./marks/points.ts";
import { rule } from "./marks/rule.ts";
import type { Panel } from "./plot.ts";
import { type Ends, requireEnds, studyPanels } from "./study_panels.ts";

/** Two cells, a row of the figure. */
export interface PairedDifference {
  /** What stands before it, such as "ELU − ReLU". */
  readonly name: string;
  /** The mean difference over the seeds that both have; null where there are none. */
  readonly mean: number | null;
  /** An interval of it. */
  readonly interval: Ends;
  /** Whether a test has found a difference; null where there was none, as of one seed or equal runs. */
  readonly found: boolean | null;
}

/** Differences below each other, the first uppermost. */
export interface DifferencesPanel {
  /** What stands above them. */
  readonly title?: string;
  /** From above. */
  readonly pairs: readonly PairedDifference[];
}

/** Of a row, and of a panel, at a font size of 12. */
const ROW = 22, WIDTH = 300;

/**
 * Draws the mean of each pair's differences with its interval, beside a line at 0: filled where a
 * difference was found, open where none was, and an open square where nothing was tested. Throws
 * `UsageError` for no panels or pairs, and for numbers that aren't finite.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { differencesFigure } from "@activation-lab/activation-lab";
 *
 * const pairs = [
 *   { name: "ELU − ReLU", mean: 0.21, interval: [0.08, 0.34] as const, found: true },
 *   { name: "ELU − Tanh", mean: 0.04, interval: [-0.1, 0.18] as const, found: false },
 * ];
 * const figure = differencesFigure({ label: "Difference in points", panels: [{ pairs }] });
 * assert.deepEqual(figure.data.columns, ["panel", "pair", "mean", "low", "high", "found"]);
 * ```
 */
export function differencesFigure(
  { heading, label, panels }: {
    readonly heading?: string;
    /** What the differences are of, with their unit. */
    readonly label: string;
    readonly panels: readonly DifferencesPanel[];
  },
): Figure {
  requireNonEmpty(panels, "the list of panels");
  const drawn = panels.map(({ title, pairs }): Panel => {
    requireNonEmpty(pairs, "the list of pairs");
    const names = pairs.map(({ name }) => name).reverse(); // the first stands uppermost
    return {
      ...(title !== undefined && { title }),
      x: { label },
      y: { categories: names },
      marks: [
        { ...rule({ x: 0 }, { dash: "dashed" }), data: pairs.map(rowOf) },
        ...pairs.flatMap((pair, i) => marksOf(pair, pairs.length - 1 - i)),
      ],
    };
  });
  const most = Math.max(...panels.map(({ pairs }) => pairs.length));
  const size = { width: WIDTH, height: ROW * (most + 1) };
  return studyPanels(drawn, heading, { size, columns: 2, shareX: true, shareY: false });
}

function marksOf(
  { name, mean, interval, found }: PairedDifference,
  y: number,
): Mark[] {
  requireEnds(interval, name);
  if (mean === null) return [];
  requireFinite([mean], name);
  const look = found === null
    ? { marker: "square", open: true, label: "not tested" } as const
    : { marker: "circle", open: !found, label: found ? "difference found" : "none found" } as const;
  const marks = [
    ...(interval ? [rule({ y, from: interval[0], to: interval[1] })] : []),
    points({ x: [mean], y: [y] }, look),
  ];
  return marks.map((mark) => ({ ...mark, data: [] }));
}

function rowOf({ name, mean, interval, found }: PairedDifference): Row {
  return {
    pair: name,
    ...(mean !== null && { mean }),
    ...(interval && { low: interval[0], high: interval[1] }),
    found: found === null ? "not tested" : `${found}`,
  };
}
