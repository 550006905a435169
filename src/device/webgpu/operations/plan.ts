/** From an operation to the dispatches that carry it out. */
import type { DeviceBuffer } from "../../memory.ts";
import type { Operation } from "../../operations.ts";
import type { Dispatch } from "../dispatch.ts";
import { planHistogram, planLinearBinning } from "./binning.ts";
import { planBinary, planCopy, planFill, planSelect, planUnary } from "./elementwise.ts";
import { planCrossEntropy, planCrossEntropyBackward } from "./cross_entropy.ts";
import { planDenseBackward } from "./dense_backward.ts";
import { planGatherBatch } from "./gather_batch.ts";
import { type MatmulVariant, planDense, planMatmul } from "./matmul.ts";
import { planReduce } from "./reduce.ts";
import { planOptimizerStep } from "./optimizer_step.ts";

export type { MatmulVariant };

/** The dispatches of an operation; `scratch` gives memory for what lies between them. */
export function planOperation(
  operation: Operation,
  variant: MatmulVariant,
  scratch: (bytes: number) => DeviceBuffer,
): Dispatch[] {
  switch (operation.op) {
    case "fill":
      return planFill(operation);
    case "unary":
      return planUnary(operation);
    case "binary":
      return planBinary(operation);
    case "select":
      return planSelect(operation);
    case "copy":
      return planCopy(operation);
    case "reduce":
      return planReduce(operation, scratch);
    case "matmul":
      return planMatmul(operation, variant, scratch);
    case "dense":
      return planDense(operation, variant, scratch);
    case "denseBackward":
      return planDenseBackward(operation, scratch);
    case "gatherBatch":
      return planGatherBatch(operation);
    case "crossEntropy":
      return planCrossEntropy(operation, scratch);
    case "crossEntropyBackward":
      return planCrossEntropyBackward(operation, scratch);
    case "histogram":
      return planHistogram(operation);
    case "linearBinning":
      return planLinearBinning(operation);
    case "optimizerStep":
      return planOptimizerStep(operation);
  }
}
