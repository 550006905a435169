/** Lists of activations, such as relu,elu:alpha=0.5, as the command line has them. */
import { BUILT_IN_ACTIVATIONS, findActivation, TUTORIAL_ACTIVATIONS } from "../nn/activations.ts";

/** Stands for the tutorial's activations. */
export const ALL = "all";
/** Stands for all built-in activations. */
export const EVERY = "every";

const GROUPS = new Map<string, readonly string[]>([
  [ALL, TUTORIAL_ACTIVATIONS],
  [EVERY, BUILT_IN_ACTIVATIONS],
]);

/**
 * The names of the activations in a list, each once, in its order, and as `findActivation` has them.
 * Throws `UsageError` for one that there is not.
 */
export function parseActivations(text: string): string[] {
  const names = splitList(text).flatMap((entry) => GROUPS.get(entry) ?? [entry]);
  return [...new Set(names.map((name) => findActivation(name).name))];
}

/**
 * The entries of a list, without the space around them. A comma parts two of them unless it is in
 * parentheses, or a parameter of the entry follows: f(x,0) and elu:alpha=1,beta=2 are one entry each.
 */
export function splitList(text: string): string[] {
  const entries: string[] = [];
  let [start, depth] = [0, 0];
  for (const { 0: mark, index } of text.matchAll(/[()]|,(?!\s*\w+\s*=)|$/g)) {
    if (mark === "(") depth++;
    else if (mark === ")") depth--;
    else if (mark === "" || depth === 0) {
      entries.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  return entries;
}
