/** Where an axis has its ticks, and what is written at them: matplotlib's manners on d3's numbers. */

import { format, precisionFixed, scaleLog, ticks as ticksIn, tickStep } from "./dependencies.ts";

export interface Axis {
  readonly label?: string;
  readonly domain: readonly [low: number, high: number];
  readonly log?: boolean;
  /** Ticks at whole numbers only. */
  readonly integer?: boolean;
  readonly percent?: boolean;
  /** What stands at 0, 1, 2 …, in place of numbers. */
  readonly categories?: readonly string[];
}

export interface Ticks {
  readonly values: readonly number[];
  readonly labels: readonly string[];
  /** The power of ten that the labels leave out ("1e−5"); empty where they leave out none. */
  readonly offsetText: string;
}

/**
 * The most ticks, no more than `maxTicks` steps of them, whose labels fit beside each other. Where not
 * even two do, the first alone is left.
 */
export function chooseTicks(axis: Axis, maxTicks: number, fits: (ticks: Ticks) => boolean): Ticks {
  let ticks: Ticks = { values: [], labels: [], offsetText: "" };
  for (ticks of candidates(axis, maxTicks)) if (fits(ticks)) return ticks;
  return { ...ticks, values: ticks.values.slice(0, 1), labels: ticks.labels.slice(0, 1) };
}

function candidates(axis: Axis, maxTicks: number): Iterable<Ticks> {
  if (axis.categories) {
    return [{ values: axis.categories.map((_, i) => i), labels: axis.categories, offsetText: "" }];
  }
  return axis.log ? logarithmic(axis, maxTicks) : linear(axis, maxTicks);
}

function* linear(
  { domain: [low, high], integer, percent }: Axis,
  maxTicks: number,
): Iterable<Ticks> {
  for (let count = maxTicks; count > 0; count--) {
    const step = tickStep(low, high, count);
    if ((high - low) / step > maxTicks || (integer && step < 1)) continue;
    const values = ticksIn(low, high, count);
    if (percent) {
      const label = format(`.${precisionFixed(100 * step)}%`);
      yield { values, labels: values.map(label), offsetText: "" };
    } else {
      const exponent = commonExponent(values);
      const label = format(`.${precisionFixed(step / 10 ** exponent)}f`);
      yield {
        values,
        labels: values.map((value) => label(value / 10 ** exponent)),
        offsetText: exponent === 0 ? "" : scientific(10 ** exponent),
      };
    }
  }
}

/** Powers of ten, or, where there aren't two, the numbers between; every one, every second … */
function* logarithmic({ domain }: Axis, maxTicks: number): Iterable<Ticks> {
  const all = scaleLog(domain, [0, 1]).ticks();
  const exponent = (value: number) => Math.round(Math.log10(value));
  const powers = all.filter((value) => value === Number(`1e${exponent(value)}`));
  const finest = powers.length > 1 ? powers : all;
  for (let stride = Math.ceil(finest.length / (maxTicks + 1)); stride <= finest.length; stride++) {
    const values = finest.filter((value, i) =>
      (finest === powers ? exponent(value) : i) % stride === 0
    );
    yield { values, labels: values.map(scientific), offsetText: "" };
  }
}

/** The exponent that labels leave out: 0 unless numbers are below 1e-4 or from 1e6 on. */
function commonExponent(values: readonly number[]): number {
  const greatest = Math.max(...values.map(Math.abs));
  const exponent = greatest > 0 ? Math.floor(Math.log10(greatest)) : 0;
  return exponent <= -5 || exponent >= 6 ? exponent : 0;
}

function scientific(value: number): string {
  return format("~e")(value).replace("e-", "e−").replace("e+", "e");
}
