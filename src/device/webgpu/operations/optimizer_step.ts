/** An optimiser's step, as many parameters a dispatch as a stage has buffers for. */
import { type OptimizerName, OPTIMIZERS } from "../../../../kernels/optimizers.ts";
import type { Operation, SteppedParameter } from "../../operations.ts";
import {
  assemble,
  type Binding,
  type Dispatch,
  elementGroups,
  floatBits,
  read,
  WORKGROUP,
  write,
} from "../dispatch.ts";
import grid from "../../../../kernels/grid.wgsl" with { type: "text" };
import momentum from "../../../../kernels/optimizer_momentum.wgsl" with { type: "text" };
import optimizerStep from "../../../../kernels/optimizer_step.wgsl" with { type: "text" };

/** Elements of the longest parameter that an invocation updates; shorter ones then cost little. */
const ELEMENTS = 16;

/** Buffers that a stage is sure to have, but for that of the params. */
const BUFFERS = 7;

/** `step(weights, gradient, …slots) -> Next` of each rule. */
const STEPS: Record<OptimizerName, string> = { momentum };

export function planOptimizerStep(
  { rule, settings, parameters }: Extract<Operation, { op: "optimizerStep" }>,
): Dispatch[] {
  const { slots, settings: names } = OPTIMIZERS[rule];
  const most = Math.floor(BUFFERS / (2 + slots.length));
  const dispatches: Dispatch[] = [];
  for (let i = 0; i < parameters.length; i += most) {
    const some = parameters.slice(i, i + most);
    const counts = some.map(({ count }) => count);
    const workgroups = elementGroups(Math.ceil(Math.max(...counts) / ELEMENTS));
    dispatches.push({
      kernel: {
        name: `optimizer ${rule} ${some.length}`,
        source: () =>
          assemble({ WORKGROUP }, grid, updates(rule, some.length), STEPS[rule], optimizerStep),
      },
      params: [
        workgroups * WORKGROUP,
        ...counts,
        ...names.map((name) => floatBits(settings[name]!)),
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
function updates(rule: OptimizerName, parameters: number): string {
  const { slots, settings } = OPTIMIZERS[rule];
  const indices = Array.from({ length: parameters }, (_, p) => p);
  const fields = (names: readonly string[], type: string) =>
    names.map((name) => `${name}: ${type}`).join(", ");
  let binding = 1;
  const bound = indices.flatMap((p) =>
    ["weights", "gradient", ...slots].map((name) => {
      const access = name === "gradient" ? "read" : "read_write";
      return `@group(0) @binding(${binding++}) var<storage, ${access}> ${name}_${p}: array<f32>;`;
    })
  );
  const loops = indices.map((p) => {
    const numbers = ["weights", "gradient", ...slots].map((name) => `${name}_${p}[i]`);
    const stores = ["weights", ...slots].map((name) => `${name}_${p}[i] = next.${name};`);
    return `
  for (var i = first; i < params.count_${p}; i += params.stride) {
    let next = step(${numbers.join(", ")});
    ${stores.join("\n    ")}
  }`;
  });
  return `
struct Params { ${fields(["stride", ...indices.map((p) => `count_${p}`)], "u32")}, ${
    fields(settings, "f32")
  } }
struct Next { ${fields(["weights", ...slots], "f32")} }

@group(0) @binding(0) var<storage, read> given: Params;
${bound.join("\n")}

fn update_all(first: u32) {${loops.join("")}
}
`;
}
