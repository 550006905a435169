/** `study`: many runs, planned, kept and compared; a command for each of these. */
import { Command } from "../dependencies.ts";
import { compareCommand } from "./compare.ts";
import { exportCommand } from "./export.ts";
import { packCommand } from "./pack.ts";
import { planCommand } from "./plan.ts";
import { reportCommand } from "./report.ts";
import { runCommand } from "./run.ts";
import { statusCommand } from "./status.ts";
import { verifyCommand } from "./verify.ts";

export function studyCommand(exitWith: (code: number) => void) {
  return new Command("study")
    .description("Work with studies: many runs, which differ in activation, depth, seed and so on.")
    .addCommand(planCommand())
    .addCommand(runCommand(exitWith))
    .addCommand(statusCommand())
    .addCommand(verifyCommand(exitWith))
    .addCommand(compareCommand())
    .addCommand(reportCommand())
    .addCommand(exportCommand())
    .addCommand(packCommand());
}
