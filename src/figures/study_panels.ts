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

/** How legends name cells of which some runs came to nothing. */
export const SOME_FAILED = "some untrained or diverged";

/** Of one panel, at a font size of 12. */
const SINGLE = { width: 360, height: 240 };

/** The panels on one vertical scale; one alone is larger. */
export function studyPanels(
  panels: readonly Panel[],
  heading: string | undefined,
  options: FacetOptions = {},
): Figure {
  const alone = panels.length === 1 && { size: SINGLE };
  return facets(panels, {
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

/** Runs at the lower edge: of those that learned nothing an open circle, of diverged ones a cross. */
export function failedRuns(
  outcome: typeof UNTRAINED | typeof DIVERGED,
  x: readonly number[],
  color: number,
  label?: string,
): Mark {
  const look = outcome === UNTRAINED
    ? { marker: "circle", open: true } as const
    : { marker: "cross" } as const;
  return edgePoints(x, { ...look, color, label });
}

/** Gives a name the first time that it is asked for it, and then no more: legends have each once. */
export function firstTime(): (name: string) => string | undefined {
  const given = new Set<string>();
  return (name) => given.size < given.add(name).size ? name : undefined;
}
