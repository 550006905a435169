/** Texts as they are set: raised and lowered digits from those of the font, and lines broken to a width. */

import type { Measure, Text } from "./scene.ts";
import { MIN_TEXT } from "./theme.ts";

/** A part of a text in one size, and how far above the baseline it stands, in points. */
export interface Run {
  readonly text: string;
  readonly size: number;
  readonly rise: number;
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋", PLAIN = "0123456789+−";
const PARTS = new RegExp(`[${RAISED}]+|[${LOWERED}]+|[^${RAISED}${LOWERED}]+`, "gu");

/** The parts of a text: exponents and indices are written with the font's own digits, smaller. */
export function runs(text: string, size: number): Run[] {
  const small = Math.min(size, Math.max(0.72 * size, MIN_TEXT));
  return (text.match(PARTS) ?? []).map((part) => {
    const from = RAISED.includes(part[0]!) ? RAISED : LOWERED.includes(part[0]!) ? LOWERED : "";
    if (from === "") return { text: part, size, rise: 0 };
    const plain = Array.from(part, (character) => PLAIN[from.indexOf(character)]).join("");
    return { text: plain, size: small, rise: from === RAISED ? 0.42 * size : -0.14 * size };
  });
}

/** The width of a text whose parts `measure` measures. */
export function measureRuns(text: string, size: number, measure: Measure): number {
  return runs(text, size).reduce((sum, run) => sum + measure(run.text, run.size), 0);
}

/** An integer as an exponent: 10 and −8 are 10⁻⁸. */
export function superscript(integer: number): string {
  return Array.from(`${integer}`, (character) => RAISED["0123456789+-".indexOf(character)]).join(
    "",
  );
}

/**
 * The text in as few lines no longer than `width` as it takes, and these about as long as each other:
 * broken between words, or within one that is longer.
 */
export function wrap(text: string, width: number, size: number, measure: Measure): string[] {
  const long = (word: string) => measure(word, size);
  const bound = text.split(/ (?!- |\d)/); // "Layer 0 -" and "Dense" stay whole where they fit
  const words = bound.every((part) => long(part) <= width) ? bound : text.split(" ");
  let lines = filled(words, width, long);
  // The narrowest width at which there are no more lines, to a point.
  let [low, high] = [Math.max(...words.map(long)), lines.length > 1 ? width : 0];
  while (high - low > 1) {
    const middle = (low + high) / 2;
    const narrower = filled(words, middle, long);
    if (narrower.length > lines.length) low = middle;
    else [lines, high] = [narrower, middle];
  }
  return lines;
}

/** Lines that are as full as can be, the last with what is left. */
function filled(
  words: readonly string[],
  width: number,
  long: (text: string) => number,
): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (long(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    line = "";
    for (const character of word) {
      if (line !== "" && long(line + character) > width) {
        lines.push(line);
        line = "";
      }
      line += character;
    }
  }
  return [...lines, line];
}

/** The text, or, where it is longer than `longest`, its beginning and its end: "x * sig…7 * x)". */
export function shortened(text: string, longest: number, size: number, measure: Measure): string {
  if (measure(text, size) <= longest) return text;
  const letters = [...text];
  const keeping = (count: number) =>
    [
      ...letters.slice(0, Math.ceil(count / 2)),
      "…",
      ...letters.slice(letters.length - Math.floor(count / 2)),
    ].join("");
  let [fits, tooMany] = [0, letters.length];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (measure(keeping(middle), size) <= longest) fits = middle;
    else tooMany = middle;
  }
  return keeping(fits);
}

/** The distance of lines of one text, in font sizes. */
const LEADING = 1.15;

/** Centred lines no longer than `width`, below each other: the first, or else the last, is on `y`. */
export function paragraph(
  { text, x, y, size, first = false }: {
    text: string;
    x: number;
    y: number;
    size: number;
    first?: boolean;
  },
  width: number,
  measure: Measure,
): Text[] {
  const lines = wrap(text, width, size, measure);
  const top = first ? y : y - (lines.length - 1) * LEADING * size;
  return lines.map((text, i) => (
    { kind: "text", text, x, y: top + i * LEADING * size, align: "center", size }
  ));
}
