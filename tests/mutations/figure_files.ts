/** Slips in the files that figures become: their letters, and what they say of how they were made. */
import type { Mutation } from "./mutation.ts";

const GLYPHS = ["tests/figures/glyphs_test.ts"];

export const FIGURE_FILES: readonly Mutation[] = [
  {
    name: "characters that no font has are drawn as boxes",
    file: "src/figures/glyphs.ts",
    find: "if (draw(character) === box) {",
    replace: "if (draw(character) === character) {",
    tests: GLYPHS,
  },
  {
    name: "mathematics is not looked up in the second font",
    file: "src/figures/paint.ts",
    find: "FONT_FAMILIES.map(",
    replace: "FONT_FAMILIES.slice(0, 4).map(",
    tests: GLYPHS,
  },
];
