/** Axes as they are asked for, and the ranges that their marks give them. */

import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import { scaleLinear, scaleLog } from "./dependencies.ts";
import type { Mark } from "./marks/mark.ts";

/** One of the two axes of a panel. */
export interface Axis {
  /** What it measures, with its unit. */
  readonly label?: string;
  /** Where it begins and ends. Default: where the data does, and a margin of a twentieth. */
  readonly domain?: readonly [low: number, high: number];
  /** Whether equal steps are equal factors. */
  readonly log?: boolean;
  /** Ticks at whole numbers only, as of epochs. */
  readonly integer?: boolean;
  /** The numbers at ticks, increasing, as many of them as have room. Default: round ones. */
  readonly ticks?: readonly number[];
  /** Shares of 1, written in per cent; without one below 0, the axis does not begin below it either. */
  readonly percent?: boolean;
  /** What stands at 0, 1, 2 …, in place of numbers. */
  readonly categories?: readonly string[];
  /** Neither ticks nor numbers. */
  readonly hidden?: boolean;
}

/** An axis whose ends are known. */
export interface Scale extends Axis {
  readonly domain: readonly [low: number, high: number];
  /** The greatest number in the data; undefined where the axis was given its ends. */
  readonly greatest?: number;
}

/** The axis with the ends that it asks for or the marks give it. Throws `UsageError` for ends that are none. */
export function scaleOf(axis: Axis, marks: readonly Mark[], along: "x" | "y"): Scale {
  const name = axis.label ?? along;
  if (axis.domain) return { ...axis, domain: checkedDomain(axis.domain, axis.log, name) };
  const [low, high] = rangeOf(marks, along);
  const standing = along === "y" && marks.some(({ standing }) => standing);
  if (axis.categories) return { ...axis, domain: aroundCategories(axis.categories, low, high) };
  if (low > high) return { ...axis, domain: axis.log ? [1, 10] : [0, 1] };
  const domain = axis.log
    ? aroundPowers(low, high, name)
    : around(low, high, axis.integer ?? false, standing);
  // There is no share below 0, where a margin would suggest some.
  const from = axis.percent && low >= 0 ? Math.max(domain[0], 0) : domain[0];
  return { ...axis, domain: [from, domain[1]], greatest: high };
}

type Domain = readonly [low: number, high: number];

function checkedDomain(domain: Domain, log = false, name: string): Domain {
  const [low, high] = domain;
  if (low < high && Number.isFinite(high - low) && (!log || low > 0)) return domain;
  const above = log ? " above 0" : "";
  throw new UsageError(
    `${name}: expected a least and a greater number${above} as the ends of an axis, got ${
      inspect(domain)
    }`,
  );
}

/** The least and the greatest number of the marks; the least is greater where there is none. */
function rangeOf(marks: readonly Mark[], along: "x" | "y"): Domain {
  let low = Infinity, high = -Infinity;
  for (const { extent } of marks) {
    const values = extent[along];
    for (let i = 0; i < values.length; i++) {
      low = Math.min(low, values[i]!);
      high = Math.max(high, values[i]!);
    }
  }
  return [low, high];
}

/** Half a step before the first name and after the last, or further where marks reach further. */
function aroundCategories({ length }: readonly string[], low: number, high: number): Domain {
  const [from, to] = withMargin(low, high);
  return [low < -0.5 ? from : -0.5, high > length - 0.5 ? to : length - 0.5];
}

/** Numbers of a smaller ratio are one on a logarithmic axis: their logarithms are rounded to within it. */
const LEAST_RATIO = 1 + 1e-12;

/** With margins that are equal in decades. */
function aroundPowers(low: number, high: number, name: string): Domain {
  if (!(low > 0)) {
    throw new UsageError(`${name}: expected numbers above 0 on a logarithmic axis, got ${low}`);
  }
  const told = high < low * LEAST_RATIO ? low : high;
  const [from, to] = withMargin(Math.log10(low), Math.log10(told));
  return [10 ** from, 10 ** to];
}

/** With margins, but none where marks stand on 0; whole numbers have at least two. */
function around(low: number, high: number, integer: boolean, standing: boolean): Domain {
  if (standing && low === 0) return [0, 1.05 * high || 1];
  const alone = integer && Math.floor(high) - Math.ceil(low) < 1;
  const [from, to] = withMargin(low, alone ? Math.ceil(low) + 1 : high);
  return [from, standing && high === 0 ? 0 : to];
}

/** The scales of several panels, as one. */
export function sharedScale(scales: readonly Scale[]): (scale: Scale) => Scale {
  const domain = [
    Math.min(...scales.map(({ domain }) => domain[0])),
    Math.max(...scales.map(({ domain }) => domain[1])),
  ] as const;
  const known = scales.flatMap(({ greatest }) => greatest ?? []);
  const greatest = known.length > 0 && { greatest: Math.max(...known) };
  return (scale) => ({ ...scale, domain, ...greatest });
}

/** From data to points between `start` and `end`. */
export function place(
  { domain, log }: Scale,
  [start, end]: readonly [number, number],
): (value: number) => number {
  return (log ? scaleLog : scaleLinear)(domain, [start, end]);
}

/** A vertical scale that leaves `room` of its `height` free above the greatest number. */
export function withHeadroom(scale: Scale, height: number, room: number): Scale {
  const { domain: [low, high], greatest, log } = scale;
  if (greatest === undefined || room <= 0 || room >= height) return scale;
  const part = height / (height - room);
  const top = log
    ? low * (greatest / low) ** part
    : greatest > low
    ? low + (greatest - low) * part
    : high;
  return { ...scale, domain: [low, Math.max(high, top)] };
}

/** A domain with room at both sides, as matplotlib's margins: a twentieth of its length. */
export function withMargin(low: number, high: number): [number, number] {
  const margin = 0.05 * (high - low) || 0.05 * Math.abs(low);
  const visible = margin > 1e-300 ? margin : 0.05; // smaller steps than that have no ticks
  return [low - visible, high + visible];
}
