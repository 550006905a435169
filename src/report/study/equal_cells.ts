/** Cells whose runs have the same accuracies, to be said once rather than pair by pair. */
import { type ComparedPlace, type NamedCell, pairOf } from "./study_comparison.ts";

/** The cells in their order, those together that are equal on each of several seeds. */
export function equalCells(place: ComparedPlace, cells: readonly NamedCell[]): NamedCell[][] {
  const groups: NamedCell[][] = [];
  for (const cell of cells) {
    const group = groups.find(([first]) => areEqual(place, first!, cell));
    if (group) group.push(cell);
    else groups.push([cell]);
  }
  return groups;
}

/** Whether two cells have runs of the same seeds, more than one, with the same accuracies. */
function areEqual(place: ComparedPlace, one: NamedCell, other: NamedCell): boolean {
  const { n, wins } = pairOf(place, one, other);
  return n > 1 && wins!.ties === n && n === one.cell.n && n === other.cell.n;
}
