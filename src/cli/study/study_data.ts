/** The images of a study. */
import type { LoadedDataset } from "../../data/dataset.ts";
import { type DataSettings, describeDataSettings } from "../../data/settings.ts";
import { runsOf } from "../../study/plan.ts";
import type { Study } from "../../study/study.ts";
import type { OutputOptions } from "../console.ts";
import { type DataOptions, loadData } from "../context.ts";

/** Loads each data set that the study's settings name. */
export async function loadDatasets(
  options: OutputOptions & DataOptions,
  study: Study,
): Promise<LoadedDataset[]> {
  const named = new Map<string, DataSettings>(
    runsOf(study, []).map(({ config }) => [describeDataSettings(config), config]),
  );
  const all = [...named.values()];
  const subject = "the study is for";
  if (all.length === 1) return [await loadData(options, all, subject)];
  const loaded: LoadedDataset[] = [];
  for (const settings of all) {
    const dataset = typeof settings.dataset === "object" ? options.dataset : undefined;
    loaded.push(await loadData({ ...options, dataset, normalize: undefined }, [settings], subject));
  }
  return loaded;
}
