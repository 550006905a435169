/** The looks of a figure: colours, and sizes in points (1/72 inch) that grow with its text. */

import { type PaletteName, PALETTES } from "./palette.ts";

/** Text, lines and distances at a font size of 12. */
interface Style {
  /** Of text, where none is asked for and the figure has its natural width. */
  readonly fontSize: number;
  readonly colors: {
    readonly axesBackground: string;
    readonly grid: string;
    /** Of the axes' border, or of its two axes. */
    readonly frame: string;
    readonly legendEdge: string;
  };
  readonly size: {
    readonly heading: number;
    readonly title: number;
    readonly label: number;
    readonly tick: number;
    readonly legend: number;
  };
  readonly width: { readonly line: number; readonly grid: number; readonly frame: number };
  /** Distances: tick labels from the axes, labels from those, titles, and the page's margin. */
  readonly pad: {
    readonly tick: number;
    readonly label: number;
    readonly offset: number;
    readonly title: number;
    readonly page: number;
  };
  /** Only the left and the lower axis, with ticks, and no border around. */
  readonly open: boolean;
  /** How far ticks stick out; 0 for none. */
  readonly tickLength: number;
  /** Lines named at their ends, where there is room, and not in a legend. */
  readonly directLabels: boolean;
}

/** seaborn's darkgrid, as in the tutorial; white with thin axes; the same, large and bold. */
export const STYLES: Readonly<Record<StyleName, Style>> = {
  tutorial: {
    fontSize: 12,
    colors: {
      axesBackground: "#eaeaf2",
      grid: "#ffffff",
      frame: "#ffffff",
      legendEdge: "#cccccc",
    },
    size: { heading: 14, title: 12, label: 12, tick: 11, legend: 11 },
    width: { line: 1.5, grid: 1, frame: 1.25 },
    pad: { tick: 9.5, label: 4, offset: 3, title: 6, page: 7.2 },
    open: false,
    tickLength: 0,
    directLabels: false,
  },
  paper: {
    fontSize: 9,
    colors: {
      axesBackground: "#ffffff",
      grid: "#e6e6e6",
      frame: "#262626",
      legendEdge: "#cccccc",
    },
    size: { heading: 12, title: 12, label: 12, tick: 10.7, legend: 10.7 },
    width: { line: 1.6, grid: 0.5, frame: 0.7 },
    pad: { tick: 6.5, label: 4, offset: 3, title: 5, page: 3 },
    open: true,
    tickLength: 3,
    directLabels: true,
  },
  talk: {
    fontSize: 18,
    colors: {
      axesBackground: "#ffffff",
      grid: "#e0e0e0",
      frame: "#262626",
      legendEdge: "#cccccc",
    },
    size: { heading: 14, title: 13, label: 12, tick: 11, legend: 11 },
    width: { line: 2.4, grid: 0.8, frame: 1.2 },
    pad: { tick: 7, label: 4, offset: 3, title: 6, page: 5 },
    open: true,
    tickLength: 3.5,
    directLabels: true,
  },
};

/** The name of a look. */
export type StyleName = "tutorial" | "paper" | "talk";

/** A look at one size. */
export interface Theme extends Omit<Style, "fontSize"> {
  /** How much larger all is than at a font size of 12. */
  readonly scale: number;
  readonly palette: readonly string[];
}

/** No text is smaller. */
export const MIN_TEXT = 6;

/** The look with labels of `fontSize` points, and all else in proportion. */
export function themeOf(
  style: StyleName,
  palette: PaletteName,
  fontSize: number,
): Theme {
  const { fontSize: _, ...rest } = STYLES[style];
  const scale = fontSize / 12;
  const scaled = <Sizes extends Record<string, number>>(sizes: Sizes): Sizes =>
    Object.fromEntries(Object.entries(sizes).map(([key, size]) => [key, size * scale])) as Sizes;
  const readable = (size: number) => Math.max(size, MIN_TEXT);
  const size = scaled(rest.size), pad = scaled(rest.pad);
  const tick = readable(size.tick);
  return {
    ...rest,
    scale,
    palette: PALETTES[palette],
    size: {
      heading: readable(size.heading),
      title: readable(size.title),
      label: readable(size.label),
      tick,
      legend: readable(size.legend),
    },
    width: scaled(rest.width),
    // In proportion to the ticks, so that those of two axes keep apart in the corner.
    pad: { ...pad, tick: pad.tick * tick / size.tick },
    tickLength: rest.tickLength * scale,
  };
}

export const FOREGROUND = "#262626";
export const BACKGROUND = "#ffffff";

/** Parts of the font's size: how far capitals and digits rise, and how far letters hang. */
export const ASCENT = 0.73, DESCENT = 0.212;
