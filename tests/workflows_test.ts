/** The workflows of the repository, checked against the schema that GitHub reads them by. */
import assert from "node:assert/strict";
import { validateWorkflow } from "./dependencies.ts";

const FOLDER = new URL("../.github/workflows/", import.meta.url);

Deno.test("every workflow fits the schema of workflows", async () => {
  for await (const { name } of Deno.readDir(FOLDER)) {
    const { errors } = validateWorkflow(await Deno.readTextFile(new URL(name, FOLDER)));
    assert.deepEqual(errors, [], name);
  }
});

Deno.test("a workflow without a machine to run on does not fit", () => {
  const { errors } = validateWorkflow("on: push\njobs: { a: { steps: [{ run: ls }] } }\n");
  assert.match(JSON.stringify(errors), /jobs\/a\/runs-on/);
});
