/**
 * The portable part of Activation Lab: devices, tensors, networks, data, training, analyses, figures.
 * It runs in Deno and in web pages; `mod.ts` is all of it, and what only Deno can do.
 *
 * @module
 */
export { LabError, UsageError } from "./src/errors.ts";
export { VERSION } from "./src/version.ts";

// Devices
export type { BlasChoice, CpuOptions } from "./src/device/cpu/cpu_device.ts";
export { type Device, DeviceError, type DeviceInfo } from "./src/device/device.ts";
export type { DeviceBuffer, MemoryUse } from "./src/device/memory.ts";
export type {
  ActivationOperand,
  BinaryFunction,
  Operand,
  Operation,
  Reduction,
  SteppedParameter,
  StridedView,
} from "./src/device/operations.ts";
export { type DeviceChoice, listDevices, openDevice } from "./src/device/open.ts";

// Tensors
export {
  type DType,
  type HostArray,
  type Nested,
  type Tensor,
  tensor,
  uint32Tensor,
} from "./src/tensor/tensor.ts";
export { type Shape, ShapeError } from "./src/tensor/shape.ts";
export { scope } from "./src/tensor/scope.ts";
export {
  type Differentiable,
  grad,
  valueAndGrad,
  valueAndGradWithAux,
} from "./src/tensor/autodiff.ts";
export { full, ones, zeros } from "./src/tensor/ops/create.ts";
export { add, divide, multiply, negate, square, subtract } from "./src/tensor/ops/arithmetic.ts";
export { abs, erf, exp, expm1, log, log1p, sign, sqrt } from "./src/tensor/ops/math.ts";
export {
  elu,
  leakyrelu,
  prelu,
  relu,
  sigmoid,
  softplus,
  swish,
  tanh,
} from "./src/tensor/ops/activations.ts";
export { pow } from "./src/tensor/ops/power.ts";
export {
  clip,
  equal,
  greater,
  greaterEqual,
  less,
  lessEqual,
  maximum,
  minimum,
  where,
} from "./src/tensor/ops/compare.ts";
export {
  type Axes,
  broadcastTo,
  type ReduceOptions,
  reshape,
  sum,
} from "./src/tensor/ops/broadcast.ts";
export { argmax, max, mean, min } from "./src/tensor/ops/reductions.ts";
export { concat, slice, transpose } from "./src/tensor/ops/movement.ts";
export { matmul, type MatmulOptions } from "./src/tensor/ops/matmul.ts";
export { dense } from "./src/tensor/ops/dense.ts";
export { type CrossEntropy, crossEntropy, logSoftmax, softmax } from "./src/tensor/ops/softmax.ts";

// Networks
export type { ActivationName, FusedActivation } from "./kernels/activations.ts";
export type { Key } from "./src/random/threefry.ts";
export {
  type Activation,
  activationNames,
  BUILT_IN_ACTIVATIONS,
  findActivation,
  registerActivation,
  TUTORIAL_ACTIVATIONS,
} from "./src/nn/activations.ts";
export {
  type Fans,
  findInitializers,
  type Initializer,
  type InitializerName,
  initializerNames,
  type LayerInitializers,
  type NamedInitializers,
  type ParameterVariances,
} from "./src/nn/initializers.ts";
export { findGain, type GainRule } from "./src/nn/gains.ts";
export {
  type Context,
  type Intermediate,
  type Layer,
  type ParameterSpec,
  type ParameterSpecs,
} from "./src/nn/layers/layer.ts";
export { ActivationLayer } from "./src/nn/layers/activation.ts";
export { Dense, type DenseOptions } from "./src/nn/layers/dense.ts";
export { Sequential } from "./src/nn/layers/sequential.ts";
export { Network } from "./src/nn/network.ts";
export { type LayerValues, MLP, type MlpOptions } from "./src/nn/mlp.ts";
export {
  disposeWeights,
  downloadWeights,
  type Parameters,
  uploadWeights,
} from "./src/nn/parameters.ts";
export { type HostTensor } from "./src/tensor/host_tensor.ts";
export {
  type OptimizerName,
  type OptimizerRule,
  type OptimizerRules,
  OPTIMIZERS,
  type OptimizerSettings,
} from "./kernels/optimizers.ts";
export { clipByGlobalNorm } from "./src/nn/clip.ts";
export { disposeOptimizerState, Optimizer, type OptimizerState } from "./src/nn/optimizer.ts";
export {
  findSchedule,
  type NamedSchedule,
  type Schedule,
  type ScheduleName,
  scheduleNames,
  type ScheduleSpan,
} from "./src/nn/schedules.ts";

// Data
export { type Dataset, type LabeledImages, type LoadedDataset } from "./src/data/dataset.ts";
export {
  type DatasetInfo,
  datasetInfo,
  type DataSettings,
  type NormalizationRule,
  type OwnDataset,
} from "./src/data/settings.ts";
export {
  type DatasetName,
  DATASETS,
  type DatasetSpec,
  FASHION_MNIST,
  findDataset,
  type IdxFileSpec,
  imageSize,
  type Normalization,
} from "./src/data/datasets.ts";
export { type Batch, DeviceDataset } from "./src/data/device_dataset.ts";
export { randomSplit, type Split, trainingSplit } from "./src/data/split.ts";
export { BatchSampler } from "./src/data/batch_sampler.ts";
export { parseIdx, parseIdxLabels } from "./src/data/idx.ts";

// Training
export {
  type Checkpoint,
  type EpochRecord,
  parseTrainingConfig,
  type TrainingConfig,
  type TrainingRecord,
} from "./src/training/config.ts";
export type { ActivationSettings } from "./src/training/activation_settings.ts";
export { checkDataset } from "./src/training/data_settings.ts";
export {
  type Outcome,
  type TestOptions,
  testWeights,
  train,
  type TrainedModel,
  type TrainingOptions,
  type TrainingResult,
} from "./src/training/train.ts";
export { type Loss, type Method } from "./src/training/train_step.ts";
export { type Progress, type RunOptions } from "./src/training/training_run.ts";
export { type PartialEpoch, type RunState } from "./src/training/run_state.ts";
export { type Accuracy, evaluate } from "./src/training/evaluate.ts";
export { type Probe, type ProbedRun } from "./src/training/probe.ts";
export {
  type ActivationProbe,
  type EpochProbe,
  type KeptProbes,
  type Measurement,
  type ProbeEdges,
  type RunProbes,
  type ValueStatistics,
  type WeightProbe,
} from "./src/training/probes.ts";

// Checkpoints, as bytes
export { decodeCheckpoint, encodeCheckpoint } from "./src/checkpoints/checkpoint_format.ts";
export {
  checkStateFits,
  decodeRunCheckpoint,
  encodeRunCheckpoint,
} from "./src/checkpoints/run_checkpoint_format.ts";
export { type Model, modelOf } from "./src/checkpoints/model.ts";

// Analyses
export { type Distribution, distribution } from "./src/analysis/distribution.ts";
export { summarize, type Summary } from "./src/analysis/summary.ts";
export { type DensityHistogram, type Histogram } from "./src/analysis/histogram.ts";
export { type Points } from "./src/analysis/density.ts";
export {
  sampleActivation,
  type SampledActivation,
  type SampleRange,
} from "./src/analysis/sampled_activation.ts";
export { exampleBatch, exampleImages } from "./src/analysis/example_images.ts";
export {
  type GradientFlow,
  gradientFlow,
  type LayerGradients,
} from "./src/analysis/gradient_flow.ts";
export {
  type ActivationDistribution,
  type ActivationDistributions,
  activationDistributions,
} from "./src/analysis/activation_distributions.ts";
export { deadNeurons, type LayerNeurons } from "./src/analysis/dead_neurons.ts";
export {
  type DeadNeuronCounts,
  type DeadNeuronHistory,
  deadNeuronHistory,
} from "./src/analysis/dead_neuron_history.ts";
export { meanFieldVariances, type MeasuredVariances } from "./src/analysis/mean_field.ts";
export { networkProbe, type ProbeOptions } from "./src/analysis/network_probe.ts";
export { type AccuracyCurves, accuracyCurves } from "./src/analysis/accuracy_curves.ts";

// Figures
export { Figure, type SaveOptions } from "./src/figures/figure.ts";
export { type FigureSettings } from "./src/figures/look.ts";
export { type FigureData, type Row } from "./src/figures/data.ts";
export { type FacetOptions, facets, type Panel, plot } from "./src/figures/plot.ts";
export { type Axis } from "./src/figures/scales.ts";
export { type Dash, type PaletteName } from "./src/figures/palette.ts";
export { type StyleName } from "./src/figures/theme.ts";
export { type Mark } from "./src/figures/marks/mark.ts";
export { type MarkerName } from "./src/figures/marks/marker.ts";
export { line, type LineOptions } from "./src/figures/marks/line.ts";
export { band, type BandOptions } from "./src/figures/marks/band.ts";
export { points, type PointsOptions } from "./src/figures/marks/points.ts";
export { bars, type BarsOptions } from "./src/figures/marks/bars.ts";
export { histogram, type HistogramOptions } from "./src/figures/marks/histogram.ts";
export { heatMap, type HeatMapOptions } from "./src/figures/marks/heat_map.ts";
export { rule, type RuleOptions, type RulePlace } from "./src/figures/marks/rule.ts";
export { text, type TextNote, type TextOptions } from "./src/figures/marks/text.ts";
export { readProvenance } from "./src/figures/read_provenance.ts";
export type { Provenance } from "./src/figures/provenance.ts";
export {
  type ActivationCurve,
  activationsFigure,
  type ActivationsOptions,
} from "./src/figures/activations.ts";
export { examplesFigure } from "./src/figures/examples.ts";
export { type GradientNorms, gradientNormsFigure } from "./src/figures/gradient_norms.ts";
export { type GradientLayer, gradientsFigure } from "./src/figures/gradients.ts";
export { distributionsFigure, type ValueLayer } from "./src/figures/distributions.ts";
export { type DeadLayer, deadNeuronsFigure } from "./src/figures/dead_neurons.ts";
export {
  deadNeuronHistoryFigure,
  type DyingCounts,
  type DyingLayer,
} from "./src/figures/dead_neuron_history.ts";
export { type RidgeCounts, type RidgeLayer, ridgesFigure } from "./src/figures/ridges.ts";
export { curvesFigure, type CurvesOptions, type TrainingCurve } from "./src/figures/curves.ts";
export { lineFigure, type Series } from "./src/figures/lines.ts";
export { type SeedRun, type SeedsCell, seedsFigure, type SeedsPanel } from "./src/figures/seeds.ts";
export {
  differencesFigure,
  type DifferencesPanel,
  type PairedDifference,
} from "./src/figures/differences.ts";
export {
  type FailedCurve,
  type LearningCurve,
  learningCurvesFigure,
  type LearningCurvesPanel,
} from "./src/figures/learning_curves.ts";
export {
  factorFigure,
  type FactorLevel,
  type FactorPanel,
  type FactorSeries,
} from "./src/figures/factor.ts";
export {
  type FactorCell,
  factorHeatMap,
  type HeatMapFactor,
} from "./src/figures/factor_heat_map.ts";
export {
  type LayerVariances,
  layerVariancesFigure,
  type NetworkVariances,
} from "./src/figures/layer_variances.ts";
export {
  type CountedRuns,
  type CountedRunsPanel,
  untrainedRunsFigure,
} from "./src/figures/untrained_runs.ts";
export { criticalDifferenceFigure } from "./src/figures/critical_difference.ts";
export { type RankedTreatment } from "./src/figures/marks/rank_diagram.ts";
export { type Ends } from "./src/figures/study_panels.ts";
