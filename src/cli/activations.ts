/** `activations`: activation functions and their gradients. */
import {
  sampleActivation,
  type SampledActivation,
  type SampleRange,
} from "../analysis/sampled_activation.ts";
import type { Device } from "../device/device.ts";
import { UsageError } from "../errors.ts";
import { activationsFigure, type ActivationsOptions } from "../figures/activations.ts";
import { activationNames, findActivation, TUTORIAL_ACTIVATIONS } from "../nn/activations.ts";
import { ALL, EVERY } from "./activation_list.ts";
import { command, group } from "./command.ts";
import { oneOrAll } from "./console.ts";
import { withDevice } from "./context.ts";
import { Option } from "./dependencies.ts";
import { type AnalysisResult, writeResult } from "./figure_output.ts";
import { listFigureName } from "./figure_names.ts";
import {
  activationFileOption,
  activationsOption,
  computeOptions,
  figureOptions,
  number,
} from "./options.ts";

/** Where the tutorial's curves begin and end. */
const RANGE = { from: -5, to: 5 };

export function activationsCommand() {
  const finite = number("a finite number", Number.isFinite);
  return command(
    "activations",
    "Draw activation functions and their gradients.",
    [
      group(
        "Activations",
        activationsOption(
          `activation functions: ${activationNames().join(", ")}; some have parameters, as in ` +
            `elu:alpha=0.5; or formulas, such as "x * sigmoid(x)" (default: ${ALL}, the tutorial's six; ` +
            `${EVERY}: all of these)`,
        ),
        activationFileOption(),
        new Option("--from <x>", "where the curves begin").argParser(finite).default(RANGE.from),
        new Option("--to <x>", "where they end").argParser(finite).default(RANGE.to),
        new Option("--gradient-panels", "gradients in panels of their own"),
      ),
      computeOptions(),
      ...figureOptions(),
    ],
    `
Examples:
  activations
  activations --act elu,swish --from -8 --to 8`,
  )
    .action(async (options) => {
      const { act, from, to, gradientPanels } = options;
      if (from >= to) throw new UsageError(`--from: expected less than --to ${to}, got ${from}`);
      const draw = (device: Device) =>
        drawActivations(device, act, { from, to }, { gradientPanels });
      await writeResult(options, () => withDevice(options, "Computing activations", draw));
    });
}

/** Activation functions and their gradients, in one figure. */
export async function drawActivations(
  device: Device,
  names: readonly string[] = TUTORIAL_ACTIVATIONS,
  range: Required<SampleRange> = RANGE,
  { gradientPanels = false }: ActivationsOptions = {},
): Promise<AnalysisResult & { curves: readonly SampledActivation[] }> {
  const activations = names.map(findActivation);
  const curves = await Promise.all(
    activations.map((activation) => sampleActivation(device, activation, range)),
  );
  const [sha256] = activations.flatMap(({ sha256 }) => sha256 ?? []);
  const document = curves.map(({ activation, x, y, dy }) => ({ activation, x, y, gradient: dy }));
  const { from, to } = range;
  const name = [
    listFigureName("activations", curves.map(({ activation }) => activation)),
    ...from === RANGE.from && to === RANGE.to ? [] : [`${from}to${to}`],
    ...gradientPanels ? ["panels"] : [],
  ].join("_");
  const figure = activationsFigure(curves, { gradientPanels }).withProvenance({
    title: "Activation functions and their gradients",
    settings: {
      activations: names,
      ...sha256 !== undefined && { activationSha256: sha256 },
      ...range,
      gradientPanels,
    },
    device: device.info.name,
  });
  return { curves, document: oneOrAll(document), figures: { [name]: figure } };
}
