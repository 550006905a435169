/** The command line: its commands, and how errors end it. */
import { loadActivationFile } from "../checkpoints/activation_file.ts";
import { LabError, UsageError } from "../errors.ts";
import { VERSION } from "../version.ts";
import { activationsCommand } from "./activations.ts";
import { describeOption, describeRefusal } from "./command.ts";
import { commandLine } from "./command_line.ts";
import { log, logAlways, type OutputOptions, writeStderr, writeStdout } from "./console.ts";
import { curvesCommand } from "./curves.ts";
import { deadNeuronsCommand } from "./dead_neurons.ts";
import { addCompletion, Command, CommanderError, type CommandUnknownOpts } from "./dependencies.ts";
import { devicesCommand } from "./devices.ts";
import { distributionsCommand } from "./distributions.ts";
import { examplesCommand } from "./examples.ts";
import { EXIT } from "./exit.ts";
import { figureInfoCommand } from "./figure_info.ts";
import { gradientsCommand } from "./gradients.ts";
import { helpCommand } from "./help.ts";
import { checkpointsOption, computeOptions, dataOptions } from "./options.ts";
import { pretrainedCommand } from "./pretrained.ts";
import { withRemedy } from "./remedies.ts";
import { reproduceCommand } from "./reproduce.ts";
import { studyCommand } from "./study/study.ts";
import { testCommand } from "./test.ts";
import { trainCommand } from "./train.ts";

/** What every command takes, whether or not it changes anything there. */
const sharedOptions = () => [...computeOptions(), ...dataOptions(), checkpointsOption("")];

/** Where commander's help and errors go, the way of all words, and how it says what is wrong. */
function outputOf(command: CommandUnknownOpts) {
  return {
    writeOut: writeStdout,
    writeErr: writeStderr,
    outputError: (text: string) => writeStderr(describeRefusal(text, command.options)),
  };
}

/**
 * Has a command and those below it end, speak and offer help in the same way. Each that does something
 * takes the shared options, so that a script can pass the same to all; where they change nothing, help
 * is silent.
 */
function configure(command: CommandUnknownOpts): void {
  command.exitOverride().configureOutput(outputOf(command));
  command.configureHelp({ optionDescription: describeOption });
  command.helpOption("-h, --help", "show this help");
  if (command.commands.length > 0) {
    command.commands.forEach(configure);
    command.helpCommand(false).addCommand(helpCommand(command));
    return;
  }
  for (const option of sharedOptions()) {
    if (!command.options.some(({ long }) => long === option.long)) {
      command.addOption(option.hideHelp());
    }
  }
}

/**
 * Runs a command line such as ["train", "--act", "elu"] and returns its exit code: 0 done, 1 failed,
 * 2 usage error, 130 interrupted by Ctrl-C, 143 by SIGTERM, 129 by SIGHUP.
 *
 * Errors that a person can mend are printed as one message; others, which are bugs, are thrown.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { runCommandLine } from "@activation-lab/activation-lab";
 *
 * assert.equal(await runCommandLine(["train", "--act", "elu", "--epochs", "0"]), 2); // says why
 * ```
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  let code: number = EXIT.done;
  const exitWith = (value: number) => code = value;
  const commands = [
    trainCommand(exitWith),
    testCommand(),
    activationsCommand(),
    examplesCommand(),
    gradientsCommand(),
    distributionsCommand(),
    deadNeuronsCommand(),
    curvesCommand(),
    pretrainedCommand(),
    reproduceCommand(exitWith),
    studyCommand(exitWith),
    figureInfoCommand(),
    devicesCommand(),
  ];
  const program = new Command("activation-lab")
    .description(
      "Shows, with real training runs, what an activation function does to a neural network.",
    )
    .version(`activation-lab ${VERSION}`, "--version", "print the version")
    .addHelpText(
      "after",
      `
Examples:
  deno run -A mod.ts train --act elu       train a network with ELU
  deno run -A mod.ts test --act elu        test it again
  deno run -A mod.ts train --help          all options of a command

Installed as a command, it is completed by the shell:
  deno install --global -A --name activation-lab mod.ts
  source <(activation-lab complete bash)`,
    );
  for (const command of commands) program.addCommand(command);
  configure(program);
  addCompletion(program as never);
  const { log: consoleLog, warn: consoleWarn } = console;
  console.log = (...words) => writeStdout(words.join(" ") + "\n"); // what completion prints
  const early: string[] = []; // what the library notes before it is known whether all is to be quiet
  console.warn = (...words) => void early.push(words.join(" "));
  program.hook("preAction", async (_, command) => {
    command.setOptionValue("commandLine", commandLine(args)); // for its figures to tell
    const { quiet, actFile } = command.opts() as OutputOptions & { actFile?: string | string[] };
    console.warn = (...words) => log({ quiet }, words.join(" "));
    for (const note of early) console.warn(note);
    if (typeof actFile === "string") {
      const { name } = await loadActivationFile(actFile);
      command.setOptionValue("act", [name]);
    } else {
      for (const file of actFile ?? []) await loadActivationFile(file);
    }
  });
  try {
    if (args.length === 0) program.help();
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (!(error instanceof LabError)) throw error;
    logAlways(`error: ${withRemedy(error)}`);
    return error instanceof UsageError ? EXIT.usage : EXIT.failed;
  } finally {
    Object.assign(console, { log: consoleLog, warn: consoleWarn });
  }
}
