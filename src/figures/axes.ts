/** One subplot: panel, grid, ticks, labels and title around its marks, with (0, 0) for top left. */

import { scaleLinear, scaleLog } from "../dependencies.ts";
import { legend } from "./legend.ts";
import type { Mark, View } from "./marks.ts";
import type { Item, Measure, Text } from "./page.ts";
import { GRID, HANG, PAD, PANEL, RISE, SIZE, WIDTH } from "./theme.ts";
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
const MOST_TICKS = 9;

/** The least distance of neighbouring tick labels. */
const LABEL_GAP = SIZE.tick / 2;

/** Everything that the subplot shows, laid out. */
export function subplot(spec: Subplot, measure: Measure): Item[] {
  const { width, height, title, marks } = spec;
  const view = { x: scale(spec.x, [0, width]), y: scale(spec.y, [height, 0]) };
  const frame = { x: 0, y: 0, width, height };
  const written = (ticks: Ticks) => ticks.labels.map((label) => measure(label, SIZE.tick));

  const x = chooseTicks(spec.x, most(width, TICK_ROOM.x), (ticks) => {
    const half = written(ticks).map((length) => (length + LABEL_GAP) / 2);
    return apart(ticks.values.map(view.x), half);
  });
  const y = chooseTicks(spec.y, most(height, TICK_ROOM.y), (ticks) => {
    const half = ticks.labels.map(() => 0.6 * SIZE.tick);
    return apart(ticks.values.map((value) => height - view.y(value)), half);
  });

  const vertical = spec.x.names ? [] : x.values.map((value) => `M${view.x(value)},0V${height}`);
  const horizontal = y.values.map((value) => `M0,${view.y(value)}H${width}`);
  const around = [
    ...below(x, spec, view, measure),
    ...beside(y, spec, view, Math.max(0, ...written(y))),
    ...above(y.factor, title, width, measure),
  ];
  return [
    { kind: "rect", ...frame, fill: PANEL },
    grid([...vertical, ...horizontal].join("")),
    { kind: "group", x: 0, y: 0, clip: frame, items: marks.flatMap((mark) => mark.draw(view)) },
    { kind: "rect", ...frame, stroke: GRID, lineWidth: WIDTH.frame },
    ...legend(marks, view, frame, measure),
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

function most(length: number, room: number): number {
  return Math.max(1, Math.min(Math.floor(length / room), MOST_TICKS));
}

/** Whether no two neighbours overlap, each reaching half its length to both sides. */
function apart(places: readonly number[], half: readonly number[]): boolean {
  return places.every((place, i) => i === 0 || place - places[i - 1]! >= half[i]! + half[i - 1]!);
}

function grid(d: string): Item {
  return { kind: "path", d, stroke: GRID, lineWidth: WIDTH.grid };
}

/** Tick labels, the factor they leave out, and the axis's label, which makes room for the factor. */
function below(ticks: Ticks, { width, height, x: axis }: Subplot, view: View, measure: Measure) {
  const baseline = height + PAD.tick + RISE * SIZE.tick;
  const labels = ticks.labels.map((label, i) => (
    text(label, view.x(ticks.values[i]!), baseline, "center", SIZE.tick)
  ));
  const { factor } = ticks, label = axis.label ?? "";
  const factorBaseline = baseline + HANG * SIZE.tick + PAD.offset + RISE * SIZE.tick;
  const between = (width - measure(label, SIZE.label)) / 2 - measure(factor, SIZE.tick);
  const free = (factor && between < 2 ? factorBaseline : baseline) + HANG * SIZE.tick;
  return [
    ...labels,
    text(factor, width, factorBaseline, "right", SIZE.tick),
    text(label, width / 2, free + PAD.label + RISE * SIZE.label, "center", SIZE.label),
  ];
}

/** Tick labels and, left of the longest, the axis's label, reading upwards. */
function beside(ticks: Ticks, { height, y: axis }: Subplot, view: View, longest: number): Text[] {
  const labels = ticks.labels.map((label, i) => (
    text(label, -PAD.tick, view.y(ticks.values[i]!) + RISE / 2 * SIZE.tick, "right", SIZE.tick)
  ));
  const x = -PAD.tick - longest - PAD.label - HANG * SIZE.label;
  const label = text(axis.label ?? "", x, height / 2, "center", SIZE.label);
  return [...labels, { ...label, upwards: true }];
}

/** The factor of the vertical axis, and the title, higher where it would meet that or a tick label. */
function above(factor: string, title: string, width: number, measure: Measure): Text[] {
  const factorBaseline = -PAD.offset - HANG * SIZE.tick;
  const aside = (width - measure(title, SIZE.title)) / 2;
  const meetsFactor = factor !== "" && aside < measure(factor, SIZE.tick) + PAD.title;
  const free = meetsFactor ? factorBaseline - RISE * SIZE.tick : aside < 0 ? -PAD.label : 0;
  return [
    text(factor, 0, factorBaseline, "left", SIZE.tick),
    text(title, width / 2, free - PAD.title, "center", SIZE.title),
  ];
}

function text(text: string, x: number, y: number, align: Text["align"], size: number): Text {
  return { kind: "text", text, x, y, align, size };
}
