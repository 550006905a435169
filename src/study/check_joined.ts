/** Which studies can be put into one table. */
import { contentOf, describeDataSettings } from "../data/settings.ts";
import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import { configsOf } from "./plan.ts";
import { canonicalJson } from "./run_id.ts";
import type { Study } from "./study.ts";

/**
 * Throws `UsageError` unless each study has a name of its own, no two are the same, and the runs of one
 * can be paired with those of another: on the same images, and the same split of them for a seed.
 */
export function checkJoined(studies: readonly Study[]): void {
  const [first] = studies;
  if (first === undefined) throw new UsageError("expected studies, got none");
  checkNames(studies);
  for (const study of studies.slice(1)) {
    const [one, other] = [first, study].map(imagesOf);
    if (one!.content !== other!.content) {
      throw new UsageError(
        `the study ${first.name} is of ${one!.named}, ${study.name} of ${other!.named}; expected ` +
          "studies of the same images",
      );
    }
    if (first.varySplit !== study.varySplit) {
      const [varying, fixed] = first.varySplit ? [first, study] : [study, first];
      throw new UsageError(
        `the study ${varying.name} varies the split with the seed, ${fixed.name} does not; expected ` +
          "studies whose runs of a seed can be paired",
      );
    }
  }
}

function checkNames(studies: readonly Study[]): void {
  studies.forEach(({ name }, i) => {
    if (name !== undefined) return;
    throw new UsageError(
      `study ${i + 1} has no name, expected one that tells its runs from others`,
    );
  });
  const seen = new Map<string, string>();
  for (const { name, ...study } of studies) {
    const content = canonicalJson(study);
    const other = seen.get(content);
    if (other !== undefined) {
      throw new UsageError(`the studies ${other} and ${name} are the same, expected each once`);
    }
    seen.set(content, name!);
  }
  const names = studies.map(({ name }) => name!);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) {
    throw new UsageError(`two studies are called ${inspect(twice)}, expected a name for each`);
  }
}

/** The data sets of a study: what makes them the same, and as messages have them. */
function imagesOf(study: Study): { readonly content: string; readonly named: string } {
  const all = new Map(
    configsOf(study).map(({ dataset }) => {
      const settings = dataset === undefined ? {} : { dataset };
      return [contentOf(settings), describeDataSettings(settings)];
    }),
  );
  return { content: [...all.keys()].sort().join(), named: [...all.values()].join(" and ") };
}
