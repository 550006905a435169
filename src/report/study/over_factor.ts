/** Numbers of cells over a factor, as lines of a figure. */
import type { factorFigure, FactorLevel } from "../../figures/factor.ts";
import type { Axis } from "../../figures/scales.ts";
import type { Level } from "../../study/design.ts";
import type { DrawnCell, DrawnPlace } from "./cell_runs.ts";
import { isLogarithmic, labelOf, levelsOf } from "./factor_levels.ts";
import { levelColors } from "./level_colors.ts";
import { inWords, type StudyComparison, titleOf } from "./study_comparison.ts";

/** A point of a line, and the value of each factor there. */
export interface PlacedLevel {
  readonly levels: Readonly<Record<string, Level>>;
  readonly level: FactorLevel;
}

/**
 * What `numbersOf` says of each cell over the values of the factor `along`: a line for each value of the
 * compared factor, or, where this is it, of the first other one, and a panel for each combination of those
 * that remain. undefined where it says nothing of any cell.
 */
export function overFactor(
  compared: StudyComparison,
  places: readonly DrawnPlace[],
  along: string,
  metric: Axis,
  numbersOf: (cell: DrawnCell) => Omit<FactorLevel, "x"> | undefined,
): Parameters<typeof factorFigure>[0] | undefined {
  const known = places.flatMap(({ cells }) => cells).flatMap((cell): PlacedLevel[] => {
    const numbers = numbersOf(cell), { levels } = cell;
    return numbers ? [{ levels, level: { x: Number(levels[along]), ...numbers } }] : [];
  });
  return linesOver(compared, along, levelsOf(compared.planned, along).map(Number), metric, known);
}

/** These points as such lines over `along`, which has these values; undefined where there are none. */
export function linesOver(
  { factor, others, planned }: Pick<StudyComparison, "factor" | "others" | "planned">,
  along: string,
  values: readonly number[],
  metric: Axis,
  known: readonly PlacedLevel[],
): Parameters<typeof factorFigure>[0] | undefined {
  if (known.length === 0) return undefined;
  const of = along === factor ? others[0] : factor;
  const colors = of === undefined ? undefined : levelColors(planned, of);
  const rest = others.filter((name) => name !== along && name !== of);
  const placeOf = ({ levels }: PlacedLevel) =>
    rest.map((name) => `${inWords(name)} ${titleOf(name, levels[name]!)}`).join(", ");
  return {
    factor: { label: labelOf(along), log: isLogarithmic(values) },
    metric,
    panels: [...Map.groupBy(known, placeOf)].map(([title, members]) => ({
      ...title !== "" && { title },
      series: [...Map.groupBy(members, ({ levels }) => of === undefined ? "mean" : levels[of]!)]
        .map(([value, line]) => ({
          name: of === undefined ? "mean" : titleOf(of, value),
          color: colors?.get(value) ?? 0,
          levels: line.map(({ level }) => level).sort((a, b) => a.x - b.x),
        })),
    })),
  };
}
