/** Dead neurons, counted in tables of probes. */
import type { Row } from "../../src/study/table.ts";
import { meanShare } from "./writing.ts";

/** How many neurons there are, are dead before training, and come back or die until the best epoch. */
export function fateOf(start: readonly Row[], best: readonly Row[]) {
  const born = sum(start, "dead"), stayed = sum(best, "dead_since_start");
  return {
    neurons: sum(start, "neurons"),
    born,
    revived: born - stayed,
    died: sum(best, "dead") - stayed,
  };
}

/** The share of each layer that is dead, its mean over the seeds: "15.55 % (12.61 to 18.49)". */
export function sharesByLayer(rows: readonly Row[]): string[] {
  return [...Map.groupBy(rows, ({ layer }) => layer).values()]
    .map((layers) => meanShare(sharesBySeed(layers)));
}

/** The share that is dead with each seed. */
export function sharesBySeed(rows: readonly Row[]): number[] {
  return [...Map.groupBy(rows, ({ seed }) => seed).values()]
    .map((layers) => sum(layers, "dead") / sum(layers, "neurons"));
}

/** The sum of a column. */
export function sum(rows: readonly Row[], column: string): number {
  return rows.reduce((total, row) => total + Number(row[column]), 0);
}

/** "2,560". */
export function withCommas(count: number): string {
  return count.toLocaleString("en");
}
