/** Whether a study's runs repeat: some are run again, from the start, and compared bit for bit. */
import type { Dataset } from "../data/dataset.ts";
import type { Device } from "../device/device.ts";
import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import { train } from "../training/train.ts";
import { datasetOf } from "./execute_run.ts";
import type { StudyResults } from "./results.ts";
import { type RunRecord, runRecord } from "./run_record.ts";

/** Which runs are repeated, and on what. */
export interface VerifyOptions {
  /** Where to compute: what is the same to the last bit is so on devices of one name only. */
  readonly device: Device;
  /** The images; of a study with several data sets, those of each. */
  readonly datasets: readonly Dataset[];
  /** How many runs, drawn at random: at least 1 (default: all). */
  readonly sample?: number | undefined;
  /** Ends it soon after it is aborted; the run under way is not among the results. */
  readonly signal?: AbortSignal | undefined;
  /** Called after every run. */
  readonly onRun?: ((run: VerifiedRun) => void) | undefined;
}

/** A run that was repeated. */
export interface VerifiedRun {
  /** What it gave. */
  readonly recorded: RunRecord;
  /** What it gives now. */
  readonly repeated: RunRecord;
  /** Whether the device has the name of the one that it was recorded on: then its bits must be the same. */
  readonly sameDevice: boolean;
  /** What differs, human-readable: nothing, if all numbers are the same to the last bit. */
  readonly differences: readonly string[];
}

/**
 * Repeats runs of a study, and compares losses, accuracies, the best epoch and the outcome of each with
 * its record; not the time that it took, nor its probes.
 *
 * Throws `UsageError` where there is no run to repeat, or the images of one are not given, and as `train`.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   defineStudy,
 *   openDevice,
 *   readStudy,
 *   runStudy,
 *   verifyStudy,
 * } from "@activation-lab/activation-lab";
 *
 * const images = { count: 12, images: new Uint8Array(12 * 784), labels: new Uint8Array(12) };
 * const datasets = [{ train: images, test: images, source: "made up" }];
 * const study = defineStudy({
 *   fixed: { hiddenSizes: [4], batchSize: 5, epochs: 2 },
 *   factors: { activation: ["relu", "tanh"] },
 *   seeds: [1],
 * });
 * const folder = await Deno.makeTempDir();
 * await runStudy(study, folder, { datasets, device: "cpu", blas: "none", jobs: 1 });
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const runs = await verifyStudy(await readStudy(folder), { device, datasets });
 * assert.ok(runs.every(({ differences }) => differences.length === 0));
 * device.close();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function verifyStudy(
  { records }: StudyResults,
  { device, datasets, sample = records.length, signal, onRun }: VerifyOptions,
): Promise<VerifiedRun[]> {
  if (records.length === 0) {
    throw new UsageError("verifyStudy: expected a study with runs, got none");
  }
  if (!(Number.isInteger(sample) && sample >= 1)) {
    throw new UsageError(
      `verifyStudy: expected an integer of at least 1 as sample, got ${inspect(sample)}`,
    );
  }
  const verified: VerifiedRun[] = [];
  for (const recorded of draw(records, sample)) {
    const { config } = recorded;
    const dataset = datasetOf(config, datasets);
    const result = await train({ device, dataset, config, signal });
    if (result.outcome === "interrupted") break;
    const repeated = runRecord(config, device.info.name, result);
    const sameDevice = recorded.device === repeated.device;
    const run = { recorded, repeated, sameDevice, differences: differences(recorded, repeated) };
    onRun?.(run);
    verified.push(run);
  }
  return verified;
}

/** So many of the items, each at most once. */
function draw<Item>(items: readonly Item[], count: number): Item[] {
  const left = [...items];
  return Array.from(
    { length: Math.min(count, left.length) },
    () => left.splice(Math.floor(Math.random() * left.length), 1)[0]!,
  );
}

/**
 * What a run gives that does not depend on time, part by part. Whether a loss or, at a save, a weight is
 * first found not to be finite depends on it.
 */
function partsOf({ history, best, test, outcome }: RunRecord): Map<string, unknown> {
  return new Map<string, unknown>([
    ...history.flatMap(({ epoch, seconds: _, ...numbers }) =>
      Object.entries(numbers).map(([name, value]) => [`${name} of epoch ${epoch}`, value] as const)
    ),
    ["best epoch", best?.epoch],
    ["test accuracy", test?.accuracy],
    ["outcome", outcome],
  ]);
}

/** From the first on: "loss of epoch 3: 0.41 before, 0.42 now". */
function differences(recorded: RunRecord, repeated: RunRecord): string[] {
  const [before, now] = [recorded, repeated].map(partsOf);
  const names = new Set([...before!.keys(), ...now!.keys()]);
  return [...names].flatMap((name) => {
    const [had, has] = [before, now].map((parts) => parts!.get(name));
    if (Object.is(had, has)) return [];
    return [`${name}: ${had ?? "none"} before, ${has ?? "none"} now`];
  });
}
