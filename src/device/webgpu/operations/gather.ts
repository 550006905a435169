/** Batches from the data set that lies on the device as bytes. */
import type { Operation } from "../../operations.ts";
import { assemble, type Dispatch, elementGroups, read, WORKGROUP, write } from "../dispatch.ts";
import gather from "../../../../kernels/gather.wgsl" with { type: "text" };
import grid from "../../../../kernels/grid.wgsl" with { type: "text" };

export function planGather(operation: Extract<Operation, { op: "gather" }>): Dispatch[] {
  const { pixels, labels, order, first, count, size, images, imageLabels } = operation;
  return [{
    kernel: { name: "gather", source: () => assemble({ WORKGROUP }, grid, gather) },
    params: [first, count, size, labels.bytes / 4],
    buffers: [read(pixels), read(labels), read(order), write(images), write(imageLabels)],
    workgroups: elementGroups(count * Math.ceil(size / 4)),
  }];
}
