/** A study that the answers speak of, with its tables. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { compare, type Comparison } from "../../src/study/compare.ts";
import type { ComparedCell } from "../../src/study/compare_cells.ts";
import type { ComparedPair } from "../../src/study/compare_pairs.ts";
import { probesTable } from "../../src/study/probes_table.ts";
import { readStudy } from "../../src/study/read_study.ts";
import { chanceOf, runsTable } from "../../src/study/results.ts";
import type { RunRecord } from "../../src/study/run_record.ts";
import type { Study } from "../../src/study/study.ts";
import { isUntrained } from "../../src/study/statistics/untrained.ts";
import type { Row } from "../../src/study/table.ts";

/** What a study says of activations, at each depth where it varies that. */
export interface ReadStudy {
  readonly study: Study;
  readonly records: readonly RunRecord[];
  readonly comparison: Comparison;
  /** A row for each layer and epoch of each run. */
  readonly probes: readonly Row[];
  /** The cell of an activation. */
  cell(activation: string, depth?: number): ComparedCell;
  /** The pair of two activations, whichever is named first. */
  pair(one: string, other: string, depth?: number): ComparedPair;
}

/** How many epochs a run guessed, where guessing has this accuracy, before it learned for good. */
export function epochsGuessed({ history }: RunRecord, chance: number): number {
  return 1 +
    history.findLastIndex(({ validationAccuracy }) => isUntrained(validationAccuracy, chance));
}

/** Reads the packed study of this name. */
export async function readPacked(name: string): Promise<ReadStudy> {
  const path = new URL(`../../studies/${name}.study.gz`, import.meta.url);
  const results = await readStudy(fileURLToPath(path));
  const { study, records } = results;
  const by = "depth" in study.factors ? "depth" : undefined;
  const chance = chanceOf(study);
  const comparison = compare(runsTable(results), { factor: "activation", by, chance });
  const only = <Item extends { readonly [column: string]: unknown }>(
    items: readonly Item[],
    depth: number | undefined,
    isWanted: (item: Item) => boolean,
  ): Item => {
    const [found, another] = items.filter((item) => item["depth"] === depth).filter(isWanted);
    assert.ok(found && !another);
    return found;
  };
  return {
    study,
    records,
    comparison,
    probes: probesTable(results),
    cell: (activation, depth) =>
      only(comparison.cells, depth, (cell) => cell["activation"] === activation),
    pair: (one, other, depth) =>
      only(
        comparison.pairs,
        depth,
        ({ a, b }) => a === one && b === other || a === other && b === one,
      ),
  };
}
