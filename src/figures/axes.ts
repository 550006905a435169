/** One panel: axes, grid, ticks, labels and title around its marks, with (0, 0) for top left. */

import { titleText, xAxisText, yAxisText } from "./axis_text.ts";
import { directLabels } from "./direct_labels.ts";
import { legend } from "./legend.ts";
import type { Look } from "./look.ts";
import type { Frame, Mark } from "./marks/mark.ts";
import { NoRoomError } from "./no_room.ts";
import { place, type Scale, withHeadroom } from "./scales.ts";
import type { Measure, Node } from "./scene.ts";
import type { Theme } from "./theme.ts";
import { chooseTicks, type NumberFormat, type Ticks } from "./ticks.ts";
import { shortened } from "./typeset.ts";

/** A panel whose axes have their ends, without its size. */
export interface Subplot {
  readonly title: string;
  readonly x: Scale;
  readonly y: Scale;
  readonly marks: readonly Mark[];
  /** All that are on its vertical scale; it alone where there are none. */
  readonly sharing?: readonly Subplot[];
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How the numbers of a figure's axes are written. */
export interface Formats {
  readonly x?: NumberFormat | undefined;
  readonly y?: NumberFormat | undefined;
}

const MAX_TICKS = 9;

/** The most of a page's width that the name of a category takes, so that data have the rest. */
const LONGEST_NAME = 0.45;

/** The ticks of a panel's axes. */
export interface PanelTicks {
  readonly x: Ticks;
  readonly y: Ticks;
}

/** How far marks show below an axis of shares that begins at 0, at a font size of 12. */
const BELOW_ZERO = 4;

const NONE: Ticks = { values: [], labels: [], offsetText: "" };

/**
 * The ticks for axes of this size. The least room of one is matplotlib's two font sizes of height, and
 * somewhat less than its three of width, since d3, without its steps of 2.5, would often be left with
 * two. Throws `UsageError` where two have no room.
 */
export function panelTicks(
  spec: Subplot,
  size: Size,
  look: Look,
  formats: Formats = {},
): PanelTicks {
  const { theme, measure } = look, { tick } = theme.size;
  const { x: scaleX, y: scaleY } = framed(spec, size, theme, measure);
  const [x, y] = [place(scaleX, [0, size.width]), place(scaleY, [0, size.height])];
  const across = scaleX.hidden ? NONE : chooseTicks(
    withShortNames(scaleX, look),
    maxTicks(size.width, 2.5 * tick),
    ({ values, labels, rotated }) => {
      const half = labels.map((label) =>
        rotated ? 0.6 * tick : (measure(label, tick) + tick / 2) / 2
      );
      return fitWithoutOverlap(values.map(x), half);
    },
    formats.x,
  );
  const up = scaleY.hidden ? NONE : chooseTicks(
    withShortNames(scaleY, look),
    maxTicks(size.height, 2 * tick),
    ({ values }) => fitWithoutOverlap(values.map(y), values.map(() => 0.6 * tick)),
    formats.y,
  );
  if (!(across && up)) throw new NoRoomError(theme);
  return { x: across, y: { ...up, rotated: false } };
}

/** The scale with names that leave room on the page. */
function withShortNames(scale: Scale, { width, theme, measure }: Look): Scale {
  if (width === undefined || !scale.categories) return scale;
  const categories = scale.categories.map((name) =>
    shortened(name, LONGEST_NAME * width, theme.size.tick, measure)
  );
  return { ...scale, categories };
}

/** How a panel has its texts. */
export interface TextOptions {
  /** Whether lines of the title and the legend that are longer than the axes are broken, as their labels are. */
  readonly wrapped: boolean;
  /** Whether it names its own marks. */
  readonly named: boolean;
}

/** Everything that the panel shows, laid out. */
export function subplot(
  spec: Subplot,
  size: Size,
  ticks: PanelTicks,
  look: Look,
  { wrapped, named }: TextOptions,
): Node[] {
  const { marks } = spec, { width, height } = size, { theme, measure } = look;
  const scales = framed(spec, size, theme, measure);
  const frame: Frame = {
    x: place(scales.x, [0, width]),
    y: place(scales.y, [height, 0]),
    ...{ width, height, theme, measure },
  };
  // Markers at 0 stand on the axis of shares, which has no margin; nothing lies below that could be seen.
  const roomBelow = scales.y.percent && scales.y.domain[0] === 0 ? BELOW_ZERO * theme.scale : 0;
  const around = [
    ...xAxisText(spec.x, frame, ticks.x),
    ...yAxisText(spec.y, frame, ticks.y),
    ...titleText(spec.title, frame, ticks.y.offsetText, wrapped),
  ].filter(({ text }) => text !== "");
  const items: Node[] = [
    { kind: "rect", x: 0, y: 0, width, height, fill: theme.colors.axesBackground },
    ...grid(spec, frame, ticks),
    {
      kind: "group",
      x: 0,
      y: 0,
      clip: { x: 0, y: 0, width, height: height + roomBelow },
      items: marks.flatMap((mark) => mark.render(frame)),
    },
    ...border(spec, frame, ticks),
    ...marks.flatMap((mark) => mark.beside?.(frame) ?? []),
    ...around,
  ];
  if (!named) return items;
  const names = directLabels(marks, frame) ?? legend(marks, frame, items, wrapped);
  return [...items, ...names];
}

/** The scales with the room that marks need above the data. */
function framed(spec: Subplot, size: Size, theme: Theme, measure: Measure) {
  const rooms = (spec.sharing ?? [spec]).flatMap(({ x, marks }) => {
    const frame = { ...size, x: place(x, [0, size.width]), theme, measure };
    return marks.map((mark) => mark.headroom?.(frame) ?? 0);
  });
  return { x: spec.x, y: withHeadroom(spec.y, size.height, Math.max(0, ...rooms)) };
}

function maxTicks(length: number, room: number): number {
  return Math.max(1, Math.min(Math.floor(length / room), MAX_TICKS));
}

/** Whether no two neighbours overlap, each reaching half its length to both sides. */
function fitWithoutOverlap(places: readonly number[], half: readonly number[]): boolean {
  return places.every((place, i) => i === 0 || place - places[i - 1]! >= half[i]! + half[i - 1]!);
}

/** Lines at the ticks: on open axes those of the heights alone, elsewhere both, but none of categories. */
function grid({ x, y }: Subplot, { theme, ...frame }: Frame, ticks: PanelTicks): Node[] {
  const vertical = x.categories || theme.open
    ? []
    : ticks.x.values.map((value) => `M${frame.x(value)},0V${frame.height}`);
  const horizontal = y.categories && theme.open
    ? []
    : ticks.y.values.map((value) => `M0,${frame.y(value)}H${frame.width}`);
  const d = [...vertical, ...horizontal].join("");
  return d === ""
    ? []
    : [{ kind: "path", d, stroke: theme.colors.grid, lineWidth: theme.width.grid }];
}

/** The border around the axes, or the two axes with their ticks. */
function border(
  { x, y }: Subplot,
  { theme, width, height, ...frame }: Frame,
  ticks: PanelTicks,
): Node[] {
  const stroke = theme.colors.frame, lineWidth = theme.width.frame;
  if (!theme.open) return [{ kind: "rect", x: 0, y: 0, width, height, stroke, lineWidth }];
  const length = theme.tickLength;
  const lower = x.hidden
    ? []
    : [`M0,${height}H${width}`, ...ticks.x.values.map((v) => `M${frame.x(v)},${height}v${length}`)];
  const left = y.hidden
    ? []
    : [`M0,0V${height}`, ...ticks.y.values.map((v) => `M0,${frame.y(v)}h${-length}`)];
  const d = [...lower, ...left].join("");
  return d === "" ? [] : [{ kind: "path", d, stroke, lineWidth }];
}
