/** Human-readable text: what a terminal would obey or hide is escaped in it. */

/** Controls, formats such as bidi marks, half characters, and lines that end unseen. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * A text whose every character shows: the others become `\u` and their code in UTF-16, which JSON
 * reads as the same text.
 */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, (character) => {
    const codes = character.split("").map((unit) => unit.charCodeAt(0).toString(16));
    return codes.map((code) => `\\u${code.padStart(4, "0")}`).join("");
  });
}

/** Any value in one line of bounded length, unprintable characters escaped. */
export function inspect(value: unknown): string {
  const text = Deno.inspect(value, { breakLength: Infinity, depth: 1, iterableLimit: 16 })
    .replaceAll(/\n */g, " "); // longer lists are laid out in rows all the same
  return printable(text).replace(/^(.{99})..+$/u, "$1…");
}
