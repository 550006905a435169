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

const NO_SECOND = "fn update_second(i: u32) {}";

export function planMomentumSgd(
  { parameters, learningRate, momentum }: Extract<Operation, { op: "momentumSgd" }>,
): Dispatch[] {
  const dispatches: Dispatch[] = [];
  for (let i = 0; i < parameters.length; i += 2) {
    const pair = parameters.slice(i, i + 2);
    dispatches.push({
      kernel: {
        name: `momentum SGD ${pair.length}`,
        source: () =>
          assemble({ WORKGROUP }, grid, momentumSgd, pair.length === 2 ? second : NO_SECOND),
      },
      params: [
        pair[0]!.count,
        pair[1]?.count ?? 0,
        floatBits(learningRate),
        floatBits(momentum),
      ],
      buffers: pair.flatMap(bindings),
      workgroups: elementGroups(Math.max(...pair.map(({ count }) => count))),
    });
  }
  return dispatches;
}

function bindings({ weights, velocity, gradient }: SgdParameter): Binding[] {
  return [write(weights), write(velocity), read(gradient)];
}
