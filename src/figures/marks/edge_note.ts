/** Words that read upwards, above a marker on the lower edge of the axes. */

import type { Frame, Mark } from "./mark.ts";
import { note } from "./note.ts";
import { RADIUS } from "./points.ts";

/** The words at this place along the lower edge; none where the axes are too low for them. */
export function edgeNote(x: number, text: string): Mark {
  const words = (frame: Frame) => {
    const { height, measure, theme: { scale, size, pad } } = frame;
    const foot = height - 2.4 * RADIUS * scale, length = measure(text, size.tick);
    return {
      foot,
      top: foot - pad.label - length,
      items: foot - 2 * pad.label < length
        ? []
        : note(text, [frame.x(x), foot], frame, { rotated: true }),
    };
  };
  return {
    data: [],
    extent: { x: [], y: [] },
    path(frame) {
      const { foot, top, items } = words(frame);
      return items.length === 0 ? [] : [[frame.x(x), foot], [frame.x(x), top]];
    },
    reach: RADIUS,
    render: (frame) => words(frame).items,
  };
}
