/** Every mutation that the tests must notice, room by room. */
import { ANALYSIS } from "./analysis.ts";
import { DEVICES } from "./devices.ts";
import { FIGURE_FILES } from "./figure_files.ts";
import { FIGURES } from "./figures.ts";
import { COMMANDS, FILES } from "./files.ts";
import { ASSEMBLY_SCRIPT, WGSL } from "./kernels.ts";
import { FIGURE_MARKS } from "./marks.ts";
import type { Mutation } from "./mutation.ts";
import { PROBES } from "./probes.ts";
import { REPORTS } from "./reports.ts";
import { RUNNING } from "./running.ts";
import { STATISTICS } from "./statistics.ts";
import { STUDIES } from "./studies.ts";
import { STUDY_FIGURES } from "./study_figures.ts";
import { TENSOR } from "./tensor.ts";
import { TRAINING } from "./training.ts";

export const MUTATIONS: readonly Mutation[] = [
  ...WGSL,
  ...ASSEMBLY_SCRIPT,
  ...DEVICES,
  ...TENSOR,
  ...TRAINING,
  ...FILES,
  ...COMMANDS,
  ...ANALYSIS,
  ...PROBES,
  ...FIGURES,
  ...FIGURE_FILES,
  ...FIGURE_MARKS,
  ...STATISTICS,
  ...STUDIES,
  ...STUDY_FIGURES,
  ...RUNNING,
  ...REPORTS,
];
