/** One subplot: panel, grid, ticks, labels and title around its marks, with (0, 0) for top left. */

import { scaleLinear, scaleLog } from "./dependencies.ts";
import { legend } from "./legend.ts";
import type { Mark, Scales } from "./marks.ts";
import type { Measure, Node, Text } from "./scene.ts";
import { ASCENT, AXES_BACKGROUND, DESCENT, GRID, PAD, SIZE, WIDTH } from "./theme.ts";
import { type Axis, chooseTicks, type Ticks } from "./ticks.ts";

export interface Subplot {
  /** Of the panel, without what is written around it. */
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly marks: readonly Mark[];
}

/**
 * The least room of a tick: matplotlib's two font sizes of height, and somewhat less than its three
 * of width, since d3, without its steps of 2.5, would often be left with a single tick.
 */
const TICK_ROOM = { x: 2.5 * SIZE.tick, y: 2 * SIZE.tick };
const MAX_TICKS = 9;

/** The least distance of neighbouring tick labels. */
const LABEL_GAP = SIZE.tick / 2;

/** Everything that the subplot shows, laid out. */
export function subplot(spec: Subplot, measure: Measure): Node[] {
  const { width, height, title, marks } = spec;
  const scales = { x: scale(spec.x, [0, width]), y: scale(spec.y, [height, 0]) };
  const frame = { x: 0, y: 0, width, height };
  const written = (ticks: Ticks) => ticks.labels.map((label) => measure(label, SIZE.tick));

  const x = chooseTicks(spec.x, maxTicks(width, TICK_ROOM.x), (ticks) => {
    const half = written(ticks).map((length) => (length + LABEL_GAP) / 2);
    return fitWithoutOverlap(ticks.values.map(scales.x), half);
  });
  const y = chooseTicks(spec.y, maxTicks(height, TICK_ROOM.y), (ticks) => {
    const half = ticks.labels.map(() => 0.6 * SIZE.tick);
    return fitWithoutOverlap(ticks.values.map((value) => height - scales.y(value)), half);
  });

  const vertical = spec.x.categories
    ? []
    : x.values.map((value) => `M${scales.x(value)},0V${height}`);
  const horizontal = y.values.map((value) => `M0,${scales.y(value)}H${width}`);
  const around = [
    ...xAxisText(x, spec, scales, measure),
    ...yAxisText(y, spec, scales, Math.max(0, ...written(y))),
    ...titleText(y.offsetText, title, width, measure),
  ];
  return [
    { kind: "rect", ...frame, fill: AXES_BACKGROUND },
    grid([...vertical, ...horizontal].join("")),
    { kind: "group", x: 0, y: 0, clip: frame, items: marks.flatMap((mark) => mark.render(scales)) },
    { kind: "rect", ...frame, stroke: GRID, lineWidth: WIDTH.frame },
    ...legend(marks, scales, frame, measure),
    ...around.filter(({ text }) => text !== ""),
  ];
}

/** A domain with room at both sides, as matplotlib's margins: a twentieth of its length. */
export function withMargin(low: number, high: number): [number, number] {
  const margin = 0.05 * (high - low) || 0.05 * Math.abs(low) || 0.05;
  return [low - margin, high + margin];
}

function scale({ domain, log }: Axis, range: [number, number]): (value: number) => number {
  return (log ? scaleLog : scaleLinear)(domain, range);
}

function maxTicks(length: number, room: number): number {
  return Math.max(1, Math.min(Math.floor(length / room), MAX_TICKS));
}

/** Whether no two neighbours overlap, each reaching half its length to both sides. */
function fitWithoutOverlap(places: readonly number[], half: readonly number[]): boolean {
  return places.every((place, i) => i === 0 || place - places[i - 1]! >= half[i]! + half[i - 1]!);
}

function grid(d: string): Node {
  return { kind: "path", d, stroke: GRID, lineWidth: WIDTH.grid };
}

/** Tick labels, the factor they leave out, and the axis's label, which makes room for the factor. */
function xAxisText(
  ticks: Ticks,
  { width, height, x: axis }: Subplot,
  scales: Scales,
  measure: Measure,
) {
  const baseline = height + PAD.tick + ASCENT * SIZE.tick;
  const labels = ticks.labels.map((label, i) => (
    text(label, scales.x(ticks.values[i]!), baseline, "center", SIZE.tick)
  ));
  const { offsetText } = ticks, label = axis.label ?? "";
  const factorBaseline = baseline + DESCENT * SIZE.tick + PAD.offset + ASCENT * SIZE.tick;
  const between = (width - measure(label, SIZE.label)) / 2 - measure(offsetText, SIZE.tick);
  const free = (offsetText && between < 2 ? factorBaseline : baseline) + DESCENT * SIZE.tick;
  return [
    ...labels,
    text(offsetText, width, factorBaseline, "right", SIZE.tick),
    text(label, width / 2, free + PAD.label + ASCENT * SIZE.label, "center", SIZE.label),
  ];
}

/** Tick labels and, left of the longest, the axis's label, reading upwards. */
function yAxisText(
  ticks: Ticks,
  { height, y: axis }: Subplot,
  scales: Scales,
  longest: number,
): Text[] {
  const labels = ticks.labels.map((label, i) => (
    text(label, -PAD.tick, scales.y(ticks.values[i]!) + ASCENT / 2 * SIZE.tick, "right", SIZE.tick)
  ));
  const x = -PAD.tick - longest - PAD.label - DESCENT * SIZE.label;
  const label = text(axis.label ?? "", x, height / 2, "center", SIZE.label);
  return [...labels, { ...label, rotated: true }];
}

/** The factor of the vertical axis, and the title, higher where it would meet that or a tick label. */
function titleText(offsetText: string, title: string, width: number, measure: Measure): Text[] {
  const factorBaseline = -PAD.offset - DESCENT * SIZE.tick;
  const aside = (width - measure(title, SIZE.title)) / 2;
  const meetsFactor = offsetText !== "" && aside < measure(offsetText, SIZE.tick) + PAD.title;
  const free = meetsFactor ? factorBaseline - ASCENT * SIZE.tick : aside < 0 ? -PAD.label : 0;
  return [
    text(offsetText, 0, factorBaseline, "left", SIZE.tick),
    text(title, width / 2, free - PAD.title, "center", SIZE.title),
  ];
}

function text(text: string, x: number, y: number, align: Text["align"], size: number): Text {
  return { kind: "text", text, x, y, align, size };
}
