/** The design of a study: every value of each factor with every value of the others. */
import type { NamedSettings, Setting, Settings, Study, Values } from "./study.ts";

/** A value of a factor as tables have it: of a list its items, of settings their name. */
export type Level = string | number;

/** One value of each factor. */
export interface Combination {
  /** By factor. */
  readonly levels: Readonly<Record<string, Level>>;
  /** The fields that they set. */
  readonly settings: Settings;
}

/** All combinations, of which the first factor's values change last; one without any of no factors. */
export function combinations(factors: Study["factors"]): Combination[] {
  return Object.entries(factors).reduce<Combination[]>(
    (some, [factor, values]) =>
      some.flatMap(({ levels, settings }) =>
        alternatives(factor, values).map(([level, more]) => (
          { levels: { ...levels, [factor]: level }, settings: { ...settings, ...more } }
        ))
      ),
    [{ levels: {}, settings: {} }],
  );
}

/** How many combinations there are. */
export function countCombinations(factors: Study["factors"]): number {
  return Object.values(factors).reduce((count, values) => count * Object.keys(values).length, 1);
}

/** Levels as messages have them: "activation relu, depth 8". */
export function describeLevels(levels: Combination["levels"]): string {
  return Object.entries(levels).map(([factor, level]) => `${factor} ${level}`).join(", ");
}

/** Whether values are those of a field. */
export function isList(values: Values): values is readonly Setting[] {
  return Array.isArray(values);
}

function alternatives(factor: string, values: Values): (readonly [Level, Settings])[] {
  if (!isList(values)) return Object.entries(values satisfies NamedSettings);
  return values.map((value) => [levelOf(value), { [factor]: value }] as const);
}

/** A setting as tables have it. */
export function levelOf(value: Setting): Level {
  if (typeof value !== "object") return value;
  return "name" in value ? value.name : value.join();
}
