/** Why a run diverged: whether its activation gave NaN or infinity for a finite input. */
import { type Activation, applyActivation } from "../nn/activations.ts";
import { grad } from "../tensor/autodiff.ts";
import { sum } from "../tensor/ops/broadcast.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type RunOptions, TrainingRun } from "./training_run.ts";

/** Steps after which the device is waited for. */
const PACE = 64;

/**
 * The activation's part in a loss or a weight that became NaN or infinite in `step` (from 1) of an epoch: its
 * first value or derivative that is not finite at a finite input, and the layer, human-readable. Undefined if it
 * has none.
 *
 * By then the weights that showed it are gone. A run repeats bit for bit, so it is run once more, from
 * `resumeFrom`, the last state before, to the step at fault and the one before it, whose gradients
 * may have brought it about.
 */
export async function activationAtFault(
  options: RunOptions & { readonly signal?: AbortSignal | undefined },
  step: number,
): Promise<string | undefined> {
  using run = new TrainingRun(options);
  while (run.stepsDone < step && !options.signal?.aborted) {
    const found = run.stepsDone >= step - 2 ? await faultInNextStep(run) : undefined;
    if (found !== undefined) return found;
    run.step();
    if (run.stepsDone % PACE === 0) await run.progress();
  }
}

async function faultInNextStep(run: TrainingRun): Promise<string | undefined> {
  const activations: Activation[] = [];
  const layers = run.inspect((parameters, { images }) =>
    run.network.applyWithIntermediates(parameters, images).intermediates.flatMap(
      ({ activation, input, output }) => {
        if (activation === undefined) return [];
        activations.push(activation);
        const derivative = grad((x: Tensor) => sum(applyActivation(activation, x)))(input);
        return [{ x: input, value: output, derivative }];
      },
    )
  );
  try {
    for (const part of ["value", "derivative"] as const) {
      for (const [i, layer] of layers.entries()) {
        const [x, y] = await Promise.all([layer.x.data(), layer[part].data()]);
        const place = y.findIndex((number, j) => Number.isFinite(x[j]) && !Number.isFinite(number));
        if (place < 0) continue;
        const subject = part === "value" ? "" : "the derivative of ";
        return `${subject}the activation ${activations[i]!.name} is ${y[place]} at ${x[place]}, ` +
          `in hidden layer ${i + 1}; keep it finite wherever its argument is`;
      }
    }
  } finally {
    for (const tensor of layers.flatMap((layer) => Object.values(layer))) tensor.dispose();
  }
}
