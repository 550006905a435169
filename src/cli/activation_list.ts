/** Lists of activations, such as relu,elu, as the command line has them. */
import { activationNames, TUTORIAL_ACTIVATIONS } from "../nn/activations.ts";
import { InvalidArgumentError } from "./dependencies.ts";

/** Stands for the tutorial's activations. */
export const ALL = "all";

/** The names of the activations in a list, each once, in its order. */
export function parseActivations(text: string): string[] {
  const names = splitList(text)
    .flatMap((name): readonly string[] => name === ALL ? TUTORIAL_ACTIVATIONS : [name]);
  const known = activationNames();
  if (!names.every((name) => known.includes(name))) {
    throw new InvalidArgumentError(`expected a list of ${known.join(", ")}, or ${ALL}`);
  }
  return [...new Set(names)];
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
