/**
 * Unfinished runs as bytes: a safetensors file each.
 *
 * `weights.Dense_0.kernel` and so on are the weights, `velocity.…` the optimiser's (each of its slots
 * by its name), and `best.…` the best epoch's, once an epoch is done; `losses` and `correct` have a number for each step done of the
 * epoch under way. The metadata `activation_lab_run` is a JSON object: the format's version, the
 * network's ends, the project's version, and the rest of the state.
 */
import * as z from "../dependencies.ts";
import { mebibytes } from "../device/memory.ts";
import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import {
  epochRecordSchema,
  MAX_EPOCHS,
  type TrainingConfig,
  trainingConfigSchema,
  trainingImages,
  trainingRecordSchema,
} from "../training/config.ts";
import { optimizerOf } from "../training/method.ts";
import {
  checkedTensor,
  checkedWeights,
  countNumbers,
  networkSpecs,
} from "../training/parameters.ts";
import type { RunState } from "../training/run_state.ts";
import { describeProbes, type KeptProbes } from "../training/probes.ts";
import { type ErrorFactory, list, strictObject } from "../training/schema.ts";
import { checkProbes } from "./check_probes.ts";
import { checkHistory } from "./check_record.ts";
import { invalidCheckpoint } from "./checkpoint_error.ts";
import { type HostTensor, MAX_HEADER_BYTES } from "./safetensors.ts";
import {
  commonFields,
  decodeTensorFile,
  encodeTensorFile,
  MAX_TENSOR_BYTES,
} from "./tensor_file.ts";

const runSchema = strictObject({
  ...commonFields,
  config: trainingConfigSchema,
  devices: list(z.string("a text"), 1, MAX_EPOCHS, "a list of names"),
  history: trainingRecordSchema.shape.history,
  probes: trainingRecordSchema.shape.probes,
  seconds: epochRecordSchema.shape.seconds,
});

const UNFINISHED_RUN = {
  key: "activation_lab_run",
  schema: runSchema,
  name: "the unfinished run",
};

type RunRecord = Omit<z.infer<typeof runSchema>, keyof typeof commonFields>;

/** What of a state is kept as tensors. */
type Arrays = Omit<RunState, keyof RunRecord>;

/**
 * Throws `UsageError`, with the sizes, if the states of a run with these settings, and with probes of
 * which so many are kept, would be too large to be written: better before the run than at its first save.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { checkStateFits, parseTrainingConfig } from "@activation-lab/activation-lab";
 *
 * checkStateFits(parseTrainingConfig({ activation: "elu" }));
 * const wide = parseTrainingConfig({ activation: "elu", hiddenSizes: [16_384, 16_384] });
 * assert.throws(() => checkStateFits(wide), /choose narrower layers/);
 * ```
 */
export function checkStateFits(config: TrainingConfig, probes?: KeptProbes): void {
  const weights = countNumbers(networkSpecs(config)) * Float32Array.BYTES_PER_ELEMENT;
  const parts = 2 + optimizerOf(config).slots.length; // weights, the best epoch's, and slots
  const steps = 2 * trainingImages(config) * Float32Array.BYTES_PER_ELEMENT; // a loss and hits for each
  const size = parts * weights + steps;
  if (size > MAX_TENSOR_BYTES) {
    throw new UsageError(
      `a run with the hidden layers ${config.hiddenSizes.join()} would take ` +
        `${mebibytes(size)} MiB in a file, expected at most ${mebibytes(MAX_TENSOR_BYTES)} MiB; ` +
        "choose narrower layers",
    );
  }
  if (probes !== undefined) checkProbesFit(config, probes);
}

/** What the probe of a layer takes at most: the counts of four histograms, and some numbers and names. */
const LAYER_PROBE_BYTES = 5000;
/** What the number of a dead neuron takes at most: five digits and a comma. */
const NEURON_BYTES = 6;
/** What the metadata may take, less what they need besides probes. */
const MAX_PROBE_BYTES = MAX_HEADER_BYTES - 4 * 2 ** 20;

function checkProbesFit({ hiddenSizes, epochs }: TrainingConfig, keep: KeptProbes): void {
  const neurons = hiddenSizes.reduce((sum, width) => sum + width, 0);
  const bytes = LAYER_PROBE_BYTES * (hiddenSizes.length + 1) + NEURON_BYTES * neurons;
  const inTraining = 2 * NEURON_BYTES * neurons;
  const size = bytes * (1 + (keep === "all" ? epochs : 1)) + inTraining;
  if (size > MAX_PROBE_BYTES) {
    throw new UsageError(
      `${describeProbes(keep)}, of which there may be ${epochs}, would take ` +
        `${mebibytes(size)} MiB in a file, expected at most ${mebibytes(MAX_PROBE_BYTES)} MiB; ` +
        "train for fewer epochs, or keep the best one's",
    );
  }
}

/**
 * The bytes of an unfinished run; the same state gives the same bytes.
 *
 * Throws `CheckpointError`, naming `file`, when they would be more than 1 GiB, or when the state is not
 * valid: see `decodeRunCheckpoint`.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   decodeRunCheckpoint,
 *   encodeRunCheckpoint,
 *   openDevice,
 *   parseTrainingConfig,
 *   type RunState,
 *   train,
 * } from "@activation-lab/activation-lab";
 *
 * const images = { count: 12, images: new Uint8Array(12 * 784), labels: new Uint8Array(12) };
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const states: RunState[] = [];
 * await train({
 *   device,
 *   dataset: { train: images, test: images, source: "made up" },
 *   config: parseTrainingConfig({ activation: "elu", hiddenSizes: [2], batchSize: 5, epochs: 1 }),
 *   onState: (state) => void states.push(state),
 * });
 * device.close();
 * const bytes = encodeRunCheckpoint(states[0]!, "a run");
 * assert.deepEqual(decodeRunCheckpoint(bytes, "a run"), states[0]);
 * ```
 */
export function encodeRunCheckpoint(state: RunState, file: string): Uint8Array<ArrayBuffer> {
  const { config, devices, history, probes, seconds, ...arrays } = state;
  const record = { config, devices, history, ...(probes && { probes }), seconds };
  return encodeTensorFile(
    UNFINISHED_RUN,
    record,
    file,
    (fail) => toTensors(fromTensors(toTensors(arrays), record, fail)),
  );
}

/**
 * The unfinished run in these bytes.
 *
 * Throws `CheckpointError`, naming `file` and what is wrong, when they are damaged or of an unknown
 * version; when weights, slots or losses are not finite or not those of the configuration; and when
 * its epochs are out of order, or it has more epochs, steps or correct images than there can be.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { decodeRunCheckpoint, LabError } from "@activation-lab/activation-lab";
 *
 * assert.throws(() => decodeRunCheckpoint(new Uint8Array(9), "a run"), LabError);
 * ```
 */
export function decodeRunCheckpoint(bytes: Uint8Array, file: string): RunState {
  const { record, tensors } = decodeTensorFile(UNFINISHED_RUN, bytes, file);
  return {
    ...record,
    ...fromTensors(tensors, record, (problem) => invalidCheckpoint(file, problem)),
  };
}

function toTensors({ losses, correct, weights, slots, best }: Arrays): Map<string, HostTensor> {
  const tensors = new Map<string, HostTensor>();
  for (const [name, data] of Object.entries({ losses, hits: correct })) {
    tensors.set(name, { shape: [data.length], data });
  }
  for (const [part, named] of Object.entries({ weights, ...slots, best })) {
    for (const [name, tensor] of named ?? []) tensors.set(`${part}.${name}`, tensor);
  }
  return tensors;
}

/** The arrays of a state, once they are those of the rest of it; throws `fail` if not. */
function fromTensors(
  tensors: ReadonlyMap<string, HostTensor>,
  { config, history, probes }: RunRecord,
  fail: ErrorFactory,
): Arrays {
  const { epochs, batchSize } = config;
  checkHistory(history, config, fail);
  if (probes) checkProbes(probes, history, fail);

  const known = new Set<string>();
  function weightsOf(part: string): Map<string, HostTensor> {
    const named = new Map<string, HostTensor>();
    for (const [name, tensor] of tensors) {
      if (!name.startsWith(`${part}.`)) continue;
      known.add(name);
      named.set(name.slice(part.length + 1), tensor);
    }
    return checkedWeights(named, networkSpecs(config), (problem) => fail(`in ${part}, ${problem}`));
  }
  function vector(name: string, steps?: number): HostTensor["data"] {
    const tensor = tensors.get(name);
    if (tensor === undefined) throw fail(`tensor ${name} is missing`);
    known.add(name);
    return checkedTensor(name, tensor, [steps ?? tensor.data.length], fail).data;
  }

  const losses = vector("losses");
  if (losses.length > 0 && history.length === epochs) {
    throw fail(`it has steps of epoch ${epochs + 1}, expected at most ${epochs} epochs`);
  }
  const correct = vector("hits", losses.length);
  const wrong = correct.find((count) =>
    !(Number.isInteger(count) && 0 <= count && count <= batchSize)
  );
  if (wrong !== undefined) {
    throw fail(`tensor hits has the value ${wrong}, expected an integer from 0 to ${batchSize}`);
  }
  const arrays = {
    losses,
    correct,
    weights: weightsOf("weights"),
    slots: Object.fromEntries(
      optimizerOf(config).slots.map((slot) => [slot, weightsOf(slot)] as const),
    ),
    best: history.length > 0 ? weightsOf("best") : undefined,
  };
  const unknown = tensors.keys().find((name) => !known.has(name));
  if (unknown !== undefined) throw fail(`tensor ${inspect(unknown)} belongs to no part of it`);
  return arrays;
}
