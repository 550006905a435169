/** What the figures of studies share: panels on one scale, and runs that came to nothing. */

import { UsageError } from "../errors.ts";
import { requireFinite } from "./check.ts";
import type { Figure } from "./figure.ts";
import { edgePoints } from "./marks/edge_points.ts";
import type { Mark } from "./marks/mark.ts";
import { type FacetOptions, facets, type Panel } from "./plot.ts";

/** The lower and the upper end of an interval; null where there are too few runs for one. */
export type Ends = readonly [low: number, high: number] | null;

/** The names of runs that came to nothing, in legends and tables. */
export const UNTRAINED = "untrained", DIVERGED = "diverged";

/** How legends name cells with runs that came to nothing, few of them or all. */
export const SOME_FAILED = "untrained or diverged runs", ALL_DIVERGED = "all diverged";

/** Of one panel, at a font size of 12. */
const SINGLE = { width: 360, height: 240 };

/** The panels on one vertical scale, with one legend; one alone is larger. */
export function studyPanels(
  panels: readonly Panel[],
  heading: string | undefined,
  options: FacetOptions = {},
): Figure {
  const alone = panels.length === 1 && { size: SINGLE };
  return facets(withOneLegend(panels), {
    shareY: true,
    ...alone,
    ...options,
    ...(heading !== undefined && { heading }),
  });
}

/** Throws `UsageError` unless an interval has finite ends in their order. */
export function requireEnds(ends: Ends, what: string): void {
  if (ends === null) return;
  requireFinite(ends, `${what}, interval`);
  if (ends[0] <= ends[1]) return;
  throw new UsageError(`${what}: expected an interval from low to high, got ${ends.join(" to ")}`);
}

/** A run's marker on the lower edge: an open circle where it learned nothing, a cross where it diverged. */
export function failedRuns(
  outcome: typeof UNTRAINED | typeof DIVERGED,
  x: readonly number[],
  color: number,
  aside = 0,
): Mark {
  const look = outcome === UNTRAINED
    ? { marker: "circle", open: true } as const
    : { marker: "cross" } as const;
  return edgePoints(x, { ...look, color, aside, label: outcome });
}

/**
 * The panels, of whose marks each name is in the legend once. Several have the legend of all of them, so
 * that one does for the page.
 */
function withOneLegend(panels: readonly Panel[]): Panel[] {
  const named = new Map<string, Mark>();
  for (const mark of panels.flatMap(({ marks }) => marks)) {
    const { label } = mark.legend ?? {};
    if (label !== undefined && !named.has(label)) named.set(label, mark);
  }
  const first = [...named.values()];
  const unnamed = ({ legend: _, ...mark }: Mark): Mark => mark;
  if (panels.length === 1) {
    const marks = panels[0]!.marks.map((mark) => first.includes(mark) ? mark : unnamed(mark));
    return [{ ...panels[0]!, marks }];
  }
  const entries = first.map(({ legend }): Mark => (
    { data: [], extent: { x: [], y: [] }, render: () => [], legend: legend! }
  ));
  return panels.map((panel) => ({ ...panel, marks: [...panel.marks.map(unnamed), ...entries] }));
}
