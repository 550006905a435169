/** Batches from the data set that lies on the device as bytes. */
import type { OperationOf } from "../../operations.ts";
import {
  composeShader,
  type Dispatch,
  read,
  WORKGROUP,
  workgroupsFor,
  write,
} from "../dispatch.ts";
import gatherBatch from "../../../../kernels/gather_batch.wgsl" with { type: "text" };
import grid from "../../../../kernels/workgroup_index.wgsl" with { type: "text" };

export function planGatherBatch(operation: OperationOf<"gatherBatch">): Dispatch[] {
  const { pixels, labels, order, mean, deviation, first, count, size, images, batchLabels } =
    operation;
  // WGSL's division may be some units beside the quotient; the product with a power of two is exact.
  const divided = Number.isInteger(Math.log2(deviation))
    ? `x * ${1 / deviation}`
    : `x / ${deviation}`;
  const constants = `const MEAN: f32 = ${mean};\n` +
    `fn divided_by_deviation(x: f32) -> f32 { return ${divided}; }\n`;
  return [{
    kernel: {
      name: `gatherBatch ${mean} ${deviation}`,
      source: () => composeShader({ WORKGROUP }, constants, grid, gatherBatch),
    },
    params: [first, count, size, labels.bytes / 4],
    buffers: [read(pixels), read(labels), read(order), write(images), write(batchLabels)],
    workgroups: workgroupsFor(count * Math.ceil(size / 4)),
  }];
}
