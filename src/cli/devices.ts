/** `devices`: what there is to compute on. */
import { Command } from "../dependencies.ts";
import { listDevices, openDevice } from "../device/open.ts";
import { printResult } from "./console.ts";
import { jsonOption, quietOption } from "./options.ts";

export function devicesCommand() {
  return new Command("devices")
    .description("List the devices that this machine can compute on.")
    .addOption(jsonOption())
    .addOption(quietOption())
    .action(async (options) => {
      const devices = await listDevices();
      if (devices.length === 0) await openDevice(); // which says why, and what to do
      const lines = devices.map(({ kind, name, software }) =>
        `${kind}  ${name}${software ? "  (in software: slow, but right)" : ""}`
      );
      printResult(options, devices, lines.join("\n"));
    });
}
