/** Formulas in kernels. */
import { ACTIVATIONS, asFused } from "../../../../kernels/activations.ts";
import type { Formula } from "../../../../kernels/arithmetic.ts";
import { writeFunction } from "../../../../kernels/language.ts";
import { WGSL } from "../../../../kernels/wgsl.ts";
import type { DeviceBuffer } from "../../memory.ts";
import type { ActivationOperand } from "../../operations.ts";
import { type Binding, read } from "../dispatch.ts";
import math from "../../../../kernels/math.wgsl" with { type: "text" };

/** WGSL with a formula as a function of this name, and what that calls. */
export function wgslFunction(name: string, formula: Formula): string {
  return `${math}\n${writeFunction(name, formula, WGSL)}`;
}

/** An activation in a kernel: what tells it from others, its text, and what that reads. */
export interface KernelActivation {
  readonly name: string;
  /** WGSL with its value, or its derivative, as a function of this name. */
  function(name: string, part: "value" | "derivative"): string;
  readonly buffers: readonly Binding[];
}

/** An activation whose slope, if it is in memory, is read at this binding. */
export function kernelActivation(
  activation: ActivationOperand,
  slope: DeviceBuffer | undefined,
  binding: number,
): KernelActivation {
  if (slope === undefined) {
    const fused = asFused(activation);
    return {
      name: fused.name,
      function: (name, part) => wgslFunction(name, fused[part]),
      buffers: [],
    };
  }
  return {
    name: "leakyrelu of a slope in memory",
    function: (name, part) =>
      `@group(0) @binding(${binding}) var<storage, read> slope: array<f32>;\n` +
      writeFunction(name, (x, f) => ACTIVATIONS.leakyrelu[part](x, f, { slope: "slope[0]" }), WGSL),
    buffers: [read(slope)],
  };
}
