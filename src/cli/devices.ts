/** `devices`: what there is to compute on. */
import type { DeviceInfo } from "../device/device.ts";
import { listDevices } from "../device/open.ts";
import { command } from "./command.ts";
import { printResult } from "./console.ts";
import { resultOptions } from "./options.ts";

export function devicesCommand() {
  return command(
    "devices",
    "List the devices that this machine can compute on; auto is the first.",
    [resultOptions()],
  )
    .action(async (options) => {
      const devices = await listDevices();
      printResult(options, devices, devices.flatMap(lines).join("\n"));
    });
}

function lines({ kind, name, software, warnings }: DeviceInfo): string[] {
  const note = software ? "  (in software: slower than cpu, and used only when requested)" : "";
  return [`${kind.padEnd(6)}  ${name}${note}`, ...warnings.map((warning) => `        ${warning}`)];
}
