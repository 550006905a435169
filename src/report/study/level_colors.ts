/** The colours of a factor's values, in all figures of a study. */
import { distinctColors } from "../../figures/palette.ts";
import { activationNames } from "../../nn/activations.ts";
import type { Level } from "../../study/design.ts";
import type { PlannedCell } from "../../study/plan.ts";
import { levelsOf } from "./factor_levels.ts";

/** Indices into the palette: activations have their own as far as no two are one, others come in turn. */
export function levelColors(
  planned: readonly PlannedCell[],
  factor: string,
): ReadonlyMap<Level, number> {
  const levels = levelsOf(planned, factor), names = activationNames();
  const own = levels.map((level, i) => {
    const position = factor === "activation" ? names.indexOf(`${level}`) : i;
    return position < 0 ? names.length + i : position;
  });
  const colors = distinctColors(own);
  return new Map(levels.map((level, i) => [level, colors[i]!]));
}
