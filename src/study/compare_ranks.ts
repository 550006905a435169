/** How the cells of a comparison rank, block by block. */
import { ascending, type CellRuns } from "./cells.ts";
import { type Friedman, friedman } from "./statistics/friedman.ts";
import type { Row, Value } from "./table.ts";

/** Ranks over blocks, which are the seeds at each value of `by`. */
export interface ComparedRanks {
  /** Blocks that lack a run, or in which one diverged. */
  readonly dropped_blocks: readonly Row[];
  /**
   * The test of the other blocks; null if they are fewer than two, or the treatments than three.
   */
  readonly friedman: Friedman | null;
  /** Blocks that lack a run. */
  readonly dropped_blocks_diverged_as_worst: readonly Row[];
  /** The test of the others, in which a diverged run takes the last rank. */
  readonly friedman_diverged_as_worst: Friedman | null;
}

/** Ranks all values of the factor in these cells. */
export function compareRanks(
  cells: readonly CellRuns[],
  by: string | undefined,
  pair: string,
): ComparedRanks {
  const treatments = [...new Set(cells.map(({ factor }) => factor))];
  const blocks = blocksOf(cells, treatments);
  const dropped = (complete: (results: readonly number[]) => boolean) =>
    blocks.filter(({ results }) => !complete(results))
      .map((block) => ({ ...by === undefined ? {} : { [by]: block.by }, [pair]: block.seed }));
  const test = (complete: (results: readonly number[]) => boolean) =>
    friedman(
      blocks.map(({ results }) => results).filter(complete)
        .map((results) => results.map((result) => Number.isFinite(result) ? result : -Infinity)),
      treatments.map(String),
    );
  const allFinite = (results: readonly number[]) => results.every(Number.isFinite);
  const noneMissing = (results: readonly number[]) => results.length === treatments.length;
  const both = (results: readonly number[]) => noneMissing(results) && allFinite(results);
  return {
    dropped_blocks: dropped(both),
    friedman: test(both),
    dropped_blocks_diverged_as_worst: dropped(noneMissing),
    friedman_diverged_as_worst: test(noneMissing),
  };
}

interface Block {
  readonly by: Value;
  readonly seed: Value;
  /** By treatment, without those missing. */
  readonly results: readonly number[];
}

/** The seeds of each value of `by`, in order. */
function blocksOf(cells: readonly CellRuns[], treatments: readonly Value[]): Block[] {
  const byValue = [...Map.groupBy(cells, ({ by }) => by)].sort(([a], [b]) => ascending(a, b));
  return byValue.flatMap(([by, members]) => {
    const seeds = new Set(members.flatMap(({ runs }) => [...runs.keys()]));
    return [...seeds].sort(ascending).map((seed) => ({
      by,
      seed,
      results: treatments.flatMap((treatment) =>
        members.find(({ factor }) => factor === treatment)?.runs.get(seed) ?? []
      ),
    }));
  });
}
