/** Batches from the data set that lies on the device as bytes. */
import type { Operation } from "../../operations.ts";
import { assemble, type Dispatch, elementGroups, read, WORKGROUP, write } from "../dispatch.ts";
import gather from "../../../../kernels/gather.wgsl" with { type: "text" };
import grid from "../../../../kernels/grid.wgsl" with { type: "text" };

export function planGather(operation: Extract<Operation, { op: "gather" }>): Dispatch[] {
  const { pixels, labels, order, mean, deviation, first, count, size, images, imageLabels } =
    operation;
  // WGSL's division may be some units beside the quotient; the product with a power of two is exact.
  const divided = Number.isInteger(Math.log2(deviation))
    ? `x * ${1 / deviation}`
    : `x / ${deviation}`;
  const constants = `const MEAN: f32 = ${mean};\n` +
    `fn divided_by_deviation(x: f32) -> f32 { return ${divided}; }\n`;
  return [{
    kernel: {
      name: `gather ${mean} ${deviation}`,
      source: () => assemble({ WORKGROUP }, constants, grid, gather),
    },
    params: [first, count, size, labels.bytes / 4],
    buffers: [read(pixels), read(labels), read(order), write(images), write(imageLabels)],
    workgroups: elementGroups(count * Math.ceil(size / 4)),
  }];
}
