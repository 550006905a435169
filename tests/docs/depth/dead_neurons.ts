/** What docs/answers.md says of neurons that are dead before training, and after it. */
import assert from "node:assert/strict";
import { inPercent } from "../../../src/report/study/rounding.ts";
import { fateOf, sharesByLayer, sharesBySeed, sum, withCommas } from "../neurons.ts";
import type { ReadStudy } from "../studies.ts";
import { meanShare } from "../writing.ts";

/** Each sentence or row that has numbers of them: neurons that are 0 for each image to train on. */
export function deadNeurons({ probes }: ReadStudy): string[] {
  const hidden = probes.filter(({ neurons }) => neurons !== null);
  const relu = hidden.filter(({ activation }) => activation === "relu");
  const others = hidden.filter(({ activation }) => activation !== "relu");
  const at = (depth: number) => {
    const rows = relu.filter((row) => row.depth === depth);
    const [start, best] = [true, false]
      .map((isStart) => rows.filter(({ epoch }) => (epoch === 0) === isStart));
    return { start: start!, best: best!, ...fateOf(start!, best!) };
  };
  const [two, eight, deep] = [at(2), at(8), at(32)];
  const [before, after] = [eight.start, eight.best].map(sharesByLayer);
  const fullest = Math.max(...hidden.map((row) => Number(row.dead) / Number(row.neurons)));
  const alive = eight.neurons - eight.born;
  assert.equal(sum(relu.filter(({ layer }) => layer === 1), "dead"), 0);
  assert.equal(sum(others, "dead"), 0);
  return [
    `With two hidden layers, ${two.born} of ${
      withCommas(two.neurons)
    } neurons is born dead, 0 for every`,
    `with eight, ${meanShare(sharesBySeed(eight.start))} of them are; with 32, ` +
    `${meanShare(sharesBySeed(deep.start))}`,
    `Of the ${withCommas(eight.born)} that are born dead with eight layers, ${
      withCommas(eight.revived)
    } ` +
    `(${
      inPercent(eight.revived / eight.born)
    } %) come back by the best epoch, and ${eight.died} of ` +
    `the other ${withCommas(alive)} (${inPercent(eight.died / alive)} %) die, which leaves ` +
    `${meanShare(sharesBySeed(eight.best))} dead`,
    `with 32 layers, where nothing is learned, ${deep.revived} of ${
      withCommas(deep.born)
    } come back, and ` +
    `with two, ${two.died} die`,
    ...before!.map((share, i) => `| ${i + 1} | ${share} | ${after![i]} |`),
    `The other five have no dead neuron in any of ${
      new Set(others.map(({ id }) => id)).size
    } networks`,
    `no layer of any network has more than ${inPercent(fullest)} % of its neurons dead`,
  ];
}
