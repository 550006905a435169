/** An optimiser's step, as many parameters a dispatch as a stage has buffers for. */
import { writeStatements } from "../../../../kernels/language.ts";
import { constantsOf, type OptimizerRule, OPTIMIZERS } from "../../../../kernels/optimizers.ts";
import { WGSL } from "../../../../kernels/wgsl.ts";
import type { OperationOf, SteppedParameter } from "../../operations.ts";
import {
  type Binding,
  composeShader,
  type Dispatch,
  floatBits,
  read,
  WORKGROUP,
  workgroupsFor,
  write,
} from "../dispatch.ts";
import grid from "../../../../kernels/workgroup_index.wgsl" with { type: "text" };
import math from "../../../../kernels/math.wgsl" with { type: "text" };
import optimizerStep from "../../../../kernels/optimizer_step.wgsl" with { type: "text" };

/** Elements of the longest parameter that an invocation updates; shorter ones then cost little. */
const ELEMENTS = 16;

/** Buffers that a stage is sure to have, but for that of the params. */
const BUFFERS = 7;

export function planOptimizerStep(
  { rule, constants, parameters }: OperationOf<"optimizerStep">,
): Dispatch[] {
  const { slots }: OptimizerRule = OPTIMIZERS[rule];
  const names = Object.keys(constantsOf(OPTIMIZERS[rule]));
  const most = Math.floor(BUFFERS / (2 + slots.length));
  const dispatches: Dispatch[] = [];
  for (let i = 0; i < parameters.length; i += most) {
    const some = parameters.slice(i, i + most);
    const counts = some.map(({ count }) => count);
    const workgroups = workgroupsFor(Math.ceil(Math.max(...counts) / ELEMENTS));
    dispatches.push({
      kernel: {
        name: `optimizer ${rule} ${some.length}`,
        source: () =>
          composeShader(
            { WORKGROUP },
            grid,
            math,
            updates(OPTIMIZERS[rule], some.length),
            optimizerStep,
          ),
      },
      params: [
        workgroups * WORKGROUP,
        ...counts,
        ...names.map((name) => floatBits(constants[name]!)),
      ],
      buffers: some.flatMap(bindings),
      workgroups,
    });
  }
  return dispatches;
}

function bindings({ weights, gradient, slots }: SteppedParameter): Binding[] {
  return [write(weights), read(gradient), ...slots.map(write)];
}

/** WGSL that binds so many parameters of a rule and takes the step for an invocation's elements. */
function updates(rule: OptimizerRule, parameters: number): string {
  const { slots, step } = rule;
  const constants = Object.keys(constantsOf(rule));
  const arrays = ["weights", "gradient", ...slots];
  const uint32Tensor = [...Array(parameters).keys()];
  const fields = (names: readonly string[], type: string) =>
    names.map((name) => `${name}: ${type}`).join(", ");
  const bound = uint32Tensor.flatMap((p) => arrays.map((name) => [name, `${name}_${p}`] as const));
  const { statements, result } = writeStatements(WGSL, (f) =>
    step(
      f,
      Object.fromEntries(arrays.map((name) => [name, name])),
      Object.fromEntries(constants.map((name) => [name, `params.${name}`])),
    ));
  const loops = uint32Tensor.map((p) => `
  for (var i = first; i < params.count_${p}; i += params.stride) {
    let next = step(${arrays.map((name) => `${name}_${p}[i]`).join(", ")});
${Object.keys(result).map((name) => `    ${name}_${p}[i] = next.${name};`).join("\n")}
  }`);
  return `
struct Params {
  stride: u32, ${fields(uint32Tensor.map((p) => `count_${p}`), "u32")}, ${fields(constants, "f32")}
}
struct Next { ${fields(Object.keys(result), "f32")} }

@group(0) @binding(0) var<storage, read> given: Params;
${
    bound.map(([name, array], i) => {
      const access = name === "gradient" ? "read" : "read_write";
      return `@group(0) @binding(${i + 1}) var<storage, ${access}> ${array}: array<f32>;`;
    }).join("\n")
  }

fn step(${fields(arrays, "f32")}) -> Next {
${statements}  return Next(${Object.values(result).join(", ")});
}

fn update_all(first: u32) {${loops.join("")}
}
`;
}
