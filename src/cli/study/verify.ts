/** `study verify`: repeats runs of a study, and compares them bit for bit. */
import { printable } from "../../printable.ts";
import { readStudy } from "../../study/read_study.ts";
import { type VerifiedRun, verifyStudy } from "../../study/verify.ts";
import { command, group } from "../command.ts";
import { log, logAlways, printResult } from "../console.ts";
import { withDevice } from "../context.ts";
import { Option } from "../dependencies.ts";
import { EXIT, exitCodeOf } from "../exit.ts";
import { withInterrupt } from "../interrupt.ts";
import {
  activationFilesOption,
  computeOptions,
  countUpTo,
  dataOptions,
  datasetOptions,
  resultOptions,
} from "../options.ts";
import { recordedDevice } from "./recorded_device.ts";
import { loadDatasets } from "./study_data.ts";

/** The command; it tells `exitWith` how it ended. */
export function verifyCommand(exitWith: (code: number) => void) {
  return command(
    "verify",
    "Repeat runs of a study, from the start, and compare them bit for bit.",
    [
      group(
        "Run",
        new Option("--sample <n>", "how many runs, drawn at random").argParser(countUpTo(100_000))
          .default(5),
      ),
      datasetOptions(),
      dataOptions(),
      computeOptions("1"),
      group("Study", activationFilesOption()),
      resultOptions(),
    ],
    `
A run's record names the device that it was run on. On a device of the same
name, all its losses and accuracies must be the same; if one is not, the exit
code is 1. On another one the last bits may differ. Unless --device or --blas
says otherwise, runs are repeated on the device that most were recorded on; if
this machine does not have it, that is said.

Examples:
  study verify results/six
  study verify results/six --sample 20 --device cpu --blas none`,
  )
    .argument("<study>", "a study's folder or packed file")
    .action(async (path, options) => {
      const results = await readStudy(path);
      const { sample } = options;
      const datasets = await loadDatasets(options, results.study);
      const asked = { ...options, threads: options.threads ?? 1 };
      const { options: compute, missing } = await recordedDevice(results.records, asked);
      if (missing !== undefined) {
        logAlways(
          `Note: the device that most runs were recorded on, ${
            printable(missing)
          }, is not here, or not ` +
            "what is asked for; on another one the last bits may differ.",
        );
      }
      const { result: runs, interruption } = await withInterrupt((signal) =>
        withDevice(compute, `Repeating ${path}`, (device) => {
          const onRun = (run: VerifiedRun) => log(options, runLine(run));
          return verifyStudy(results, { device, datasets, sample, signal, onRun });
        })
      );
      printResult(options, runs.map(documentOf), resultText(runs));
      if (interruption !== undefined) exitWith(exitCodeOf(interruption));
      else if (runs.some(isWrong)) exitWith(EXIT.failed);
    });
}

/** Whether a run that must repeat does not. */
function isWrong({ sameDevice, differences }: VerifiedRun): boolean {
  return sameDevice && differences.length > 0;
}

function runLine({ recorded, sameDevice, differences }: VerifiedRun): string {
  const { id, config, device } = recorded;
  const result = differences.length === 0
    ? "the same to the last bit"
    : `numbers that differ: ${differences.length}, the first is the ${differences[0]}`;
  const where = sameDevice ? "" : `; recorded on another device, ${device}`;
  return `run ${id} (${config.activation}, seed ${config.seed}): ${result}${where}`;
}

function resultText(runs: readonly VerifiedRun[]): string {
  const count = (which: (run: VerifiedRun) => boolean) => runs.filter(which).length;
  const same = count(({ differences }) => differences.length === 0);
  const [wrong, elsewhere] = [count(isWrong), runs.length - same - count(isWrong)];
  return `the same to the last bit: ${same} of ${runs.length} runs` +
    (wrong === 0 ? "" : `, ${wrong} not, though the device is the same`) +
    (elsewhere === 0 ? "" : `, ${elsewhere} not, recorded on another device`);
}

function documentOf({ recorded, repeated, sameDevice, differences }: VerifiedRun) {
  const devices = { recordedOn: recorded.device, repeatedOn: repeated.device };
  return { id: recorded.id, ...devices, sameDevice, differences };
}
