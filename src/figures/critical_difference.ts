/** The critical-difference diagram: average ranks, and which of them do not differ. */

import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import { requireFinite } from "./check.ts";
import type { Row } from "./data.ts";
import type { Figure } from "./figure.ts";
import { rankDiagram, rankDiagramHeight, type RankedTreatment } from "./marks/rank_diagram.ts";
import { requireColor } from "./palette.ts";
import { plot } from "./plot.ts";

/** The width of the diagram, at a font size of 12. */
const WIDTH = 300;

/**
 * Draws average ranks on an axis, 1 for the best, and a bar over each group of treatments whose ranks
 * differ by less than the critical difference (Demšar 2006, *Statistical comparisons of classifiers over
 * multiple data sets*, figure 1); very long names are shortened. Throws `UsageError` for fewer than two
 * treatments, ranks that are not from 1 to their number, a critical difference that isn't above 0, and
 * groups of other names.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { criticalDifferenceFigure } from "@activation-lab/activation-lab";
 *
 * const figure = criticalDifferenceFigure({
 *   treatments: [
 *     { name: "ELU", color: 4, rank: 1.4 },
 *     { name: "ReLU", color: 2, rank: 1.7 },
 *     { name: "Sigmoid", color: 0, rank: 2.9 },
 *   ],
 *   criticalDifference: 1.05,
 *   groups: [["ELU", "ReLU"]],
 * });
 * assert.deepEqual(figure.data.rows[0], { treatment: "ELU", rank: 1.4 });
 * ```
 */
export function criticalDifferenceFigure(
  { title, treatments, criticalDifference, groups }: {
    readonly title?: string;
    readonly treatments: readonly RankedTreatment[];
    /** The least difference of ranks that counts. */
    readonly criticalDifference: number;
    /** Names of treatments that do not differ; groups of one have no bar. */
    readonly groups: readonly (readonly string[])[];
  },
): Figure {
  const count = treatments.length;
  if (count < 2) throw new UsageError(`expected at least two treatments to rank, got ${count}`);
  for (const { name, color, rank } of treatments) {
    requireColor(color);
    if (rank >= 1 && rank <= count) continue;
    throw new UsageError(`${name}: expected a rank from 1 to ${count}, got ${rank}`);
  }
  requireFinite([criticalDifference], "the critical difference");
  if (criticalDifference <= 0) {
    throw new UsageError(`expected a critical difference above 0, got ${criticalDifference}`);
  }
  const rankOf = (name: string) => {
    const treatment = treatments.find((treatment) => treatment.name === name);
    if (treatment) return treatment.rank;
    throw new UsageError(`expected groups of the treatments, got ${inspect(name)}`);
  };
  const sorted = treatments.toSorted((a, b) => a.rank - b.rank);
  const bars = groups.filter((group) => group.length > 1).map((group) => {
    const ranks = group.map(rankOf);
    return [Math.min(...ranks), Math.max(...ranks)] as const;
  });
  const data: Row[] = [
    ...sorted.map(({ name, rank }) => ({ treatment: name, rank })),
    ...groups.map((group) => ({ group: group.join(", ") })),
    { criticalDifference },
  ];
  const hidden = { hidden: true } as const;
  return plot({
    ...(title !== undefined && { title }),
    x: hidden,
    y: hidden,
    marks: [{ ...rankDiagram(sorted, bars, criticalDifference), data }],
  }, { width: WIDTH, height: rankDiagramHeight(count, bars.length), fixedHeight: true });
}
