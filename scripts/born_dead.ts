/**
 * How many ReLU networks are dead before they are trained, whatever their input? Of networks with one
 * input and no biases, ten layers deep, the share for each width (Lu, Shin, Su and Karniadakis, "Dying
 * ReLU and Initialization", 2019).
 *
 *   deno run -A scripts/born_dead.ts [--nets 400000] [--depth 10]
 */
import { parseArgs } from "node:util";
import {
  type Device,
  equal,
  max,
  multiply,
  openDevice,
  relu,
  reshape,
  scope,
  sum,
  type Tensor,
  tensor,
} from "../mod.ts";
import { normal } from "../src/random/normal.ts";
import { foldIn, type Key, prngKey } from "../src/random/threefry.ts";

/** Networks that are looked at together. */
const GROUP = 10_000;

/** Which networks. */
export interface BornDeadOptions {
  /** Neurons in each layer but the last. */
  readonly width: number;
  /** Layers with weights. */
  readonly depth: number;
  /** Networks, a multiple of 10,000 or fewer than that. */
  readonly nets: number;
}

/**
 * The share of the networks whose output is 0 for every input. It is for all inputs of a sign what it is
 * for one of them, so that two inputs tell; normal weights of any variance give the same.
 */
export async function bornDeadShare(
  device: Device,
  { width, depth, nets }: BornDeadOptions,
): Promise<number> {
  let dead = 0;
  for (let first = 0; first < nets; first += GROUP) {
    const key = foldIn(prngKey(width), first);
    using count = scope(() => {
      const hidden = lastHiddenLayer(device, key, width, depth, Math.min(GROUP, nets - first));
      return sum(equal(max(hidden, 1), 0));
    });
    dead += await count.item();
  }
  return dead / nets;
}

/** What the last neurons before the output make of the inputs 1 and -1: (nets, 2 · width). */
function lastHiddenLayer(
  device: Device,
  key: Key,
  width: number,
  depth: number,
  nets: number,
): Tensor {
  let values = tensor(device, [[[1], [-1]]]); // (nets or 1, inputs, neurons)
  for (let layer = 0; layer < depth - 1; layer++) {
    const fanIn = values.shape[2]!;
    const before = values;
    values = scope(() => {
      const drawn = normal(foldIn(key, layer), nets * fanIn * width);
      const weights = tensor(device, drawn, [nets, 1, fanIn, width]);
      const inputs = reshape(before, [before.shape[0]!, 2, fanIn, 1]);
      return relu(sum(multiply(inputs, weights), 2));
    });
  }
  return reshape(values, [nets, 2 * width]);
}

if (import.meta.main) {
  const { values: { nets, depth } } = parseArgs({
    options: {
      nets: { type: "string", default: "400000" },
      depth: { type: "string", default: "10" },
    },
  });
  const device = await openDevice();
  for (const width of [2, 3, 4, 5]) {
    const share = await bornDeadShare(device, { width, depth: Number(depth), nets: Number(nets) });
    const error = Math.sqrt(share * (1 - share) / Number(nets));
    console.log(`width ${width}: ${share.toFixed(4)} ± ${error.toFixed(4)} are born dead`);
  }
  device.close();
}
