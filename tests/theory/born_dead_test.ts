/** ReLU networks that no input activates, of which theory says how many there are. */
import assert from "node:assert/strict";
import theory from "../golden/theory.json" with { type: "json" };
import { bornDeadShare } from "../../scripts/born_dead.ts";
import { device } from "../device/device.ts";

const NETS = 3000;

for (const [width, expected] of Object.entries(theory.bornDead)) {
  Deno.test(`of ReLU networks ten layers deep and ${width} wide, ${expected} are born dead`, async () => {
    const share = await bornDeadShare(device, { width: Number(width), depth: 10, nets: NETS });
    const error = Math.sqrt(expected * (1 - expected) / NETS);
    assert.ok(Math.abs(share - expected) < 3 * error, `${share}, at ±${error}`);
  });
}
