/** Names of lines at their ends, in place of a legend, where there is room. */

import type { Frame, Mark } from "./marks/mark.ts";
import type { Text } from "./scene.ts";
import { ASCENT, DESCENT } from "./theme.ts";

/** The part of the axes' width that a name beside them may have. */
const LONGEST = 0.4;

/**
 * The names, at the height where each line ends. Undefined where the style has none, a mark draws beside
 * the axes, one that is named does not end at the right, a name is long, or two would meet.
 */
export function directLabels(marks: readonly Mark[], frame: Frame): Text[] | undefined {
  const { theme, measure, width, height } = frame;
  const named = marks.filter(({ legend }) => legend);
  if (!theme.directLabels || named.length < 2 || marks.some((mark) => mark.beside)) {
    return undefined;
  }
  const size = theme.size.legend;
  const labels = named.map(({ legend, end }): Text | undefined => {
    const [x, y] = end?.(frame) ?? [0, 0];
    const text = legend!.label;
    const ends = x >= 0.9 * width && x <= width && y >= 0 && y <= height;
    if (!ends || measure(text, size) > LONGEST * width) return undefined;
    return {
      kind: "text",
      text,
      x: width + size / 3,
      y: y + ASCENT / 2 * size,
      align: "left",
      size,
    };
  });
  if (!labels.every((label) => label !== undefined)) return undefined;
  const heights = labels.map(({ y }) => y).sort((a, b) => a - b);
  const room = (ASCENT + DESCENT) * size + 1;
  return heights.every((y, i) => i === 0 || y - heights[i - 1]! >= room) ? labels : undefined;
}
