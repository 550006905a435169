/** Batches from the data set that lies on the device as bytes. */
import type { Operation } from "../../operations.ts";
import { assemble, type Dispatch, elementGroups, read, WORKGROUP, write } from "../dispatch.ts";
import gather from "../../../../kernels/gather.wgsl" with { type: "text" };
import grid from "../../../../kernels/grid.wgsl" with { type: "text" };

export function planGather(operation: Extract<Operation, { op: "gather" }>): Dispatch[] {
  const { pixels, labels, order, mean, deviation, first, count, size, images, imageLabels } =
    operation;
  // Constants, which compilers divide by exactly: by a number of the params hardware may not.
  const constants = `const MEAN: f32 = ${mean};\nconst DEVIATION: f32 = ${deviation};\n`;
  return [{
    kernel: {
      name: `gather ${mean} ${deviation}`,
      source: () => assemble({ WORKGROUP }, constants, grid, gather),
    },
    params: [first, count, size],
    buffers: [read(pixels), read(labels), read(order), write(images), write(imageLabels)],
    workgroups: elementGroups(count * Math.ceil(size / 4)),
  }];
}
