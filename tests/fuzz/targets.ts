/** Every reader of what others wrote. */
import { checkpoint } from "./checkpoint.ts";
import { publishedConfig, strictJson, trainingConfig } from "./config.ts";
import { figures } from "./figures.ts";
import { gzip } from "./gzip.ts";
import { idxImages, idxLabels } from "./idx.ts";
import { modelNames } from "./names.ts";
import { pickle } from "./pickle.ts";
import { publishedWeights } from "./published_weights.ts";
import type { Target } from "./run.ts";
import { safetensors } from "./safetensors.ts";
import { runRecords, studies } from "./studies.ts";
import { tables } from "./tables.ts";
import { unfinished } from "./unfinished.ts";

export const TARGETS: readonly Target[] = [
  idxImages,
  idxLabels,
  gzip,
  safetensors,
  checkpoint,
  unfinished,
  pickle,
  publishedWeights,
  trainingConfig,
  publishedConfig,
  strictJson,
  modelNames,
  tables,
  figures,
  studies,
  runRecords,
];
