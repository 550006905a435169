/** Momentum SGD, two parameters a dispatch. */
import type { Operation, SgdParameter } from "../../operations.ts";
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
import momentumSgd from "../../../../kernels/momentum_sgd.wgsl" with { type: "text" };
import second from "../../../../kernels/momentum_sgd_second.wgsl" with { type: "text" };

/** Elements of the longer parameter that an invocation updates; the shorter one then costs little. */
const ELEMENTS = 16;

const NO_SECOND = "fn update_second(first: u32) {}";

export function planMomentumSgd(
  { parameters, learningRate, momentum }: Extract<Operation, { op: "momentumSgd" }>,
): Dispatch[] {
  const dispatches: Dispatch[] = [];
  for (let i = 0; i < parameters.length; i += 2) {
    const pair = parameters.slice(i, i + 2);
    const longest = Math.max(...pair.map(({ count }) => count));
    const workgroups = elementGroups(Math.ceil(longest / ELEMENTS));
    dispatches.push({
      kernel: {
        name: `momentum SGD ${pair.length}`,
        source: () =>
          assemble({ WORKGROUP }, grid, momentumSgd, pair.length === 2 ? second : NO_SECOND),
      },
      params: [
        workgroups * WORKGROUP,
        pair[0]!.count,
        pair[1]?.count ?? 0,
        floatBits(learningRate),
        floatBits(momentum),
      ],
      buffers: pair.flatMap(bindings),
      workgroups,
    });
  }
  return dispatches;
}

function bindings({ weights, velocity, gradient }: SgdParameter): Binding[] {
  return [write(weights), write(velocity), read(gradient)];
}
