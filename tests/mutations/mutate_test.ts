/** The search for survivors, tried on a project of two files; and the list, held against this one. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { MUTATIONS } from "./list.ts";
import { checkAll, type Mutation, MutationError, shardOf } from "./mutation.ts";
import { tryMutations } from "./run.ts";

const SOURCE = `
export const larger = (a: number, b: number) => a > b ? a : b;
export const sum = (a: number, b: number) => a + b;
`;
const TEST = `
import { larger, sum } from "./source.ts";
Deno.test("the larger one", () => {
  if (larger(1, 2) !== 2) throw new Error("it is not");
});
Deno.test("the sum", () => {
  if (sum(1, 0) !== 1 || Deno.env.get("TEST_DEVICE") === "webgpu") throw new Error("it is not");
});
`;

const mutation: Mutation = {
  name: "the smaller one",
  file: "source.ts",
  find: "a > b",
  replace: "a < b",
  tests: ["source_test.ts"],
};

/** Does something in the small project. */
function inProject(body: (root: string) => Promise<void>): Promise<void> {
  return inTemporaryFolder(async (root) => {
    await Deno.writeTextFile(`${root}/deno.json`, "{}");
    await Deno.writeTextFile(`${root}/source.ts`, SOURCE);
    await Deno.writeTextFile(`${root}/source_test.ts`, TEST);
    await body(root);
  });
}

/** Asserts that trying these mutations is refused. */
async function assertRefused(root: string, mutations: Mutation[], reason: RegExp): Promise<void> {
  await assert.rejects(Array.fromAsync(tryMutations(root, mutations)), (error: Error) => {
    assert.ok(error instanceof MutationError, String(error));
    assert.match(error.message, reason);
    return true;
  });
  assert.equal(await Deno.readTextFile(`${root}/source.ts`), SOURCE);
}

Deno.test("what a test notices and what survives is told apart, and the project left as it was", () =>
  inProject(async (root) => {
    const survivor = { ...mutation, name: "no sum", find: "a + b", replace: "a - b" };
    const outcomes = await Array.fromAsync(tryMutations(root, [mutation, survivor]));
    assert.deepEqual(outcomes, [
      { mutation, noticedBy: "the larger one" },
      { mutation: survivor, noticedBy: undefined },
    ]);
    assert.equal(await Deno.readTextFile(`${root}/source.ts`), SOURCE);
  }));

Deno.test("a mutation that does not apply exactly once is refused before any is tried", () =>
  inProject(async (root) => {
    const refused = (change: Partial<Mutation>, reason: RegExp) =>
      assertRefused(root, [mutation, { ...mutation, name: "other", ...change }], reason);
    await refused({ find: "a >= b" }, /^"other" applies 0 times to source\.ts, expected once$/);
    await refused({ find: "number" }, /^"other" applies 4 times to source\.ts, expected once$/);
    await refused({ find: "" }, /^"other" applies \d+ times to source\.ts, expected once$/);
    await refused({ replace: "a > b" }, /^"other" changes nothing in source\.ts$/);
    await refused({ file: "none.ts" }, /^"other": NotFound: .*none\.ts/);
    await refused({ tests: ["none_test.ts"] }, /^"other": NotFound: .*none_test\.ts/);
    await refused({ name: mutation.name }, /^two are called "the smaller one"$/);
  }));

Deno.test("tests that fail anyway, or cannot even start, tell nothing and are refused", () =>
  inProject(async (root) => {
    await assertRefused(
      root,
      [{ ...mutation, device: "webgpu" }],
      /^"the sum" fails without any mutation, on the device webgpu$/,
    );
    await assertRefused(
      root,
      [{ ...mutation, replace: "a > > b" }],
      /^"the smaller one": no test starts: .*SyntaxError/s,
    );
  }));

Deno.test("shards take turns, and have all mutations between them", () => {
  const named = (...names: string[]) => names.map((name) => ({ ...mutation, name }));
  const all = named("a", "b", "c", "d", "e");
  assert.deepEqual(shardOf(all, "1/1"), all);
  assert.deepEqual(shardOf(all, "1/2"), named("a", "c", "e"));
  assert.deepEqual(shardOf(all, "2/2"), named("b", "d"));
  for (const text of ["", "0/2", "3/2", "1", "1/0", "1/2/3", "one/two"]) {
    assert.throws(() => shardOf(all, text), {
      name: "MutationError",
      message: `expected a shard from "1/n" to "n/n", got "${text}"`,
    });
  }
});

Deno.test("every mutation of the list applies exactly once, and its tests are there", () =>
  checkAll(fileURLToPath(new URL("../..", import.meta.url)), MUTATIONS));
