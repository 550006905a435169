/** A training that a page and Deno run alike: an epoch of two steps, whose products need threads. */
import type { Checkpoint, Device } from "../../lab.ts";

export async function trainShortly(
  lab: typeof import("../../lab.ts"),
  device: Device,
): Promise<Checkpoint> {
  const images = (count: number) => ({
    count,
    images: Uint8Array.from({ length: count * 784 }, (_, i) => (i * i >> 7) + i),
    labels: Uint8Array.from({ length: count }, (_, i) => i % 10),
  });
  const dataset = { train: images(640), test: images(64), source: "made up" };
  const config = lab.parseTrainingConfig({ activation: "swish", hiddenSizes: [32], epochs: 1 });
  const { checkpoint } = await lab.train({ device, dataset, config });
  return checkpoint!;
}
