/** Where an axis has its ticks, and what is written at them: matplotlib's manners on d3's numbers. */

import { format, precisionFixed, scaleLog, ticks as ticksIn, tickStep } from "./dependencies.ts";
import { superscript } from "./typeset.ts";

/** An axis whose ends are known. */
export interface TickedAxis {
  readonly domain: readonly [low: number, high: number];
  readonly log?: boolean;
  /** Ticks at whole numbers only. */
  readonly integer?: boolean;
  /** Shares of 1, which have no ticks above it, unless they are. */
  readonly percent?: boolean;
  /** The greatest number in the data. */
  readonly greatest?: number;
  /** The numbers that may have ticks. */
  readonly ticks?: readonly number[];
  /** What stands at 0, 1, 2 …, in place of numbers. */
  readonly categories?: readonly string[];
}

/** How all numbers of an axis are written. */
export interface NumberFormat {
  readonly decimals: number;
  /** Whether a power of ten is left out of the numbers and written beside the axis. */
  readonly scientific: boolean;
}

export interface Ticks {
  readonly values: readonly number[];
  readonly labels: readonly string[];
  /** What the labels leave out, a power of ten or a sum ("×10⁻⁵", "+1000000"); empty where it is nothing. */
  readonly offsetText: string;
  /** Labels that read upwards. */
  readonly rotated?: boolean;
  /** Of decimal numbers; undefined for categories and powers of ten. */
  readonly format?: NumberFormat;
}

/**
 * The most ticks, no more than `maxTicks` steps of them, whose labels fit beside each other; where only
 * two do, those furthest from each other. Undefined where not even two fit. Numbers are written in at
 * least the given `format`.
 */
export function chooseTicks(
  axis: TickedAxis,
  maxTicks: number,
  fits: (ticks: Ticks) => boolean,
  format?: NumberFormat,
): Ticks | undefined {
  for (const ticks of candidates(axis, maxTicks, format)) if (fits(ticks)) return ticks;
  if (axis.categories) return undefined;
  for (const ticks of candidates(axis, maxTicks, format)) {
    if (fits(furthest(ticks))) return furthest(ticks);
  }
}

/**
 * One format for several axes, whose ticks `choose` gives in at least the format it is given: all leave
 * out their power of ten if one does, and have as many decimals as the finest needs.
 */
export function commonFormat(
  choose: (format?: NumberFormat) => readonly Ticks[],
): NumberFormat | undefined {
  const formats = choose().flatMap(({ format }) => format ?? []);
  if (formats.length === 0) return undefined;
  const scientific = formats.some(({ scientific }) => scientific);
  const alike = formats.every((format) => format.scientific === scientific)
    ? formats
    : choose({ decimals: 0, scientific }).flatMap(({ format }) => format ?? []);
  return { scientific, decimals: Math.max(...alike.map(({ decimals }) => decimals)) };
}

/** The first and the last of the ticks alone. */
function furthest(ticks: Ticks): Ticks {
  const ends = <Value>(list: readonly Value[]) => [list[0]!, list.at(-1)!];
  return { ...ticks, values: ends(ticks.values), labels: ends(ticks.labels) };
}

function candidates(axis: TickedAxis, maxTicks: number, format?: NumberFormat): Iterable<Ticks> {
  if (axis.categories) return named(axis.categories);
  const given = axis.ticks?.filter((tick) => axis.domain[0] <= tick && tick <= axis.domain[1]);
  if (given && given.length > 1) return chosen(given);
  return axis.log ? logarithmic(axis, maxTicks) : linear(axis, maxTicks, format);
}

/** All names side by side; reading upwards; every second one, every third … */
function* named(categories: readonly string[]): Iterable<Ticks> {
  const all = { values: categories.map((_, i) => i), labels: categories, offsetText: "" };
  yield all;
  for (let stride = 1; stride <= categories.length; stride++) {
    const every = <Value>(list: readonly Value[]) => list.filter((_, i) => i % stride === 0);
    yield { ...all, values: every(all.values), labels: every(all.labels), rotated: true };
  }
}

/** All of these numbers; every second one, every third … */
function* chosen(ticks: readonly number[]): Iterable<Ticks> {
  for (let stride = 1; stride < ticks.length; stride++) {
    const values = ticks.filter((_, i) => i % stride === 0);
    yield { values, labels: values.map((value) => plain(value)), offsetText: "" };
  }
}

function* linear(
  { domain: [low, end], integer, percent, greatest }: TickedAxis,
  maxTicks: number,
  least: NumberFormat = { decimals: 0, scientific: false },
): Iterable<Ticks> {
  const high = percent && greatest !== undefined && greatest <= 1 ? Math.min(end, 1) : end;
  const written = (values: readonly number[], step: number) =>
    percent ? shares(values, step, least) : decimal(values, step, least);
  for (let count = Math.max(maxTicks, 2); count > 0; count--) {
    const step = tickStep(low, high, count);
    const values = ticksIn(low, high, count);
    if (values.length < 2 || (integer && step < 1)) continue;
    if ((high - low) / step > maxTicks && values.length > 2) continue;
    yield written(values, step);
  }
  if (!integer) yield* finer(low, high, written);
}

/** For axes on which no step of one, two or five leaves two ticks, or whose labels are long: more of them. */
function* finer(
  low: number,
  high: number,
  written: (values: readonly number[], step: number) => Ticks,
): Iterable<Ticks> {
  for (const count of [2, 3, 5, 10]) {
    const values = ticksIn(low, high, count);
    if (values.length >= 2) yield furthest(written(values, tickStep(low, high, count)));
  }
}

/** Numbers with as many decimals as their step needs. */
function decimal(all: readonly number[], step: number, least: NumberFormat): Ticks {
  const constant = constantPart(all, step), values = all.map((value) => value - constant);
  const greatest = Math.max(...values.map(Math.abs));
  const magnitude = greatest > 0 ? Math.floor(Math.log10(greatest)) : 0;
  const scientific = least.scientific || magnitude <= -5 || magnitude >= 6;
  const exponent = scientific ? magnitude : 0;
  const decimals = Math.max(precisionFixed(step / 10 ** exponent), least.decimals);
  const label = format(`.${decimals}f`);
  const power = exponent === 0 ? "" : `×10${superscript(exponent)}`;
  const sum = constant === 0 ? "" : (constant < 0 ? "" : "+") + plain(constant, 15);
  return {
    values: all,
    labels: values.map((value) => label(value / 10 ** exponent)),
    offsetText: power + sum,
    format: { decimals, scientific },
  };
}

/** Shares in per cent, likewise. */
function shares(values: readonly number[], step: number, least: NumberFormat): Ticks {
  const decimals = Math.max(precisionFixed(100 * step), least.decimals);
  const labels = values.map(format(`.${decimals}%`));
  return { values, labels, offsetText: "", format: { decimals, scientific: false } };
}

/** Labels have at most so many digits that are alike before those that differ. */
const MOST_ALIKE = 5;

/** What the numbers have in common, where it is long, to be written once: 1000000 of 1000000.1 and .2. */
function constantPart(values: readonly number[], step: number): number {
  const [first, last] = [values[0]!, values.at(-1)!];
  if (Math.max(Math.abs(first), Math.abs(last)) < step * 10 ** (MOST_ALIKE + 1)) return 0;
  const unit = 10 ** Math.ceil(Math.log10(last - first));
  return Math.floor(first / unit) * unit;
}

/** Powers of ten, or, where there aren't two, the numbers between; every one, every second … */
function* logarithmic({ domain }: TickedAxis, maxTicks: number): Iterable<Ticks> {
  const all = scaleLog(domain, [0, 1]).ticks();
  const exponent = (value: number) => Math.round(Math.log10(value));
  const powers = all.filter((value) => value === Number(`1e${exponent(value)}`));
  const finest = powers.length > 1 ? powers : all;
  for (let stride = Math.ceil(finest.length / (maxTicks + 1)); stride <= finest.length; stride++) {
    const values = finest.filter((value, i) =>
      (finest === powers ? exponent(value) : i) % stride === 0
    );
    if (values.length < 2) break;
    const label = finest === powers
      ? (value: number) => `10${superscript(exponent(value))}`
      : plain;
    yield { values, labels: values.map((value) => label(value)), offsetText: "" };
  }
  if (powers.length > 1) {
    const ends = furthest({ values: powers, labels: [], offsetText: "" }).values;
    const labels = ends.map((value) => `10${superscript(exponent(value))}`);
    yield { values: ends, labels, offsetText: "" };
  } else yield* linear({ domain }, maxTicks);
}

/** A number of so many digits: 0.3, or 3×10⁻⁸. */
function plain(value: number, digits = 6): string {
  if (value <= 0) return value === 0 ? "0" : `−${plain(-value, digits)}`;
  const magnitude = Math.floor(Math.log10(value) + 1e-9);
  if (magnitude >= -4 && magnitude < digits) return `${Number(value.toPrecision(digits))}`;
  return `${Number((value / 10 ** magnitude).toPrecision(digits))}×10${superscript(magnitude)}`;
}
