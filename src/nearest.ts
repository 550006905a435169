/** Which of several names someone may have meant. */

/** The name that takes the fewest edits to reach; undefined if that is more than half of the longer one. */
export function nearest(text: string, names: readonly string[]): string | undefined {
  const near = names
    .map((name) => ({ name, longer: Math.max(name.length, text.length) }))
    .filter(({ name, longer }) => 2 * Math.abs(name.length - text.length) <= longer)
    .map(({ name, longer }) => ({ name, longer, edits: editDistance(text, name) }))
    .filter(({ edits, longer }) => 2 * edits <= longer);
  return near.sort((a, b) => a.edits - b.edits)[0]?.name;
}

/** What follows upon a list of names where `text` is none of them: the nearest, as a question, or nothing. */
export function suggestion(text: string, names: readonly string[]): string {
  const near = nearest(text, names);
  return near === undefined ? "" : `; did you mean ${near}?`;
}

/** Characters to insert, leave out or replace, to make one text of the other (Levenshtein, 1966). */
function editDistance(a: string, b: string): number {
  let distances = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = distances[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, distances[j]! + 1, row[j - 1]! + 1));
    }
    distances = row;
  }
  return distances.at(-1)!;
}
