/** What docs/answers.md says of how gradients reach the first layers of networks that are not trained yet. */
import assert from "node:assert/strict";
import { inPercent } from "../../../src/report/study/rounding.ts";
import { mean } from "../../../src/study/statistics/moments.ts";
import type { Row } from "../../../src/study/table.ts";
import type { ReadStudy } from "../studies.ts";
import { inDigits, meanRatio, TITLES } from "../writing.ts";

/** Each sentence or row that has numbers of them. */
export function gradients({ study, probes, cell }: ReadStudy, six: ReadStudy): string[] {
  const depths = study.factors["depth"] as readonly number[];
  const names = Object.keys(TITLES);
  const shares = (name: string, depth: number) =>
    untrainedNetworks(probes, name, depth).map(reachingFirst);
  const factors = (name: string) => untrainedNetworks(probes, name, depths.at(-1)!).map(perLayer);
  const orderBy = (value: (name: string) => number) =>
    names.toSorted((one, other) => value(other) - value(one));
  const order = orderBy((name) => mean(shares(name, 8)));
  const trained = names.filter((name) => cell(name, 8).untrained === 0);
  assert.deepEqual(
    order.slice(0, trained.length),
    orderBy((name) => cell(name, 8).mean!)
      .slice(0, trained.length),
  );
  const inTutorials = (name: string) => untrainedNetworks(six.probes, name).map(reachingFirst);
  // "within a factor of three", but for sigmoid
  for (const name of names.filter((name) => name !== "sigmoid")) {
    for (const share of inTutorials(name)) {
      assert.ok(share > 1 / 3 && share < 3, `${name}: ${share}`);
    }
  }
  const saturated = probes.filter(({ activation, depth, layer }) =>
    activation === "sigmoid" && depth === 8 && layer === 8
  ).map((row) => Number(row.saturated));
  return [
    ...names.map((name) =>
      `| ${TITLES[name]} | ${meanRatio(inTutorials(name))} | ` +
      `${depths.map((depth) => meanRatio(shares(name, depth))).join(" | ")} | ` +
      `${meanRatio(factors(name), 3)} |`
    ),
    `the order of the gradients, ${order.map((name) => TITLES[name]).join(", ")}, is that of the ` +
    "accuracies",
    `a factor of 1/√3 or ${inDigits(Math.sqrt(1 / 3), 3)}`,
    `with ReLU 1/√6 or ${inDigits(Math.sqrt(1 / 6), 3)}`,
    `${
      inPercent(Math.max(...saturated))
    } % of what its last hidden layer takes in is at a derivative ` +
    "below 0.01",
  ];
}

/** The layers of each untrained network, of those of a depth where it varies. */
function untrainedNetworks(probes: readonly Row[], name: string, depth?: number): Row[][] {
  const rows = probes.filter((row) => row.activation === name && row.depth === depth);
  return [...Map.groupBy(rows.filter(({ epoch }) => epoch === 0), ({ seed }) => seed).values()];
}

/** The norm of the first layer's gradient, as a share of the output layer's. */
function reachingFirst(layers: readonly Row[]): number {
  return Number(layers[0]!.gradient_norm) / Number(layers.at(-1)!.gradient_norm);
}

/** What a hidden layer leaves of the standard deviation of a gradient, the geometric mean over them. */
function perLayer(layers: readonly Row[]): number {
  const variances = layers.filter(({ neurons }) => neurons !== null)
    .map(({ gradient_variance }) => Number(gradient_variance));
  return (variances[0]! / variances.at(-1)!) ** (1 / (2 * (variances.length - 1)));
}
