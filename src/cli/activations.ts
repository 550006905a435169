/** `activations`: the tutorial's activation functions and their gradients. */
import { sampleActivation } from "../analysis/sampled_activation.ts";
import { Command } from "../dependencies.ts";
import type { Device } from "../device/device.ts";
import { activationsFigure } from "../figures/activations.ts";
import { dpiOption, type Drawing, formatOption, outputOption, present } from "./figure_output.ts";
import {
  blasOption,
  deviceOption,
  jsonOption,
  namedActivations,
  quietOption,
  threadsOption,
} from "./options.ts";
import { onDevice } from "./workbench.ts";

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
      await present(
        options,
        () => onDevice(options, "Computing activations", drawActivations),
      );
    });
}

/** The tutorial's activation functions and their gradients. */
export async function drawActivations(device: Device): Promise<Drawing> {
  const curves = await Promise.all(
    namedActivations("all").map((activation) => sampleActivation(device, activation)),
  );
  return {
    document: curves.map(({ activation, x, y, dy }) => ({ activation, x, y, gradient: dy })),
    figures: { activations: activationsFigure(curves) },
  };
}
