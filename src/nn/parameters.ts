/** What is asked of a network's parameters, and of what goes with them: the same layers and shapes. */
import { UsageError } from "../errors.ts";
import { shown } from "../printable.ts";
import { requireFloat32 } from "../tensor/operands.ts";
import { formatShape, sameShape, type Shape, ShapeError } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** Something for each parameter of each layer. */
type ByLayer<Value> = Readonly<Record<string, { readonly kernel: Value; readonly bias: Value }>>;

/** Anything that has a shape, such as a tensor. */
interface Shaped {
  readonly shape: Shape;
}

/**
 * Returns `parameters`. Throws `UsageError` unless they are float32 tensors of the very layers of
 * `like`, and `ShapeError` unless they have the shapes there, naming operation, argument and layer.
 */
export function requireParameters<Parameters extends ByLayer<Tensor>>(
  operation: string,
  argument: string,
  parameters: Parameters,
  like: ByLayer<Shaped>,
): Parameters {
  const names = Object.keys(parameters ?? {});
  const expected = Object.keys(like ?? {});
  const same = names.length === expected.length && expected.every((name) => names.includes(name));
  if (names.length === 0 || !same) {
    throw new UsageError(
      `${operation}: expected ${expected.join(", ") || "layers"} in ${argument}, got ` +
        (names.join(", ") || shown(parameters)),
    );
  }
  for (const name of expected) {
    for (const part of ["kernel", "bias"] as const) {
      const place = `${argument}.${name}.${part}`;
      const tensor = parameters[name]?.[part] as Tensor;
      requireFloat32(operation, { [place]: tensor });
      const { shape } = like[name]![part];
      if (!sameShape(tensor.shape, shape)) {
        throw new ShapeError(
          `${operation}: expected the shape ${formatShape(shape)} of ${place}, ` +
            `got ${formatShape(tensor.shape)}`,
        );
      }
    }
  }
  return parameters;
}

/** The parameters by their names, such as Dense_0.kernel, with `prefix` before them. */
export function flatParameters(parameters: ByLayer<Tensor>, prefix = ""): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([layer, { kernel, bias }]) => [
      [`${prefix}${layer}.kernel`, kernel],
      [`${prefix}${layer}.bias`, bias],
    ]),
  );
}
