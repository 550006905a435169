/** What docs/answers.md says of dead neurons in the tutorial's network. */
import { DEAD_NEURONS } from "../../../src/report/tutorial.ts";
import { inPercent } from "../../../src/report/study/rounding.ts";
import { fateOf, sharesByLayer, withCommas } from "../neurons.ts";
import type { ReadStudy } from "../studies.ts";
import { rangeOf } from "../writing.ts";

/** Each sentence or row that has numbers of them. */
export function deadNeurons({ probes }: ReadStudy): string[] {
  const relu = probes.filter(({ activation, neurons }) =>
    activation === "relu" && neurons !== null
  );
  const [start, best] = [true, false]
    .map((isStart) => relu.filter(({ epoch }) => (epoch === 0) === isStart));
  const { neurons, born, revived, died } = fateOf(start!, best!);
  const [before, after] = [start!, best!].map(sharesByLayer);
  const inLast = [start!, best!].map((rows) =>
    rows.filter(({ layer }) => layer === 4).map(({ dead }) => Number(dead))
  );
  const rank = (counts: readonly number[], value: number) =>
    `${counts.filter((count) => count < value).length} of ${counts.length} seeds had fewer`;
  return [
    ...before!.map((share, i) => `| ${i + 1} of 4 | ${share} | ${after![i]} |`),
    `in the last layer, ${rangeOf(inLast[0]!)} of 128 are born dead and ${
      rangeOf(inLast[1]!)
    } dead in the ` +
    `best epoch, where the tutorial has ${DEAD_NEURONS.untrained[3]} and ${
      DEAD_NEURONS.trained[3]
    }: ` +
    `${rank(inLast[0]!, DEAD_NEURONS.untrained[3])} than its ${DEAD_NEURONS.untrained[3]}`,
    `Of the ${withCommas(born)} born dead in all, ${withCommas(revived)} ` +
    `(${inPercent(revived / born)} %) come back, and ${withCommas(died)} of the other ` +
    `${withCommas(neurons - born)} (${inPercent(died / (neurons - born))} %) die`,
  ];
}
