/** What a layer is: parameters by name, and a function of them and of its input. */
import type { FusedActivation } from "../../../kernels/activations.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Activation } from "../activations.ts";
import type { Initializer } from "../initializers.ts";
import type { Parameters } from "../parameters.ts";

/** A parameter of a layer, before it has values. */
export interface ParameterSpec {
  /** The sizes of its dimensions. */
  readonly shape: Shape;
  /** Draws its first values. */
  readonly initializer: Initializer;
  /** Whether training changes it. */
  readonly trainable: boolean;
}

/** A layer's parameters by name, in their order. */
export type ParameterSpecs = Readonly<Record<string, ParameterSpec>>;

/** A layer, or layers that are put together; what it computes follows from its arguments alone. */
export interface Layer {
  /** What a layer around it names it by, with a number: the first Dense is Dense_0. */
  readonly kind: string;
  /** The parameters for inputs of a shape, the batch's dimension left out. Throws `ShapeError`. */
  parameters(input: Shape): ParameterSpecs;
  /** The output's shape for inputs of a shape, the batch's dimension left out of both. */
  outputShape(input: Shape): Shape;
  /** The output (batch, …) for an input (batch, …). */
  apply(parameters: Parameters, x: Tensor, context: Context): Tensor;
  /**
   * The output through an activation, with those of its parameters that are learned, both in one kernel;
   * undefined if there is none for them.
   */
  applyFused?(
    parameters: Parameters,
    x: Tensor,
    activation: FusedActivation,
    learned?: Parameters,
  ): Tensor | undefined;
}

/** The circumstances in which a layer is applied. */
export interface Context {
  /** Whether this is a training step, in which some layers behave differently. */
  readonly training: boolean;
  /** Called with what each layer computes, in order. If it is given, no two layers are fused. */
  readonly record?: (intermediate: Intermediate) => void;
}

/** What a layer computed. */
export interface Intermediate {
  /** What figures call the layer. */
  readonly title: string;
  /** What the layer was given, (batch, …). */
  readonly input: Tensor;
  /** What it made of it, (batch, …). */
  readonly output: Tensor;
  /** The activation, if the layer applies one, number by number. */
  readonly activation?: Activation;
}
