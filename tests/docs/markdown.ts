/** A document's prose: what of it is its own, and which numbers nothing holds. */

/** A text with single blanks, so that neither the width of lines nor of columns matters. */
export function inOneLine(markdown: string): string {
  return markdown.replaceAll(/\s+/g, " ").trim();
}

/** The document without quotations, code and the targets of links. */
export function ownText(markdown: string): string {
  return markdown
    .replaceAll(/^```.*?^```$/gms, "")
    .replaceAll(/^>.*$/gm, "")
    .replaceAll(/`[^`]*`/g, "")
    .replaceAll(/\]\([^)]*\)/g, "]");
}

/** The targets of its links that are in the project. */
export function linkedFiles(markdown: string): string[] {
  return [...markdown.matchAll(/\]\(([^)#]+)\)/g)].map(([, target]) => target!)
    .filter((target) => !target.includes("://"));
}

/** Numbers with a decimal point, a percent sign or a power of ten that are in none of the `held` texts. */
export function unheldNumbers(text: string, held: readonly string[]): string[] {
  const longestFirst = held.toSorted((one, other) => other.length - one.length);
  const rest = longestFirst.reduce((rest, fragment) => rest.replaceAll(fragment, " … "), text);
  return [...rest.matchAll(/[^ ]* ?[^ ]*(?:\d\.\d|\d ?%|× 10)[^ ]* ?[^ ]*/g)].map(([number]) =>
    number
  );
}
