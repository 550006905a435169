/** docs/answers.md against the records of the studies that it speaks of. */
import assert from "node:assert/strict";
import { ALPHA, LEVEL } from "../../src/study/statistics/conventions.ts";
import { runHere } from "../cli/in_process.ts";
import { depthAnswers } from "./depth/answers.ts";
import { inOneLine, linkedFiles, ownText, unheldNumbers } from "./markdown.ts";
import { patienceAnswers } from "./patience/answers.ts";
import { sixAnswers } from "./six/answers.ts";
import { startAnswers } from "./start/answers.ts";
import { tunedAnswers } from "./tuned/answers.ts";

const FILE = new URL("../../docs/answers.md", import.meta.url);
const markdown = await Deno.readTextFile(FILE);
const answers = inOneLine(ownText(markdown));

/** What is said of all numbers. */
const CONVENTIONS = [`${100 * LEVEL} % interval`, `below ${ALPHA}`];

/** What is said of the studies: sentences and rows of tables, each with its numbers. */
const held = [
  ...CONVENTIONS,
  ...await depthAnswers(),
  ...await sixAnswers(),
  ...await patienceAnswers(),
  ...await startAnswers(),
  ...await tunedAnswers(),
];

Deno.test("the answers have the numbers that the records give", () => {
  const missing = held.filter((fragment) => !answers.includes(fragment));
  if (missing.length > 0) assert.fail(`docs/answers.md lacks\n${missing.join("\n")}`);
});

Deno.test("the answers have no other numbers", () => {
  assert.deepEqual(unheldNumbers(answers, held), []);
});

Deno.test("what the answers link to is there", async () => {
  const files = linkedFiles(markdown);
  assert.ok(files.length > 0);
  for (const file of files) await Deno.stat(new URL(file, FILE));
});

Deno.test("the commands that give the numbers can be run", async () => {
  const commands = new Set(
    [...markdown.matchAll(/^deno run -A mod\.ts (.+)$/gm)].map(([, command]) => command!),
  );
  assert.ok(commands.size > 0);
  for (const command of commands) {
    const { code, stderr } = await runHere(command.split(" "));
    assert.deepEqual([code, stderr], [0, ""], command);
  }
});

Deno.test("a number that nothing holds is found, in quotations and code it is not", () => {
  const text = "Swish has 1.5 % and 3 of 4.\n\n> 0.25 %\n\n`--lr 0.1` [7.5](7.5.svg) 2 × 10⁻⁷\n";
  assert.deepEqual(unheldNumbers(inOneLine(ownText(text)), ["7.5"]), [
    ...["has 1.5 % and", "2 × 10⁻⁷"],
  ]);
});
