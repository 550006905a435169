/** The evidence of many seeds for a reproduction: from the study of the six that comes with the project. */
import { exists } from "../checkpoints/disk.ts";
import { LabError } from "../errors.ts";
import { projectStudy } from "../project_files.ts";
import type { ReproducedModel } from "../report/reproduced_model.ts";
import { type NoEvidence, type SeedEvidence, seedEvidence } from "../report/seed_evidence.ts";
import { readStudy } from "../study/read_study.ts";
import { log, type OutputOptions } from "./console.ts";
import { shortened } from "./models.ts";

/** The study of the tutorial's six, trained as there. */
const STUDY = "six";

/** What the study's seeds say of the models' accuracies, or why nothing is known; says which file it reads. */
export async function readEvidence(
  output: OutputOptions,
  models: readonly ReproducedModel[],
): Promise<SeedEvidence | NoEvidence> {
  try {
    const path = projectStudy(STUDY);
    const file = shortened(path);
    if (!await exists(path)) throw new LabError(`there is no ${file}`);
    log(output, `Reading ${file}`);
    return seedEvidence(file, await readStudy(path), models);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    const problem = `the project's study ${STUDY} cannot be read: ${error.message}`;
    log(output, `Note: nothing is said of other seeds: ${problem}.`);
    return { problem };
  }
}
