/** The settings that all runs of a study share. */
import { describeDataSettings } from "../../data/settings.ts";
import type { Table } from "../document.ts";
import { inWords, type StudyComparison } from "./study_comparison.ts";

/** Each field of the configuration that has one value, the tutorial's defaults among them. */
export function settingsTable({ planned }: StudyComparison): Table {
  const configs = planned.flatMap(({ trials, runs = [] }) => [...trials.flat(), ...runs])
    .map(({ config: { dataset, normalize, ...config } }) => ({
      images: describeDataSettings({ ...dataset && { dataset }, ...normalize && { normalize } }),
      ...config,
    }));
  const rows = Object.entries(configs[0]!).flatMap(([field, value]) => {
    const text = `${Array.isArray(value) ? value.join(", ") : value}`;
    const isShared = configs.every((config) =>
      `${config[field as keyof typeof config]}` === `${value}`
    );
    return isShared ? [[inWords(field), text]] : [];
  });
  return { kind: "table", header: ["Setting", "Value"], align: "ll", rows };
}
