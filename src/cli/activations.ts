/** `activations`: the tutorial's activation functions and their gradients. */
import { sampleActivation } from "../analysis/sampled_activation.ts";
import { Command } from "./dependencies.ts";
import type { Device } from "../device/device.ts";
import { activationsFigure } from "../figures/activations.ts";
import {
  type AnalysisResult,
  dpiOption,
  formatOption,
  outputOption,
  writeResult,
} from "./figure_output.ts";
import {
  blasOption,
  deviceOption,
  jsonOption,
  quietOption,
  resolveActivations,
  threadsOption,
} from "./options.ts";
import { withDevice } from "./context.ts";

export function activationsCommand() {
  return new Command("activations")
    .description("Draw the tutorial's activation functions and their gradients, from -5 to 5.")
    .addOption(formatOption())
    .addOption(dpiOption())
    .addOption(outputOption())
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addOption(blasOption())
    .addOption(jsonOption())
    .addOption(quietOption())
    .action(async (options) => {
      await writeResult(
        options,
        () => withDevice(options, "Computing activations", drawActivations),
      );
    });
}

/** The tutorial's activation functions and their gradients. */
export async function drawActivations(device: Device): Promise<AnalysisResult> {
  const curves = await Promise.all(
    resolveActivations("all").map((activation) => sampleActivation(device, activation)),
  );
  return {
    document: curves.map(({ activation, x, y, dy }) => ({ activation, x, y, gradient: dy })),
    figures: { activations: activationsFigure(curves) },
  };
}
