/** Small models that might have been trained. */
import { checkpointPath, writeCheckpoint } from "../../src/checkpoints/checkpoint.ts";
import { modelName } from "../../src/checkpoints/paths.ts";
import { parseTrainingConfig, type TrainingConfig } from "../../src/training/config.ts";
import type { RunProbes } from "../../src/training/probes.ts";
import { weightsOf } from "../pretrained/model.ts";

/** A model that might have been trained, in a folder of checkpoints; with other settings and with probes, if given. */
export async function storeModel(
  folder: string,
  activation: string,
  epochs: number,
  settings: Partial<TrainingConfig> = {},
  probes?: RunProbes,
): Promise<string> {
  const config = parseTrainingConfig({ activation, hiddenSizes: [12, 8], seed: 3, ...settings });
  const path = checkpointPath(folder, modelName(activation));
  await writeCheckpoint(path, {
    config,
    device: "test",
    history: Array.from({ length: epochs }, (_, i) => ({
      epoch: i + 1,
      loss: 1 / (i + 1),
      trainAccuracy: 1 - 1 / (i + 2),
      validationAccuracy: 0.5 + (i % 2) / 4,
      seconds: 1,
    })),
    best: epochs < 2 ? null : { epoch: 2, validationAccuracy: 0.75 },
    test: null,
    stopped: "test",
    ...(probes && { probes }),
    weights: new Map(
      weightsOf(config.hiddenSizes, 1).flatMap(({ name, kernel, bias }) => [
        [`${name}.kernel`, kernel],
        [`${name}.bias`, bias],
      ]),
    ),
  });
  return path;
}
