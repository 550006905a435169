/** What the tutorial published: the numbers that a reproduction is held against. */

/** A test accuracy, of one run. */
export interface PublishedAccuracy {
  readonly activation: string;
  /** As published, 0 to 1. */
  readonly accuracy: number;
}

/** Test accuracies of the six models. */
export const TEST_ACCURACIES: readonly PublishedAccuracy[] = [
  { activation: "sigmoid", accuracy: 0.7846 },
  { activation: "tanh", accuracy: 0.8857 },
  { activation: "relu", accuracy: 0.8865 },
  { activation: "leakyrelu", accuracy: 0.8833 },
  { activation: "elu", accuracy: 0.8832 },
  { activation: "swish", accuracy: 0.8833 },
];

/** The network of ten layers in the tutorial's last experiment. */
export const TEN_LAYERS: readonly number[] = [256, 256, 256, 256, 256, 128, 128, 128, 128, 128];

/** Dead neurons by layer, of networks with ReLU. */
export const DEAD_NEURONS = {
  untrained: [0, 0, 3, 7],
  trained: [0, 0, 3, 3],
  tenLayers: [0, 1, 1, 19, 75, 53, 71, 57, 64, 69],
} as const;
