/** What the times of a comparison come to, and the tables of the README that show it. */
import { median } from "../median.ts";

/** A program, and how long its steps took. */
export interface Timing {
  readonly name: string;
  /** What it computes with. */
  readonly description: string;
  /** Milliseconds a step, round by round. */
  readonly rounds: readonly number[];
}

/** One program's times. */
export interface Result {
  readonly name: string;
  readonly description: string;
  /** Milliseconds a step: the median, least and most of the rounds. */
  readonly median: number;
  readonly least: number;
  readonly most: number;
  /**
   * Its time divided by that of each of ours: the median of the rounds' ratios, since a machine that
   * is slower for a round is so for both.
   */
  readonly ratios: Readonly<Record<string, number>>;
}

/** Sums the times up; `ours` are the names of those that the others are divided by. */
export function compare(timings: readonly Timing[], ours: readonly string[]): Result[] {
  const baselines = timings.filter(({ name }) => ours.includes(name));
  return timings.map(({ name, description, rounds }) => ({
    name,
    description,
    median: median(rounds),
    least: Math.min(...rounds),
    most: Math.max(...rounds),
    ratios: Object.fromEntries(
      baselines.map((our) => [our.name, median(rounds.map((ms, i) => ms / our.rounds[i]!))]),
    ),
  }));
}

/** Two tables in Markdown, the fastest program first: ours; and the others, divided by ours. */
export function formatTables(results: readonly Result[]): string {
  const ours = Object.keys(results[0]!.ratios);
  const sorted = results.toSorted((a, b) => a.median - b.median);
  const times = ["ms per step", "least", "most"];
  const cells = ({ name, description, median, least, most }: Result) => [
    name,
    description,
    ...[median, least, most].map((ms) => significant(ms, 3)),
  ];
  return [
    markdown([
      ["device", "computes with", ...times],
      ...sorted.filter(({ name }) => ours.includes(name)).map(cells),
    ]),
    markdown([
      ["library", "computes with", ...times, ...ours.map((our) => `÷ ${our}`)],
      ...sorted.filter(({ name }) => !ours.includes(name)).map((result) => [
        ...cells(result),
        ...ours.map((our) => significant(result.ratios[our]!, 2)),
      ]),
    ]),
  ].join("\n\n");
}

/** A table as `deno fmt` leaves it. */
function markdown([head, ...rows]: readonly [string[], ...string[][]]): string {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/** A positive number to so many significant digits. */
function significant(value: number, digits: number): string {
  const exponent = Math.floor(Math.log10(Number(value.toPrecision(digits))));
  return Number(value.toPrecision(digits)).toFixed(Math.max(0, digits - 1 - exponent));
}
