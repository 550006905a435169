/** Average ranks on an axis of their own, with names, and bars over those that do not differ. */

import { NoRoomError } from "../no_room.ts";
import { paletteColor } from "../palette.ts";
import type { Node } from "../scene.ts";
import { ASCENT, FOREGROUND } from "../theme.ts";
import { shortened } from "../typeset.ts";
import type { Mark } from "./mark.ts";
import { marker, seriesMarker } from "./marker.ts";
import { RADIUS } from "./points.ts";

/** A treatment at its average rank. */
export interface RankedTreatment {
  /** What stands at the end of its line. */
  readonly name: string;
  /** Index into the palette. */
  readonly color: number;
  /** 1 for one that is always the best. */
  readonly rank: number;
}

/** Lengths at a font size of 12: of the axis's ticks, and between bars. */
const TICK = 4, BARS_APART = 7;

/** The least height of a name's row, in parts of its size. */
const ROW = 1.25;

/** The most of the width that names take at either side. */
const LONGEST = 0.3;

/** The height that the diagram needs at a font size of 12. */
export function rankDiagramHeight(treatments: number, groups: number): number {
  return 75 + groups * BARS_APART + Math.ceil(treatments / 2) * 18;
}

/**
 * Treatments in order of rank, the better half named at the left, the other at the right; each group is
 * where a bar begins and ends. Its table of numbers is the caller's.
 */
export function rankDiagram(
  treatments: readonly RankedTreatment[],
  groups: readonly (readonly [best: number, worst: number])[],
  criticalDifference: number,
): Mark {
  const count = treatments.length, half = Math.ceil(count / 2);
  return {
    data: [],
    extent: { x: [], y: [] },
    render(frame) {
      const { theme: { scale, size, width, pad, palette }, measure } = frame;
      const text = size.tick, gap = pad.label;
      const longest = LONGEST * frame.width;
      const names = treatments.map(({ name }) => shortened(name, longest, text, measure));
      const widest = (some: readonly string[]) =>
        Math.max(...some.map((name) => measure(name, text)));
      const left = widest(names.slice(0, half)) + 3 * gap;
      const right = frame.width - widest(names.slice(half)) - 3 * gap;
      const unit = (right - left) / (count - 1);
      const x = (rank: number) => left + (rank - 1) * unit;

      const ruler = text + 2 * gap; // of the critical difference, below its words
      const axis = ruler + gap + text + 2 * gap + TICK * scale;
      const first = axis + (groups.length + 1) * BARS_APART * scale + text / 2;
      const row = (frame.height - first - text) / Math.max(1, half - 1);
      const caption = `CD = ${criticalDifference.toFixed(2)}`;
      const captioned = left + measure(caption, text) <= frame.width;
      if (unit <= 0 || (half > 1 && row < ROW * text) || row < 0 || !captioned) {
        throw new NoRoomError(frame.theme);
      }
      const y = (i: number) => first + row * Math.min(i, count - 1 - i);
      const stride = Math.ceil(1.6 * text / unit);
      const ranks = treatments.map((_, i) => i + 1).filter((rank) => (rank - 1) % stride === 0);

      const reach = x(1 + criticalDifference);
      const end = TICK / 2 * scale;
      const lines = [
        ...reach > frame.width - gap
          ? []
          : [`M${left},${ruler - end}v${2 * end}m0,${-end}H${reach}m0,${-end}v${2 * end}`],
        `M${left},${axis}H${right}`,
        ...ranks.map((rank) => `M${x(rank)},${axis}v${-TICK * scale}`),
        ...treatments.map(({ rank }, i) =>
          `M${x(rank)},${axis}V${y(i)}H${i < half ? left - gap : right + gap}`
        ),
      ];
      const bars = groups.map(([best, worst], i) => {
        const level = axis + (i + 1) * BARS_APART * scale, over = 2 * scale;
        return `M${x(best) - over},${level}H${x(worst) + over}`;
      });
      const words = (text: string, x: number, y: number, align: "left" | "right" | "center") =>
        ({ kind: "text", text, x, y, align, size: size.tick }) as const;
      return [
        { kind: "path", d: lines.join(""), stroke: FOREGROUND, lineWidth: width.line / 2 },
        ...bars.map((d): Node => (
          { kind: "path", d, stroke: FOREGROUND, lineWidth: 2 * width.line }
        )),
        words(caption, left, ASCENT * text + gap, "left"),
        ...ranks.map((rank) => words(`${rank}`, x(rank), axis - TICK * scale - gap, "center")),
        ...names.map((name, i) => {
          const baseline = y(i) + ASCENT / 2 * text;
          return i < half
            ? words(name, left - 2 * gap, baseline, "right")
            : words(name, right + 2 * gap, baseline, "left");
        }),
        ...treatments.map(({ color, rank }) => {
          const at = [x(rank), axis] as const;
          return marker(
            seriesMarker(color),
            at,
            RADIUS * scale,
            paletteColor(color, palette),
            scale,
          );
        }),
      ];
    },
  };
}
