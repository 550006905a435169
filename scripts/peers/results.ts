/** What the times of a comparison come to, and the table that shows it. */

/** One program's times. */
export interface Result {
  readonly name: string;
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

/** Sums up milliseconds a step, by program and round. */
export function compare(
  times: ReadonlyMap<string, readonly number[]>,
  ours: readonly string[],
): Result[] {
  return [...times].map(([name, rounds]) => ({
    name,
    median: median(rounds),
    least: Math.min(...rounds),
    most: Math.max(...rounds),
    ratios: Object.fromEntries(ours.map((our) => {
      const baseline = times.get(our)!;
      return [our, median(rounds.map((time, round) => time / baseline[round]!))];
    })),
  }));
}

/** A line for each program, in columns. */
export function formatTable(results: readonly Result[]): string {
  const ours = Object.keys(results[0]!.ratios);
  const rows = [
    ["", "ms a step", "least", "most", ...ours.map((our) => `÷ ${our}`)],
    ...results.map(({ name, median, least, most, ratios }) => [
      name,
      ...[median, least, most, ...ours.map((our) => ratios[our]!)].map((n) => n.toFixed(2)),
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
  return rows.map((row) => row.map(pad).join("  ")).join("\n");
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
