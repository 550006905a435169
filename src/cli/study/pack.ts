/** `study pack`: a study as one file. */
import { UsageError } from "../../errors.ts";
import { packStudy } from "../../study/pack.ts";
import { isPacked, readStudy } from "../../study/read_study.ts";
import { command, group } from "../command.ts";
import { log } from "../console.ts";
import { Option } from "../dependencies.ts";
import { activationFilesOption, resultOptions } from "../options.ts";
import { writeNew } from "./write_new.ts";

export function packCommand() {
  return command(
    "pack",
    "Pack a study and its records, without weights, into one file, which study commands read.",
    [
      group("Pack", new Option("--output <file>", "the file (default: FOLDER.study.gz)")),
      group("Study", activationFilesOption()),
      resultOptions(),
    ],
    `
Examples:
  study pack results/six
  study compare results/six.study.gz --factor activation`,
  )
    .argument("<study>", "a study's folder")
    .action(async (path, options) => {
      if (await isPacked(path)) {
        throw new UsageError(`${path} is packed already; expected a study's folder`);
      }
      const { output = `${path.replace(/[/\\]+$/, "")}.study.gz` } = options;
      const results = await readStudy(path);
      const bytes = packStudy(results);
      await writeNew(output, bytes);
      const { length } = results.records;
      log(options, `${output} has the study with ${length} runs, in ${bytes.length} bytes.`);
    });
}
