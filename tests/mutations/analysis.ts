/** Slips in histograms, densities, and what is found in networks. */
import type { Mutation } from "./mutation.ts";

const analysis = (name: string) => [`tests/analysis/${name}_test.ts`];

export const ANALYSIS: readonly Mutation[] = [
  {
    name: "a bar's height forgets the bin's width",
    file: "src/analysis/histogram.ts",
    find: "count / (total * (edges[i + 1]! - edges[i]!))",
    replace: "count / total",
    tests: analysis("histogram"),
  },
  {
    name: "the bandwidth has Silverman's exponent",
    file: "src/analysis/density.ts",
    find: "const bandwidth = count ** -0.2 * deviation;",
    replace: "const bandwidth = (count * 3 / 4) ** -0.2 * deviation;",
    tests: analysis("density"),
  },
  {
    name: "the kernel is cut off at two bandwidths",
    file: "src/analysis/density.ts",
    find: "const TRUNCATE = 6;",
    replace: "const TRUNCATE = 2;",
    tests: analysis("density"),
  },
  {
    name: "a device's deviation is taken as the sample's",
    file: "src/analysis/distribution.ts",
    find: "std * Math.sqrt(n / (n - 1))",
    replace: "std",
    tests: analysis("distribution"),
  },
  {
    name: "edges are rounded to the nearest float32",
    file: "src/analysis/binning.ts",
    find: "if (near >= value) return near;",
    replace: "return near;",
    tests: analysis("distribution"),
  },
  {
    name: "the mean of squares is taken for the variance",
    file: "src/analysis/summary.ts",
    find: "mean(square(subtract(scaled, average)))",
    replace: "mean(square(scaled))",
    tests: analysis("summary"),
  },
  {
    name: "the norm is not scaled back",
    file: "src/analysis/summary.ts",
    find: "Math.sqrt((variance + average ** 2) * n) * scale",
    replace: "Math.sqrt((variance + average ** 2) * n)",
    tests: analysis("summary"),
  },
  {
    name: "a neuron that is only ever negative counts as dead",
    file: "src/analysis/dead_neurons.ts",
    find: "max(abs(output), 0)",
    replace: "maximum(max(output, 0), 0)",
    tests: analysis("dead_neurons"),
  },
  {
    name: "the peaks of later batches replace the first's",
    file: "src/analysis/dead_neurons.ts",
    find: "maximum(before.peaks, more.peaks)",
    replace: "more.peaks",
    tests: analysis("dead_neurons"),
  },
  {
    name: "the saturated share is that of one image",
    file: "src/analysis/dead_neurons.ts",
    find: "/ (width * images)",
    replace: "/ width",
    tests: analysis("dead_neurons"),
  },
  {
    name: "saturation is judged by the value",
    file: "src/analysis/saturation.ts",
    find: "less(abs(derivative(activation, x)), SATURATION_THRESHOLD)",
    replace: "less(derivative(activation, x), SATURATION_THRESHOLD)",
    tests: analysis("saturation"),
  },
  {
    name: "gradients are shown with the biases' titles",
    file: "src/analysis/gradient_flow.ts",
    find: "`Layer ${2 * index} - weights`",
    replace: "`Layer ${index} - weights`",
    tests: analysis("gradient_flow"),
  },
  {
    name: "the activation's values are those before it",
    file: "src/analysis/activation_distributions.ts",
    find: "values: output,",
    replace: "values: activation ? input : output,",
    tests: analysis("activation_distributions"),
  },
  {
    name: "examples come from the beginning of the data set",
    file: "src/analysis/example_images.ts",
    find: "images.subarray(position * size, (position + 1) * size)",
    replace: "images.subarray(i * size, (i + 1) * size)",
    tests: analysis("example_images"),
  },
  {
    name: "a function is sampled short of its last place",
    file: "src/analysis/sampled_activation.ts",
    find: "from + (to - from) * i / (POINTS - 1)",
    replace: "from + (to - from) * i / POINTS",
    tests: analysis("sampled_activation"),
  },
];
