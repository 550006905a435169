/** The report's section on dead neurons: the tutorial's counts beside ours. */
import { FASHION_MNIST, imageCount } from "../data/datasets.ts";
import { trainingCount } from "../data/split.ts";
import type { Measurements } from "./claims.ts";
import { type Block, heading, paragraph } from "./document.ts";
import type { DeadNeuronRanges, NoEvidence, SeedEvidence } from "./seed_evidence.ts";
import { DEAD_NEURONS } from "./tutorial.ts";

/** How many images networks are trained with. */
const TRAINING = trainingCount(imageCount(FASHION_MNIST.train)).toLocaleString("en");

type Counts = readonly number[];

/** The section, with its heading. */
export function deadNeuronCounts(
  { untrained, trained, tenLayers }: Measurements["deadNeurons"],
  evidence: SeedEvidence | NoEvidence,
): Block[] {
  const ranges = "problem" in evidence ? null : evidence.deadNeurons;
  return [
    heading("Dead neurons of ReLU networks"),
    {
      kind: "table",
      header: ["Network", "Tutorial", "Here", "Agrees"],
      align: "llll",
      rows: [
        row("untrained", DEAD_NEURONS.untrained, untrained, "no"),
        row("trained", DEAD_NEURONS.trained, trained, chanceVerdict(trained, ranges)),
        ...ranges === null ? [] : [[
          `trained, ${ranges.runs} runs`,
          "",
          ranges.layers.map(([low, high]) => low === high ? `${low}` : `${low} to ${high}`)
            .join(", "),
          "",
        ]],
        row("untrained, ten layers", DEAD_NEURONS.tenLayers, tenLayers, "no"),
      ],
    },
    paragraph(
      `A neuron is dead when it is exactly 0 for every one of the ${TRAINING} training images. Untrained ` +
        "networks are the same to the bit, so their counts must be equal; the trained one is " +
        "another end of the same chaotic path.",
    ),
    ...ranges === null ? [] : [paragraph(
      `By chance alone, a layer of one more run is outside the range of ${ranges.runs} runs at most ` +
        `2 times in ${ranges.runs + 1}.`,
    )],
  ];
}

function row(network: string, published: Counts, ours: Counts, otherwise: string): string[] {
  const agrees = published.join() === ours.join() ? "exactly" : otherwise;
  return [network, published.join(", "), ours.join(", "), agrees];
}

/** Whether the counts of trained networks are among those of other runs. */
function chanceVerdict(ours: Counts, ranges: DeadNeuronRanges | null): string {
  if (ranges === null) return "not exactly";
  const isWithin = (counts: Counts) =>
    ranges.layers.every(([low, high], layer) => low <= counts[layer]! && counts[layer]! <= high);
  const outside = [
    ...isWithin(DEAD_NEURONS.trained) ? [] : ["the tutorial's"],
    ...isWithin(ours) ? [] : ["ours"],
  ];
  const where = outside.length === 0 ? "within" : `${outside.join(" and ")} outside`;
  return `${where} the range of ${ranges.runs} runs`;
}
