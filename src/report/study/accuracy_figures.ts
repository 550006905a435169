/** Figures of a comparison's test accuracies, as the plain numbers that they are drawn of. */
import type { differencesFigure, PairedDifference } from "../../figures/differences.ts";
import type { factorFigure } from "../../figures/factor.ts";
import type { factorHeatMap } from "../../figures/factor_heat_map.ts";
import type { seedsFigure } from "../../figures/seeds.ts";
import type { untrainedRunsFigure } from "../../figures/untrained_runs.ts";
import type { ComparedPair } from "../../study/compare_pairs.ts";
import type { Level } from "../../study/design.ts";
import { ALPHA } from "../../study/statistics/conventions.ts";
import { mean } from "../../study/statistics/moments.ts";
import type { DrawnCell, DrawnPlace } from "./cell_runs.ts";
import { areNumbers, labelOf, levelsOf, orderedLevelsOf } from "./factor_levels.ts";
import { overFactor } from "./over_factor.ts";
import { shareInterval } from "./share_interval.ts";
import { type StudyComparison, titleOf } from "./study_comparison.ts";

/** What a figure is drawn of; undefined where the study has nothing to draw. */
type Numbers<Draw extends (numbers: never) => unknown> = Parameters<Draw>[0] | undefined;

const ACCURACY = { label: "Test accuracy", percent: true } as const;

/** A panel with more pairs shows those of the best cell alone. */
const MOST_PAIRS = 15;

/** Every run; cells in one order at all places, the best first, or by size where they are numbers. */
export function seedsNumbers(
  { factor, planned }: StudyComparison,
  places: readonly DrawnPlace[],
): Parameters<typeof seedsFigure>[0] {
  const isNumeric = areNumbers(levelsOf(planned, factor));
  const all = Map.groupBy(places.flatMap(({ cells }) => cells), ({ name }) => name);
  const key = ({ name, levels }: DrawnCell) =>
    isNumeric ? Number(levels[factor]) : -mean(all.get(name)!.map(({ cell }) => cell.mean ?? -1));
  return {
    metric: ACCURACY,
    panels: places.map(({ title, cells }) => ({
      ...title,
      cells: cells.toSorted((one, other) => key(one) - key(other)).map((drawn) => ({
        name: drawn.name,
        color: drawn.color,
        mean: drawn.cell.mean,
        interval: shareInterval(drawn.cell.t_interval),
        runs: drawn.runs.map(({ seed, record, outcome }) => (
          { seed, value: record.test?.accuracy ?? null, untrained: outcome === "untrained" }
        )),
      })),
    })),
  };
}

/**
 * Mean differences in percentage points, of the better less the other, the largest first: of cells whose
 * runs all learned something, or of pairs with one of which some did not, which differ on another scale.
 */
export function differencesNumbers(
  { factor }: StudyComparison,
  places: readonly DrawnPlace[],
  { untrained }: { readonly untrained: boolean },
): Numbers<typeof differencesFigure> {
  const panels = places.flatMap(({ title, place, cells }) => {
    const lacking = cells.filter(({ cell }) => Number(cell.untrained ?? 0) > 0)
      .map(({ levels }) => levels[factor]!);
    const pairs = place.pairs.filter(({ a, b }) =>
      untrained === lacking.some((level) => level === a || level === b)
    );
    const drawn = fewer(pairs, cells, factor).map((pair) => inPoints(pair, factor))
      .sort((one, other) => (other.mean ?? -1) - (one.mean ?? -1));
    return drawn.some(({ mean }) => mean !== null) ? [{ ...title, pairs: drawn }] : [];
  });
  const label = "Difference of test accuracy in percentage points";
  return panels.length > 0 ? { label, panels } : undefined;
}

/** All pairs, or, of very many, those of the best cell. */
function fewer(
  pairs: readonly ComparedPair[],
  cells: readonly DrawnCell[],
  factor: string,
): readonly ComparedPair[] {
  if (pairs.length <= MOST_PAIRS) return pairs;
  const best = cells.toSorted((one, other) => (other.cell.mean ?? -1) - (one.cell.mean ?? -1))[0]!;
  return pairs.filter(({ a, b }) => [a, b].includes(best.levels[factor]!));
}

function inPoints(pair: ComparedPair, factor: string): PairedDifference {
  const { mean_difference: difference, t_interval: interval, p_t_holm_all: p } = pair;
  const sign = difference !== null && difference < 0 ? -1 : 1;
  const titles = [pair.a, pair.b].map((level) => titleOf(factor, level as Level));
  if (sign < 0) titles.reverse();
  const ends = interval?.map((end) => 100 * sign * end).sort((a, b) => a - b);
  return {
    name: titles.join(" − "),
    mean: difference === null ? null : 100 * sign * difference,
    interval: ends ? [ends[0]!, ends[1]!] : null,
    found: p === null || p === undefined ? null : p < ALPHA,
  };
}

/** Means over the first factor whose values are numbers; a line for each value of another one. */
export function factorNumbers(
  compared: StudyComparison,
  places: readonly DrawnPlace[],
): Numbers<typeof factorFigure> {
  const { factor, others, planned } = compared;
  const along = [...others, factor].find((name) => {
    const levels = levelsOf(planned, name);
    return levels.length > 1 && areNumbers(levels);
  });
  if (along === undefined) return undefined;
  return overFactor(compared, places, along, ACCURACY, ({ cell }) => ({
    mean: cell.mean,
    interval: shareInterval(cell.t_interval),
    untrained: cell.untrained ?? 0,
    diverged: cell.diverged,
  }));
}

/** Means at each two values of exactly two factors: numbers grow to the right and upwards, names go down. */
export function heatMapNumbers(
  { factor, others, planned }: StudyComparison,
  places: readonly DrawnPlace[],
): Numbers<typeof factorHeatMap> {
  const [other, ...more] = others;
  if (other === undefined || more.length > 0) return undefined;
  const upwards = orderedLevelsOf(planned, factor), columns = orderedLevelsOf(planned, other);
  const rows = areNumbers(upwards) ? upwards : upwards.toReversed();
  if (rows.length < 2 || places.every(({ cells }) => cells.every(({ cell }) => cell.n === 0))) {
    return undefined;
  }
  const cells = places.flatMap(({ cells }) => cells);
  return {
    metric: { label: "Test accuracy", format: ".1%" },
    columns: { label: labelOf(other), values: columns.map((level) => titleOf(other, level)) },
    rows: {
      ...factor !== "activation" && { label: labelOf(factor) },
      values: rows.map((level) => titleOf(factor, level)),
    },
    cells: rows.map((row) =>
      columns.map((column) => {
        const found = cells.find(({ levels }) =>
          levels[factor] === row && levels[other] === column
        );
        const { mean = null, untrained = 0, diverged = 0 } = found?.cell ?? {};
        return { mean, untrained, diverged };
      })
    ),
  };
}

/** How many runs came to nothing, where any did. */
export function untrainedNumbers(
  places: readonly DrawnPlace[],
): Numbers<typeof untrainedRunsFigure> {
  const panels = places.map(({ title, cells }) => ({
    ...title,
    cells: cells.map(({ name, cell: { runs, untrained = 0, diverged } }) => (
      { name, runs, untrained, diverged }
    )),
  }));
  const any = panels.some(({ cells }) =>
    cells.some(({ untrained, diverged }) => untrained + diverged > 0)
  );
  return any ? { panels } : undefined;
}
