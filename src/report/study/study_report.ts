/** The report on a study, as files. */
import { runsCsv, type StudyResults } from "../../study/results.ts";
import type { ReportFigure } from "../document.ts";
import { toHtml } from "../html.ts";
import { toMarkdown } from "../markdown.ts";
import { cellsCsv, pairsCsv } from "./comparison_csv.ts";
import { figuresOf } from "./figures.ts";
import { latexTable } from "./latex_table.ts";
import { compareStudy, type StudyComparison } from "./study_comparison.ts";
import { describeStudy } from "./study_document.ts";

/** How to report. */
export interface StudyReportOptions {
  /** The factor whose values are compared (default: the first of the study that varies). */
  readonly factor?: string | undefined;
  /** The study's name, where it has none itself (default: "study"). */
  readonly name?: string | undefined;
  /** What to type to make it again, a line each (default: not said). */
  readonly commands?: readonly string[] | undefined;
}

/**
 * A report on a study, as the texts of its files by their paths: `report.html`, which needs nothing
 * beside it, `report.md` with pictures in `figures/`, `runs.csv`, `cells.csv`, `pairs.csv` and
 * `table.tex`. It compares the test
 * accuracy at each value of one factor, for each combination of the others. The same results give the
 * same bytes.
 *
 * Throws `StudyError` if no run is done, and `UsageError` for a factor that the study does not have.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { defineStudy, readStudy, StudyError, studyReport } from "@activation-lab/activation-lab";
 *
 * const study = defineStudy({ factors: { activation: ["relu", "tanh"] }, seeds: "0..19" });
 * await assert.rejects(studyReport({ study, records: [] }), StudyError); // no run is done
 *
 * // Of a study that has been run, it writes the report into a folder.
 * async function report(study: string, folder: string) {
 *   const files = await studyReport(await readStudy(study));
 *   await Deno.mkdir(`${folder}/figures`, { recursive: true });
 *   for (const [path, text] of Object.entries(files)) {
 *     await Deno.writeTextFile(`${folder}/${path}`, text);
 *   }
 * }
 * await assert.rejects(report("no_such_study", "."), StudyError);
 * ```
 */
export async function studyReport(
  results: StudyResults,
  { factor, name = "study", commands = [] }: StudyReportOptions = {},
): Promise<Record<string, string>> {
  const compared = compareStudy(results, factor);
  const figures = await draw(compared, commands);
  const strays = results.records.length - compared.records.length;
  const document = describeStudy(compared, results.study.name ?? name, {
    figures,
    strays,
    commands,
  });
  return {
    "report.html": toHtml(document),
    "report.md": toMarkdown(document),
    "runs.csv": runsCsv(results),
    "cells.csv": cellsCsv(compared),
    "pairs.csv": pairsCsv(compared),
    "table.tex": latexTable(compared),
    ...Object.fromEntries(figures.map(({ path, svg }) => [path, svg])),
  };
}

/** The figures at the width of a page, each of which says what command draws it again. */
async function draw(
  compared: StudyComparison,
  commands: readonly string[],
): Promise<ReportFigure[]> {
  const command = commands.at(-1);
  const figures: ReportFigure[] = [];
  for (const { name, caption, figure } of figuresOf(compared)) {
    const made = figure.with({ width: "page" })
      .withProvenance({ ...command !== undefined && { command } });
    figures.push({ path: `figures/${name}.svg`, svg: await made.toSvg(), caption });
  }
  return figures;
}
