/** One panel: axes, grid, ticks, labels and title around its marks, with (0, 0) for top left. */

import { UsageError } from "../errors.ts";
import { directLabels } from "./direct_labels.ts";
import { legend } from "./legend.ts";
import type { Look } from "./look.ts";
import type { Frame, Mark } from "./marks/mark.ts";
import { place, type Scale, withHeadroom } from "./scales.ts";
import type { Measure, Node, Text } from "./scene.ts";
import { ASCENT, DESCENT, type Theme } from "./theme.ts";
import { chooseTicks, type NumberFormat, type Ticks } from "./ticks.ts";
import { paragraph, wrap } from "./typeset.ts";

/** A panel whose axes have their ends, without its size. */
export interface Subplot {
  readonly title: string;
  readonly x: Scale;
  readonly y: Scale;
  readonly marks: readonly Mark[];
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

/** The ticks of a panel's axes. */
export interface PanelTicks {
  readonly x: Ticks;
  readonly y: Ticks;
}

const NONE: Ticks = { values: [], labels: [], offsetText: "" };

/**
 * The ticks for axes of this size. The least room of one is matplotlib's two font sizes of height, and
 * somewhat less than its three of width, since d3, without its steps of 2.5, would often be left with
 * two. Throws `UsageError` where two have no room.
 */
export function panelTicks(
  spec: Subplot,
  size: Size,
  { theme, measure }: Look,
  formats: Formats = {},
): PanelTicks {
  const { tick } = theme.size;
  const { x: scaleX, y: scaleY } = framed(spec, size, theme, measure);
  const [x, y] = [place(scaleX, [0, size.width]), place(scaleY, [0, size.height])];
  const across = scaleX.hidden ? NONE : chooseTicks(
    scaleX,
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
    scaleY,
    maxTicks(size.height, 2 * tick),
    ({ values }) => fitWithoutOverlap(values.map(y), values.map(() => 0.6 * tick)),
    formats.y,
  );
  if (!(across && up)) throw new NoRoomError(size);
  return { x: across, y: { ...up, rotated: false } };
}

/** Axes so small that they have no room for two numbers. */
export class NoRoomError extends UsageError {
  constructor({ width, height }: Size) {
    super(
      `expected room for data, got axes of ${width.toFixed()} by ${height.toFixed()} points beside ` +
        "the text; take a smaller font size or a greater width",
    );
  }
}

/** How a panel has its texts. */
export interface TextOptions {
  /** Whether lines longer than the axes are broken. */
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
  const around = [
    ...xAxisText(spec, frame, ticks.x, wrapped),
    ...yAxisText(spec, frame, ticks.y, wrapped),
    ...titleText(spec, frame, ticks.y.offsetText, wrapped),
  ].filter(({ text }) => text !== "");
  const items: Node[] = [
    { kind: "rect", x: 0, y: 0, width, height, fill: theme.colors.axesBackground },
    ...grid(spec, frame, ticks),
    {
      kind: "group",
      x: 0,
      y: 0,
      clip: { x: 0, y: 0, width, height },
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
function framed({ x, y, marks }: Subplot, size: Size, theme: Theme, measure: Measure) {
  const rooms = marks.map((mark) => mark.headroom?.(size.width, theme, measure) ?? 0);
  return { x, y: withHeadroom(y, size.height, Math.max(0, ...rooms)) };
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

/** Tick labels, the factor they leave out, and the axis's label, which makes room for the factor. */
function xAxisText(
  { x: axis }: Subplot,
  { width, height, theme: { size, pad }, measure, ...frame }: Frame,
  ticks: Ticks,
  wrapped: boolean,
): Text[] {
  const baseline = height + pad.tick + ASCENT * size.tick;
  const labels = ticks.labels.map((label, i): Text => {
    const x = frame.x(ticks.values[i]!);
    return ticks.rotated
      ? {
        ...text(label, x + ASCENT / 2 * size.tick, height + pad.tick, "right", size.tick),
        rotated: true,
      }
      : text(label, x, baseline, "center", size.tick);
  });
  const lowest = ticks.rotated
    ? height + pad.tick + Math.max(0, ...ticks.labels.map((label) => measure(label, size.tick)))
    : ticks.labels.length > 0
    ? baseline + DESCENT * size.tick
    : height;
  const { offsetText } = ticks, label = axis.label ?? "";
  const room = wrapped ? width : Infinity;
  const longest = longestLine(label, room, size.label, measure);
  const factorBaseline = lowest + pad.offset + ASCENT * size.tick;
  const between = (width - longest) / 2 - measure(offsetText, size.tick);
  const free = offsetText && between < 2 ? factorBaseline + DESCENT * size.tick : lowest;
  return [
    ...labels,
    text(offsetText, width, factorBaseline, "right", size.tick),
    ...paragraph(
      {
        text: label,
        x: width / 2,
        y: free + pad.label + ASCENT * size.label,
        size: size.label,
        first: true,
      },
      room,
      measure,
    ),
  ];
}

/** Tick labels and, left of the longest, the axis's label, reading upwards. */
function yAxisText(
  { y: axis }: Subplot,
  { height, theme: { size, pad }, measure, ...frame }: Frame,
  ticks: Ticks,
  wrapped: boolean,
): Text[] {
  const labels = ticks.labels.map((label, i) => (
    text(
      label,
      -pad.tick,
      frame.y(ticks.values[i]!) + ASCENT / 2 * size.tick,
      "right",
      size.tick,
    )
  ));
  const longest = Math.max(0, ...ticks.labels.map((label) => measure(label, size.tick)));
  const x = -pad.tick - longest - pad.label - DESCENT * size.label;
  // Set as if it lay, its last line on x, and then turned.
  const lying = paragraph(
    { text: axis.label ?? "", x: height / 2, y: x, size: size.label },
    wrapped ? height : Infinity,
    measure,
  );
  return [
    ...labels,
    ...lying.map((line): Text => ({ ...line, x: line.y, y: line.x, rotated: true })),
  ];
}

/** The factor of the vertical axis, and the title, higher where it would meet that or a tick label. */
function titleText(
  { title }: Subplot,
  { width, theme: { size, pad }, measure }: Frame,
  offsetText: string,
  wrapped: boolean,
): Text[] {
  const room = wrapped ? width : Infinity;
  const longest = longestLine(title, room, size.title, measure);
  const factorBaseline = -pad.offset - DESCENT * size.tick;
  const aside = (width - longest) / 2;
  const meetsFactor = offsetText !== "" && aside < measure(offsetText, size.tick) + pad.title;
  const free = meetsFactor ? factorBaseline - ASCENT * size.tick : aside < 0 ? -pad.label : 0;
  return [
    text(offsetText, 0, factorBaseline, "left", size.tick),
    ...paragraph(
      { text: title, x: width / 2, y: free - pad.title, size: size.title },
      room,
      measure,
    ),
  ];
}

function longestLine(text: string, room: number, size: number, measure: Measure): number {
  return Math.max(...wrap(text, room, size, measure).map((line) => measure(line, size)));
}

function text(text: string, x: number, y: number, align: Text["align"], size: number): Text {
  return { kind: "text", text, x, y, align, size };
}
