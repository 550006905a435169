/** Names of figures as files have them. */

/** Characters of a name at most, so that a path stays within what systems take. */
const LONGEST = 100;

/**
 * A name for the figure of each place: "layer_variances_depth_8". No two are the same, although files
 * have fewer characters than titles, and some systems take upper and lower case for one.
 */
export function figureNames(figure: string, places: readonly string[]): string[] {
  const names = new Set<string>();
  for (const place of places) {
    const name = [figure, ...place === "" ? [] : [fileName(place)]].join("_").slice(0, LONGEST);
    let free = name;
    for (let number = 2; names.has(free); number++) free = `${name}_${number}`;
    names.add(free);
  }
  return [...names];
}

function fileName(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9.]+/g, "_").replace(/_$/, "");
}
