/** What is to be kept of runs, but is not of some that were done before. */
import { join } from "node:path";
import { checkpointPath } from "../checkpoints/checkpoint.ts";
import { describeProbes, type KeptProbes } from "../training/probes.ts";
import type { RunRecord } from "./run_record.ts";

/** A run that is done, and which probes its record has. */
export interface KnownRun extends Pick<RunRecord, "id" | "best" | "outcome"> {
  readonly keep: KeptProbes | undefined;
}

/** Something that runs lack. */
export interface Lacking {
  /** Such as "probes of all epochs". */
  readonly what: string;
  /** How many lack it. */
  readonly runs: number;
}

/** What of `runs` was asked for and is lacking: probes of all epochs, or weights of those that finished. */
export async function lacking(
  runs: readonly KnownRun[],
  folder: string,
  { probe, keepWeights }: { readonly probe: KeptProbes | undefined; readonly keepWeights: boolean },
): Promise<Lacking[]> {
  const withoutProbes = probe === "all" ? runs.filter(({ keep }) => keep !== "all") : [];
  const withWeights = keepWeights ? runs.filter(({ outcome }) => outcome === "finished") : [];
  const weights = await Promise.all(
    withWeights.map(({ id }) => isThere(checkpointPath(join(folder, "weights"), id))),
  );
  return [
    { what: describeProbes("all"), runs: withoutProbes.length },
    { what: "weights", runs: weights.filter((kept) => !kept).length },
  ].filter(({ runs }) => runs > 0);
}

function isThere(path: string): Promise<boolean> {
  return Deno.stat(path).then(() => true, () => false);
}
