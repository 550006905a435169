/** Finds characters that no font has: the drawing library makes boxes of them, and says nothing. */

import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import { font, type Library } from "./paint.ts";

/** Of the square that a character is drawn in, in pixels. */
const SIDE = 32;

/** What no font has a glyph for, since Unicode promises never to make it a character. */
const NONCHARACTER = "\uFFFF";

/** What throws `UsageError`, naming the first character of a text that is drawn as a box. */
export function glyphCheck(library: Library): (text: string) => void {
  const context = library.createCanvas(SIDE, SIDE).getContext("2d");
  context.font = font(SIDE / 2);
  function draw(character: string): string {
    context.clearRect(0, 0, SIDE, SIDE);
    context.fillText(character, SIDE / 4, 3 * SIDE / 4);
    return context.getImageData(0, 0, SIDE, SIDE).data.join();
  }
  const box = draw(NONCHARACTER);
  const fine = new Set<string>();
  return (text) => {
    for (const character of text) {
      if (/[ -~]/.test(character) || fine.has(character)) continue;
      if (draw(character) === box) {
        const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
        throw new UsageError(
          `expected characters that the figures' fonts have, got ${
            inspect(character)
          } (U+${code}) ` +
            `in ${inspect(text)}; write it in other characters`,
        );
      }
      fine.add(character);
    }
  };
}
