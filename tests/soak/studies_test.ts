import { assertKillable, assertShared } from "./studies.ts";

Deno.test("a study that is killed three times ends with the records of one that never was", () =>
  assertKillable({ kills: 3, within: 100, seeds: 4, epochs: 100 }));

Deno.test("two processes share a study's runs, none of which is done twice", () =>
  assertShared(2, 6));
