/** A network's parameters: tensors by name, on the device, and their way to the host and back. */
import type { Device } from "../device/device.ts";
import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import type { HostTensor } from "../tensor/host_tensor.ts";
import { requireTensor } from "../tensor/operands.ts";
import { scope } from "../tensor/scope.ts";
import { formatShape, sameShape, type Shape, ShapeError } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";

/**
 * Tensors named as in files, in the order of the layers: Dense_0.kernel, Dense_0.bias,
 * Dense_1.kernel, … Gradients, and what an optimiser keeps for each parameter, have the same names.
 */
export type Parameters = Record<string, Tensor>;

/**
 * Returns `parameters`. Throws, naming operation, argument and the first parameter at fault, unless
 * they are float32 tensors, those of `like` and no others (`UsageError`), and of the shapes there
 * (`ShapeError`).
 */
export function requireParameters(
  operation: string,
  argument: string,
  parameters: Parameters,
  like: Readonly<Record<string, { readonly shape: Shape }>>,
): Parameters {
  const names = Object.keys(parameters ?? {});
  const expected = Object.keys(like ?? {});
  const known = () => `expected ${expected.join(", ") || "tensors by name"} in ${argument}`;
  if (names.length === 0) {
    throw new UsageError(`${operation}: ${known()}, got ${inspect(parameters)}`);
  }
  for (const name of expected) {
    if (!Object.hasOwn(parameters, name)) {
      throw new UsageError(`${operation}: expected ${name} in ${argument}, got none of this name`);
    }
    const place = `${argument}.${name}`;
    const tensor = parameters[name]!;
    requireTensor(operation, place, tensor, "float32");
    const { shape } = like[name]!;
    if (!sameShape(tensor.shape, shape)) {
      throw new ShapeError(
        `${operation}: expected the shape ${formatShape(shape)} of ${place}, ` +
          `got ${formatShape(tensor.shape)}`,
      );
    }
  }
  const unknown = names.find((name) => !Object.hasOwn(like, name));
  if (unknown !== undefined) {
    throw new UsageError(`${operation}: ${known()}, got ${unknown} as well`);
  }
  return parameters;
}

/**
 * Copies parameters to the host. Throws `UsageError` for what are not parameters.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { downloadWeights, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const weights = await downloadWeights({ w: tensor(device, [1, 2]) });
 * assert.deepEqual(weights.get("w"), { shape: [2], data: Float32Array.of(1, 2) });
 * device.close();
 * ```
 */
export async function downloadWeights(parameters: Parameters): Promise<Map<string, HostTensor>> {
  requireParameters("downloadWeights", "parameters", parameters, parameters);
  // All at once: a device's answer takes its time, whatever the size.
  return new Map(
    await Promise.all(
      Object.entries(parameters).map(async ([name, tensor]) =>
        [name, { shape: tensor.shape, data: await tensor.data() }] as const
      ),
    ),
  );
}

/**
 * Copies weights to a device. Throws `ShapeError` for one whose numbers do not fill its shape.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, uploadWeights } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const weights = new Map([["w", { shape: [2], data: Float32Array.of(1, 2) }]]);
 * const { w } = uploadWeights(device, weights);
 * assert.deepEqual(await w?.array(), [1, 2]);
 * device.close();
 * ```
 */
export function uploadWeights(
  device: Device,
  weights: ReadonlyMap<string, HostTensor>,
): Parameters {
  return scope(() =>
    Object.fromEntries(
      Array.from(
        weights,
        ([name, { data, shape }]) =>
          [name, Tensor.upload<"float32">(device, data, shape, name)] as const,
      ),
    )
  );
}

/**
 * Frees the parameters' memory.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { disposeWeights, ones, openDevice } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * disposeWeights({ w: ones(device, [2]), b: ones(device, [1]) });
 * assert.equal(device.memory.liveBuffers, 0);
 * device.close();
 * ```
 */
export function disposeWeights(parameters: Parameters): void {
  for (const tensor of Object.values(parameters)) tensor.dispose();
}
