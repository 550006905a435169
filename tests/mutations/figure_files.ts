/** Slips in the files that figures become, and in the report that they stand in. */
import type { Mutation } from "./mutation.ts";

const GLYPHS = ["tests/figures/glyphs_test.ts"];
const FILES = ["tests/cli/figure_files_test.ts"];
const REPORT = ["tests/report/report_test.ts"];
const SAVE = ["tests/figures/save_test.ts"];
const PROVENANCE = ["tests/figures/provenance_test.ts"];

export const FIGURE_FILES: readonly Mutation[] = [
  {
    name: "a figure that has no room is computed before it is refused",
    file: "src/cli/network_source.ts",
    find: "await requireRoom(options);",
    replace: "",
    tests: FILES,
  },
  {
    name: "a figure of all activations lists them in its name",
    file: "src/cli/figure_names.ts",
    find: "return `${figure}_${EVERY}`;",
    replace: "return `${figure}_${fileStem(names.join())}`;",
    tests: FILES,
  },
  {
    name: "characters that no font has are drawn as boxes",
    file: "src/figures/glyphs.ts",
    find: "if (draw(character) === box) {",
    replace: "if (draw(character) === character) {",
    tests: GLYPHS,
  },
  {
    name: "mathematics is not looked up in the second font",
    file: "src/figures/paint.ts",
    find: "FONT_FAMILIES.map(",
    replace: "FONT_FAMILIES.slice(0, 4).map(",
    tests: GLYPHS,
  },
  {
    name: "texts of other scripts are cut to a byte a character",
    file: "src/figures/png_chunks.ts",
    find: "if (/^[\\x20-\\x7e\\xa0-\\xff]*$/.test(text)) {",
    replace: "if (keyword) {",
    tests: PROVENANCE,
  },
  {
    name: "markup in a command is markup in the SVG",
    file: "src/figures/svg_texts.ts",
    find: "escapeXml(describe(texts))",
    replace: "describe(texts)",
    tests: PROVENANCE,
  },
  {
    name: "a line break in a command begins an entry",
    file: "src/figures/provenance.ts",
    find: "[keyword, printable(text!)]",
    replace: "[keyword, text!]",
    tests: PROVENANCE,
  },
  {
    name: "another program's figure is taken for ours",
    file: "src/figures/provenance.ts",
    find: "if (!Software?.startsWith(`${PROGRAM} `)) {",
    replace: "if (Software === undefined) {",
    tests: PROVENANCE,
  },
  {
    name: "a PDF's octal codes are read as decimal ones",
    file: "src/figures/read_provenance.ts",
    find: "parseInt(code, 8)",
    replace: "parseInt(code, 10)",
    tests: PROVENANCE,
  },
  {
    name: "a figure of another seed is lost in silence",
    file: "src/cli/written_figures.ts",
    find: "return { ...settings, seed };",
    replace: "return { ...settings };",
    tests: FILES,
  },
  {
    name: "what is no figure is lost in silence",
    file: "src/cli/written_figures.ts",
    find: "if (error instanceof LabError) return error.message;",
    replace: "if (error instanceof LabError) return undefined;",
    tests: FILES,
  },
  {
    name: "a figure's name does not tell its seed",
    file: "src/cli/network_source.ts",
    find: "untrained && seed !== usual.seed",
    replace: "untrained && seed === usual.seed",
    tests: FILES,
  },
  {
    name: "a command's quotes are not those of a shell",
    file: "src/cli/command_line.ts",
    find: "`'${arg.replaceAll(",
    replace: "`'${arg.replace(",
    tests: FILES,
  },
  {
    name: "quotes in a field of a table end it",
    file: "src/figures/data.ts",
    find: "text.replaceAll('\"', '\"\"')",
    replace: "text",
    tests: SAVE,
  },
  {
    name: "other numbers are lost in silence",
    file: "src/cli/written_figures.ts",
    find: "=== numbers ? undefined : `${path} has other numbers`;",
    replace: "=== numbers ? undefined : undefined;",
    tests: FILES,
  },
  {
    name: "a file does not tell its figure's style",
    file: "src/figures/figure.ts",
    find: "{ ...this.#provenance.settings, ...this.#settings }",
    replace: "{ ...this.#provenance.settings }",
    tests: SAVE,
  },
  {
    name: "outlines keep all their digits",
    file: "src/figures/encoding.ts",
    find: "\\d+\\.\\d{3,}",
    replace: "\\d+\\.\\d{99,}",
    tests: ["tests/figures/figure_test.ts"],
  },
  {
    name: "numbers in the report's page stand left",
    file: "src/report/html.ts",
    find: 'align[column] === "r" ? `${tag} class',
    replace: 'align[column] === "n" ? `${tag} class',
    tests: REPORT,
  },
  {
    name: "the sigmoid's accuracy is held against the others'",
    file: "src/report/claims.ts",
    find: "models.filter(({ record }) => !isSigmoid(record.config))",
    replace: "models.filter(({ record }) => record.config)",
    tests: REPORT,
  },
  {
    name: "dense layers are asked how saturated they are",
    file: "src/report/claims.ts",
    find: "i % 2 === 1",
    replace: "i % 2 === 0",
    tests: REPORT,
  },
  {
    name: "the table has a category's number",
    file: "src/figures/plot.ts",
    find: "{ [along]: name }",
    replace: "{ [along]: row[along]! }",
    tests: ["tests/figures/marks_test.ts"],
  },
];
