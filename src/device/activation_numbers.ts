/** How kernels tell activations apart that they choose between at run time. */
import type { FusedActivation } from "./operations.ts";

/** The numbers by which every device's kernels know the activations. */
export const ACTIVATION_NUMBERS: Record<FusedActivation, number> = {
  identity: 0,
  sigmoid: 1,
  tanh: 2,
  relu: 3,
  leakyrelu: 4,
  elu: 5,
  swish: 6,
};
