/** What the CPU device calls: every kernel, and the thread pool that runs them. */
export { histogram, linearBinning, partialCountBytes } from "./binning";
export * from "./binary";
export { blasMatmul } from "./blas";
export { copy } from "./copy";
export { crossEntropy, crossEntropyBackward, lossBytes } from "./cross_entropy";
export { fill } from "./fill";
export * from "./formula";
export * from "./formulas"; // written by scripts/formula_kernels.ts
export { gatherBatch } from "./gather_batch";
export { wideBytes } from "./long_sums";
export { erf, exp, expm1, log, log1p, sigmoid, sign, softplus, tanh } from "./math"; // for formulas
export { roundsOnce } from "./math";
export { matmul, panelBytes } from "./matmul";
export * from "./optimizers";
export { partialBytes, reduce_argmax, reduce_max, reduce_min, reduce_sum } from "./reduce";
export { select } from "./select";
export { fail, publishModules, stop, workerLoop } from "./thread_pool";
export { heapBase, initThread } from "./tile";
