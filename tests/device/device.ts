/** The device that the tests of a file share, and one way to run an operation on it. */
import assert from "node:assert/strict";
import type { Device, DeviceInfo } from "../../src/device/device.ts";
import type { DeviceBuffer } from "../../src/device/memory.ts";
import { type DeviceChoice, openDevice } from "../../src/device/open.ts";
import type { Operation } from "../../src/device/operations.ts";

/** The device to be tested: the machine's best, or the one that TEST_DEVICE names. */
const choice = (Deno.env.get("TEST_DEVICE") ?? "auto") as DeviceChoice;

/** Opens another device of the kind that is tested. */
export function openAnother(): Promise<Device> {
  return openDevice(choice);
}

/** Opened once in a test file, and closed at its end. */
export const device: Device = await openAnother();
globalThis.addEventListener("unload", () => device.close());

// On a runner with a graphics card, the tests must not pass on anything else in silence.
if (Deno.env.get("REQUIRE_GPU") === "1") requireGraphicsCard(device.info);

function requireGraphicsCard({ kind, name, software }: DeviceInfo): void {
  if (kind === "webgpu" && !software) return;
  throw new Error(
    `REQUIRE_GPU=1, but the tests would run on ${name}${software ? " (software-emulated)" : ""}; ` +
      "set TEST_DEVICE=webgpu on a machine with a graphics card and its driver",
  );
}

type HostArray = Float32Array | Uint32Array | Uint8Array;

/** What an output holds before the kernel: a NaN, which as an index is far out of range. */
const POISON = 0x7fc00000;

/** Words of poison beyond an output's end. */
const GUARD = 64;

/**
 * The outputs, as 32-bit words of the given number each, of an operation on arrays.
 *
 * Outputs are poisoned before, and must still be so beyond their end; inputs are beyond theirs, so
 * that what is read there shows.
 */
export async function evaluate(
  inputs: readonly HostArray[],
  outputs: readonly number[],
  operation: (inputs: DeviceBuffer[], outputs: DeviceBuffer[]) => Operation,
  on: Device = device,
): Promise<Float32Array[]> {
  const sources = inputs.map((input) => uploadOverPoison(on, input));
  const targets = outputs.map((count) => poisoned(on, count + GUARD));
  on.run(operation(sources, targets));
  const results = await Promise.all(targets.map((target) => on.read(target, target.bytes)));
  for (const buffer of [...sources, ...targets]) on.release(buffer);
  return results.map((bytes, i) => {
    const rest = new Uint32Array(bytes, outputs[i]! * 4);
    assert.ok(rest.every((word) => word === POISON), `output ${i} is written beyond its end`);
    return new Float32Array(bytes, 0, outputs[i]!);
  });
}

/** What devices hand out memory in, in words. */
const GRANULE = 64;

/** A copy of an array on the device, in memory that held NaN: beyond its end that is there still. */
function uploadOverPoison(on: Device, input: HostArray): DeviceBuffer {
  const granules = Math.ceil(input.byteLength / 4 / GRANULE);
  on.release(poisoned(on, granules * GRANULE));
  return on.upload(input); // devices give memory of a size again that came back last
}

/** A buffer full of NaN. */
export function poisoned(on: Device, count: number): DeviceBuffer {
  const out = on.allocate(count * 4);
  on.run({ op: "fill", out, count, value: NaN });
  return out;
}

/** The same bits, read as whole numbers. */
export function asIntegers({ buffer, byteOffset, length }: Float32Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, length);
}
