/** `study`: many runs, planned, kept and compared; a command for each of these. */
import { Command } from "../dependencies.ts";
import { compareCommand } from "./compare.ts";
import { exportCommand } from "./export.ts";
import { packCommand } from "./pack.ts";
import { planCommand } from "./plan.ts";
import { statusCommand } from "./status.ts";

export function studyCommand() {
  return new Command("study")
    .description("Work with studies: many runs, which differ in activation, depth, seed and so on.")
    .addCommand(planCommand())
    .addCommand(statusCommand())
    .addCommand(compareCommand())
    .addCommand(exportCommand())
    .addCommand(packCommand());
}
