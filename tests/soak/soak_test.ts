import { openAnother } from "../device/device.ts";
import { assertFlat, soak } from "./soak.ts";

const MIB = 2 ** 20;

Deno.test("forty training runs leave no buffer behind, and a process that does not grow", async () => {
  const device = await openAnother();
  assertFlat(await soak(device, 40), 64 * MIB); // garbage is not collected after every run
  device.close();
});
