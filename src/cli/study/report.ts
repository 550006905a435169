/** `study report`: what a study has found, as files to read, to quote and to compute with. */
import { basename, join, resolve } from "node:path";
import { LabError } from "../../errors.ts";
import { writeFileAtomic } from "../../files/atomic_write.ts";
import { explainSystemError } from "../../files/system_error.ts";
import { studyReport } from "../../report/study/study_report.ts";
import { printable } from "../../printable.ts";
import { openStudyFolder, studyPath } from "../../study/folder.ts";
import { readStudy } from "../../study/read_study.ts";
import type { StudyResults } from "../../study/results.ts";
import type { Study } from "../../study/study.ts";
import { command, group } from "../command.ts";
import { printResult } from "../console.ts";
import { Option } from "../dependencies.ts";
import { activationFilesOption, resultOptions } from "../options.ts";
import { deviceFlags } from "./recorded_device.ts";

export function reportCommand() {
  return command(
    "report",
    "Write a report on a study: what it found, in sentences, tables, figures and CSV.",
    [
      group(
        "Report",
        new Option("--factor <name>", "what to compare (default: the first factor that varies)"),
        new Option("--output <folder>", "folder for the report (default: STUDY_report)"),
      ),
      group("Study", activationFilesOption()),
      resultOptions(),
    ],
    `
The report is report.html, which needs nothing beside it, and report.md; the
numbers are in runs.csv, cells.csv and pairs.csv, the means in table.tex.

Examples:
  study report results/six
  study report results/start --factor initializer --output start`,
  )
    .argument("<study>", "a study's folder or packed file")
    .action(async (path, options) => {
      const results = await readStudy(path);
      const place = placeOf(path);
      const { factor, output = `${place}_report`, actFile = [] } = options;
      const name = results.study.name ?? printable(basename(place));
      const commands = commandsFor(results, { name, output, factor, files: actFile });
      const files = await studyReport(results, { factor, name, commands });
      await openReportFolder(output, results.study);
      const earlier = await figuresIn(output);
      for (const [file, text] of Object.entries(files)) await write(join(output, file), text);
      for (const file of earlier) if (!Object.hasOwn(files, file)) await remove(join(output, file));
      const paths = Object.keys(files).map((file) => join(output, file));
      const documents = paths.filter((path) => /report\.(html|md)$/.test(path));
      printResult(options, { folder: output, files: paths }, documents.join("\n"));
    });
}

/** The path of a study without what is not its name. */
function placeOf(path: string): string {
  const place = path.replace(/[/\\]+$/, "").replace(/\.study\.gz$/, "");
  return /^\.{0,2}$/.test(basename(place)) ? resolve(path) : place;
}

/** Those that run the study of the report in a folder, on the device that it was run on, and report on it. */
function commandsFor(
  { records }: StudyResults,
  { name, output, factor, files }: {
    readonly name: string;
    readonly output: string;
    readonly factor: string | undefined;
    /** Of activations. */
    readonly files: readonly string[];
  },
): string[] {
  const folder = `results/${name}`;
  const loaded = files.flatMap((file) => ["--act-file", file]);
  const chosen = factor === undefined ? [] : ["--factor", factor];
  return [
    ["run", studyPath(output), "--output", folder, ...deviceFlags(records), ...loaded],
    ["report", folder, ...chosen, ...loaded],
  ].map((words) => ["deno run -A mod.ts study", ...words.map(quoted)].join(" "));
}

/** A text as one word of a shell. */
function quoted(text: string): string {
  return /^[\w./-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Throws `LabError` unless a folder is free, or has a report on this study that may be replaced. */
async function openReportFolder(folder: string, study: Study): Promise<void> {
  const hasRuns = await Deno.stat(join(folder, "runs")).then(() => true, () => false);
  if (hasRuns) {
    throw new LabError(`${folder} has the runs of a study; choose another folder with --output`);
  }
  await openStudyFolder(folder, study);
}

/** The figures of the report in a folder, by their paths in it; none where there is no report. */
async function figuresIn(folder: string): Promise<string[]> {
  const report = await Deno.readTextFile(join(folder, "report.md")).catch(() => "");
  return Array.from(report.matchAll(/\]\((figures\/[\w.-]+\.svg)\)/g), ([, path]) => path!);
}

async function remove(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw new LabError(`cannot remove ${path}: ${explainSystemError(error)}`);
  }
}

async function write(path: string, text: string): Promise<void> {
  try {
    await writeFileAtomic(path, new TextEncoder().encode(text));
  } catch (error) {
    throw new LabError(`cannot write ${path}: ${explainSystemError(error)}`);
  }
}
