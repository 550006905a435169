/** What is written around the axes of a panel: numbers, the power of ten they leave out, names, the title. */

import type { Frame } from "./marks/mark.ts";
import type { Axis } from "./scales.ts";
import type { Measure, Text } from "./scene.ts";
import { ASCENT, DESCENT } from "./theme.ts";
import type { Ticks } from "./ticks.ts";
import { paragraph, wrap } from "./typeset.ts";

/** Tick labels, the factor they leave out, and the axis's label, which makes room for the factor. */
export function xAxisText(
  axis: Axis,
  { width, height, theme: { size, pad }, measure, ...frame }: Frame,
  ticks: Ticks,
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
  const longest = longestLine(label, width, size.label, measure);
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
      width,
      measure,
    ),
  ];
}

/** Tick labels and, left of the longest, the axis's label, reading upwards. */
export function yAxisText(
  axis: Axis,
  { height, theme: { size, pad }, measure, ...frame }: Frame,
  ticks: Ticks,
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
    height,
    measure,
  );
  return [
    ...labels,
    ...lying.map((line): Text => ({ ...line, x: line.y, y: line.x, rotated: true })),
  ];
}

/** The factor of the vertical axis, and the title, higher where it would meet that or a tick label. */
export function titleText(
  title: string,
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
