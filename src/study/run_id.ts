/** Names of runs: runs of the same settings have the same, in whatever study they are. */
import type { TrainingConfig } from "../training/config.ts";
import { sha256 } from "./sha256.ts";

/** What the name of a run looks like. */
export const RUN_ID = /^[0-9a-f]{16}$/;

/**
 * The name of a run: the first 16 hex digits of SHA-256 over its settings as JSON, with keys in order.
 * The folder that a data set of one's own lies in is no part of it.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseTrainingConfig, runId } from "@activation-lab/activation-lab";
 *
 * assert.equal(runId(parseTrainingConfig({ activation: "elu" })), "d7ee3e75b326aa82");
 * ```
 */
export function runId(config: TrainingConfig): string {
  const { dataset } = config;
  const content = typeof dataset === "object" ? { ...dataset, name: "" } : dataset;
  return sha256(canonicalJson({ ...config, dataset: content })).slice(0, 16);
}

/** The one JSON text of a value, in which the keys of each object are in order. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.keys(part).sort().map((key) => [key, part[key]]));
  });
}
