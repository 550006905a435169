/** The figure of runs that came to nothing: their share of each cell. */

import { UsageError } from "../errors.ts";
import { requireNonEmpty } from "./check.ts";
import type { Figure } from "./figure.ts";
import { bars } from "./marks/bars.ts";
import type { Panel } from "./plot.ts";
import { DIVERGED, studyPanels, UNTRAINED } from "./study_panels.ts";

/** The runs of one cell, counted. */
export interface CountedRuns {
  /** What stands below its bars. */
  readonly name: string;
  /** All of them. */
  readonly runs: number;
  /** How many learned nothing, of those that did not diverge. */
  readonly untrained: number;
  /** How many diverged. */
  readonly diverged: number;
}

/** Cells side by side. */
export interface CountedRunsPanel {
  /** What stands above them. */
  readonly title?: string;
  /** From left to right. */
  readonly cells: readonly CountedRuns[];
}

/**
 * Draws a bar for each cell's share of runs that learned nothing, and, where any diverged, one for those,
 * each with its count. Throws `UsageError` for no panels or cells, and for counts that are not among the
 * runs.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { untrainedRunsFigure } from "@activation-lab/activation-lab";
 *
 * const figure = untrainedRunsFigure({
 *   panels: [{
 *     cells: [
 *       { name: "Sigmoid", runs: 20, untrained: 7, diverged: 0 },
 *       { name: "ReLU", runs: 20, untrained: 0, diverged: 0 },
 *     ],
 *   }],
 * });
 * assert.equal(figure.data.rows[0]!.note, "7 / 20");
 * ```
 */
export function untrainedRunsFigure(
  { heading, panels }: { readonly heading?: string; readonly panels: readonly CountedRunsPanel[] },
): Figure {
  requireNonEmpty(panels, "the list of panels");
  const all = panels.flatMap(({ cells }) => cells);
  all.forEach(requireCounts);
  const both = all.some(({ diverged }) => diverged > 0);
  const drawn = panels.map(({ title, cells }): Panel => {
    requireNonEmpty(cells, "the list of cells");
    const part = (outcome: typeof UNTRAINED | typeof DIVERGED, index: number) =>
      bars(cells.map((cell) => cell[outcome] / cell.runs), {
        color: index === 0 ? 0 : 3,
        notes: cells.map((cell) => cell[outcome] > 0 ? `${cell[outcome]} / ${cell.runs}` : ""),
        part: { index, of: both ? 2 : 1 },
        series: outcome,
        ...(both && { label: outcome }),
      });
    return {
      ...(title !== undefined && { title }),
      x: { categories: cells.map(({ name }) => name) },
      y: { percent: true, label: both ? "Runs" : "Untrained runs" },
      marks: both ? [part(UNTRAINED, 0), part(DIVERGED, 1)] : [part(UNTRAINED, 0)],
    };
  });
  return studyPanels(drawn, heading);
}

function requireCounts({ name, runs, untrained, diverged }: CountedRuns): void {
  const whole = [runs, untrained, diverged].every((count) => Number.isInteger(count) && count >= 0);
  if (whole && runs > 0 && untrained + diverged <= runs) return;
  throw new UsageError(
    `${name}: expected no more untrained and diverged runs than there are, got ${untrained} and ` +
      `${diverged} of ${runs}`,
  );
}
