declare namespace __AdaptedExports {
  /** Exported memory */
  export const memory: WebAssembly.Memory;
  /** Exported table */
  export const table: WebAssembly.Table;
  /**
   * binning/histogram
   * @param x `usize`
   * @param edges `usize`
   * @param counts `usize`
   * @param count `u32`
   * @param bins `u32`
   * @param partialCounts `usize`
   */
  export function histogram(x: number, edges: number, counts: number, count: number, bins: number, partialCounts: number): void;
  /**
   * binning/linearBinning
   * @param x `usize`
   * @param weights `usize`
   * @param count `u32`
   * @param nodes `u32`
   * @param unitWeight `u32`
   * @param low `f32`
   * @param high `f32`
   * @param partialCounts `usize`
   */
  export function linearBinning(x: number, weights: number, count: number, nodes: number, unitWeight: number, low: number, high: number, partialCounts: number): void;
  /**
   * binning/partialCountBytes
   * @param bins `u32`
   * @returns `f64`
   */
  export function partialCountBytes(bins: number): number;
  /**
   * blas/blasMatmul
   * @param a `usize`
   * @param b `usize`
   * @param out `usize`
   * @param m `u32`
   * @param k `u32`
   * @param n `u32`
   * @param transposeA `bool`
   * @param transposeB `bool`
   * @param slices `u32`
   * @param wide `usize`
   */
  export function blasMatmul(a: number, b: number, out: number, m: number, k: number, n: number, transposeA: boolean, transposeB: boolean, slices: number, wide: number): void;
  /**
   * copy/copy
   * @param from `usize`
   * @param to `usize`
   * @param shape `usize`
   */
  export function copy(from: number, to: number, shape: number): void;
  /**
   * cross_entropy/crossEntropy
   * @param logits `usize`
   * @param labels `usize`
   * @param loss `usize`
   * @param correct `usize`
   * @param rows `u32`
   * @param classes `u32`
   * @param partial `usize`
   */
  export function crossEntropy(logits: number, labels: number, loss: number, correct: number, rows: number, classes: number, partial: number): void;
  /**
   * cross_entropy/crossEntropyBackward
   * @param logits `usize`
   * @param labels `usize`
   * @param lossGradient `usize`
   * @param out `usize`
   * @param rows `u32`
   * @param classes `u32`
   */
  export function crossEntropyBackward(logits: number, labels: number, lossGradient: number, out: number, rows: number, classes: number): void;
  /**
   * cross_entropy/lossBytes
   * @param rows `u32`
   * @returns `f64`
   */
  export function lossBytes(rows: number): number;
  /**
   * fill/fill
   * @param out `usize`
   * @param count `u32`
   * @param value `f32`
   */
  export function fill(out: number, count: number, value: number): void;
  /**
   * gather_batch/gatherBatch
   * @param pixels `usize`
   * @param labels `usize`
   * @param order `usize`
   * @param count `u32`
   * @param size `u32`
   * @param total `u32`
   * @param mean `f32`
   * @param deviation `f32`
   * @param images `usize`
   * @param imageLabels `usize`
   */
  export function gatherBatch(pixels: number, labels: number, order: number, count: number, size: number, total: number, mean: number, deviation: number, images: number, imageLabels: number): void;
  /**
   * long_sums/wideBytes
   * @param m `u32`
   * @param k `u32`
   * @param n `u32`
   * @returns `f64`
   */
  export function wideBytes(m: number, k: number, n: number): number;
  /**
   * math/erf
   * @param x `v128`
   * @returns `v128`
   */
  export function erf(x: unknown): unknown;
  /**
   * math/exp
   * @param x `v128`
   * @returns `v128`
   */
  export function exp(x: unknown): unknown;
  /**
   * math/expm1
   * @param x `v128`
   * @returns `v128`
   */
  export function expm1(x: unknown): unknown;
  /**
   * math/log
   * @param x `v128`
   * @returns `v128`
   */
  export function log(x: unknown): unknown;
  /**
   * math/log1p
   * @param x `v128`
   * @returns `v128`
   */
  export function log1p(x: unknown): unknown;
  /**
   * math/sigmoid
   * @param x `v128`
   * @returns `v128`
   */
  export function sigmoid(x: unknown): unknown;
  /**
   * math/sign
   * @param x `v128`
   * @returns `v128`
   */
  export function sign(x: unknown): unknown;
  /**
   * math/softplus
   * @param x `v128`
   * @returns `v128`
   */
  export function softplus(x: unknown): unknown;
  /**
   * math/tanh
   * @param x `v128`
   * @returns `v128`
   */
  export function tanh(x: unknown): unknown;
  /**
   * math/roundsOnce
   * @returns `bool`
   */
  export function roundsOnce(): boolean;
  /**
   * matmul/matmul
   * @param a `usize`
   * @param b `usize`
   * @param out `usize`
   * @param m `u32`
   * @param k `u32`
   * @param n `u32`
   * @param transposeA `bool`
   * @param transposeB `bool`
   * @param panels `usize`
   * @param wide `usize`
   */
  export function matmul(a: number, b: number, out: number, m: number, k: number, n: number, transposeA: boolean, transposeB: boolean, panels: number, wide: number): void;
  /**
   * matmul/panelBytes
   * @param m `u32`
   * @param k `u32`
   * @param n `u32`
   * @returns `f64`
   */
  export function panelBytes(m: number, k: number, n: number): number;
  /**
   * reduce/partialBytes
   * @param outer `u32`
   * @param length `u32`
   * @returns `f64`
   */
  export function partialBytes(outer: number, length: number): number;
  /**
   * reduce/reduce_argmax
   * @param x `usize`
   * @param out `usize`
   * @param outer `u32`
   * @param length `u32`
   * @param inner `u32`
   * @param partial `usize`
   */
  export function reduce_argmax(x: number, out: number, outer: number, length: number, inner: number, partial: number): void;
  /**
   * reduce/reduce_max
   * @param x `usize`
   * @param out `usize`
   * @param outer `u32`
   * @param length `u32`
   * @param inner `u32`
   * @param partial `usize`
   */
  export function reduce_max(x: number, out: number, outer: number, length: number, inner: number, partial: number): void;
  /**
   * reduce/reduce_min
   * @param x `usize`
   * @param out `usize`
   * @param outer `u32`
   * @param length `u32`
   * @param inner `u32`
   * @param partial `usize`
   */
  export function reduce_min(x: number, out: number, outer: number, length: number, inner: number, partial: number): void;
  /**
   * reduce/reduce_sum
   * @param x `usize`
   * @param out `usize`
   * @param outer `u32`
   * @param length `u32`
   * @param inner `u32`
   * @param partial `usize`
   */
  export function reduce_sum(x: number, out: number, outer: number, length: number, inner: number, partial: number): void;
  /**
   * select/select
   * @param condition `usize`
   * @param a `usize`
   * @param b `usize`
   * @param out `usize`
   * @param shape `usize`
   */
  export function select(condition: number, a: number, b: number, out: number, shape: number): void;
  /**
   * thread_pool/fail
   */
  export function fail(): void;
  /**
   * thread_pool/publishModules
   * @param count `u32`
   */
  export function publishModules(count: number): void;
  /**
   * thread_pool/stop
   */
  export function stop(): void;
  /**
   * thread_pool/workerLoop
   * @param count `u32`
   * @returns `u32`
   */
  export function workerLoop(count: number): number;
  /**
   * tile/heapBase
   * @param threads `u32`
   * @returns `usize`
   */
  export function heapBase(threads: number): number;
  /**
   * tile/initThread
   * @param index `u32`
   */
  export function initThread(index: number): void;
  /**
   * binary/binary_add
   * @param a `usize`
   * @param b `usize`
   * @param out `usize`
   * @param shape `usize`
   */
  export function binary_add(a: number, b: number, out: number, shape: number): void;
  /**
   * binary/binary_subtract
   * @param a `usize`
   * @param b `usize`
   * @param out `usize`
   * @param shape `usize`
   */
  export function binary_subtract(a: number, b: number, out: number, shape: number): void;
  /**
   * binary/binary_multiply
   * @param a `usize`
   * @param b `usize`
   * @param out `usize`
   * @param shape `usize`
   */
  export function binary_multiply(a: number, b: number, out: number, shape: number): void;
  /**
   * binary/binary_divide
   * @param a `usize`
   * @param b `usize`
   * @param out `usize`
   * @param shape `usize`
   */
  export function binary_divide(a: number, b: number, out: number, shape: number): void;
  /**
   * binary/binary_maximum
   * @param a `usize`
   * @param b `usize`
   * @param out `usize`
   * @param shape `usize`
   */
  export function binary_maximum(a: number, b: number, out: number, shape: number): void;
  /**
   * binary/binary_minimum
   * @param a `usize`
   * @param b `usize`
   * @param out `usize`
   * @param shape `usize`
   */
  export function binary_minimum(a: number, b: number, out: number, shape: number): void;
  /**
   * binary/binary_equal
   * @param a `usize`
   * @param b `usize`
   * @param out `usize`
   * @param shape `usize`
   */
  export function binary_equal(a: number, b: number, out: number, shape: number): void;
  /**
   * binary/binary_less
   * @param a `usize`
   * @param b `usize`
   * @param out `usize`
   * @param shape `usize`
   */
  export function binary_less(a: number, b: number, out: number, shape: number): void;
  /**
   * binary/binary_lessEqual
   * @param a `usize`
   * @param b `usize`
   * @param out `usize`
   * @param shape `usize`
   */
  export function binary_lessEqual(a: number, b: number, out: number, shape: number): void;
  /**
   * formula/unary_formula
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   * @param value `u32`
   * @param derivative `u32`
   */
  export function unary_formula(x: number, out: number, count: number, value: number, derivative: number): void;
  /**
   * formula/activate_formula
   * @param bias `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param rows `u32`
   * @param columns `u32`
   * @param value `u32`
   * @param derivative `u32`
   */
  export function activate_formula(bias: number, preActivation: number, out: number, rows: number, columns: number, value: number, derivative: number): void;
  /**
   * formula/denseBackward_formula
   * @param gradient `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param biasGradient `usize`
   * @param rows `u32`
   * @param columns `u32`
   * @param value `u32`
   * @param derivative `u32`
   */
  export function denseBackward_formula(gradient: number, preActivation: number, out: number, biasGradient: number, rows: number, columns: number, value: number, derivative: number): void;
  /**
   * formulas/unary_negate
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_negate(x: number, out: number, count: number): void;
  /**
   * formulas/unary_exp
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_exp(x: number, out: number, count: number): void;
  /**
   * formulas/unary_expm1
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_expm1(x: number, out: number, count: number): void;
  /**
   * formulas/unary_log
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_log(x: number, out: number, count: number): void;
  /**
   * formulas/unary_log1p
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_log1p(x: number, out: number, count: number): void;
  /**
   * formulas/unary_sqrt
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_sqrt(x: number, out: number, count: number): void;
  /**
   * formulas/unary_abs
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_abs(x: number, out: number, count: number): void;
  /**
   * formulas/unary_sign
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_sign(x: number, out: number, count: number): void;
  /**
   * formulas/unary_erf
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_erf(x: number, out: number, count: number): void;
  /**
   * formulas/unary_sigmoid
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_sigmoid(x: number, out: number, count: number): void;
  /**
   * formulas/activate_sigmoid
   * @param bias `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function activate_sigmoid(bias: number, preActivation: number, out: number, rows: number, columns: number): void;
  /**
   * formulas/denseBackward_sigmoid
   * @param gradient `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param biasGradient `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function denseBackward_sigmoid(gradient: number, preActivation: number, out: number, biasGradient: number, rows: number, columns: number): void;
  /**
   * formulas/unary_tanh
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_tanh(x: number, out: number, count: number): void;
  /**
   * formulas/activate_tanh
   * @param bias `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function activate_tanh(bias: number, preActivation: number, out: number, rows: number, columns: number): void;
  /**
   * formulas/denseBackward_tanh
   * @param gradient `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param biasGradient `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function denseBackward_tanh(gradient: number, preActivation: number, out: number, biasGradient: number, rows: number, columns: number): void;
  /**
   * formulas/unary_relu
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_relu(x: number, out: number, count: number): void;
  /**
   * formulas/activate_relu
   * @param bias `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function activate_relu(bias: number, preActivation: number, out: number, rows: number, columns: number): void;
  /**
   * formulas/denseBackward_relu
   * @param gradient `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param biasGradient `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function denseBackward_relu(gradient: number, preActivation: number, out: number, biasGradient: number, rows: number, columns: number): void;
  /**
   * formulas/unary_leakyrelu
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   * @param slope `f32`
   */
  export function unary_leakyrelu(x: number, out: number, count: number, slope: number): void;
  /**
   * formulas/activate_leakyrelu
   * @param bias `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param rows `u32`
   * @param columns `u32`
   * @param slope `f32`
   */
  export function activate_leakyrelu(bias: number, preActivation: number, out: number, rows: number, columns: number, slope: number): void;
  /**
   * formulas/denseBackward_leakyrelu
   * @param gradient `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param biasGradient `usize`
   * @param rows `u32`
   * @param columns `u32`
   * @param slope `f32`
   */
  export function denseBackward_leakyrelu(gradient: number, preActivation: number, out: number, biasGradient: number, rows: number, columns: number, slope: number): void;
  /**
   * formulas/unary_elu
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   * @param alpha `f32`
   */
  export function unary_elu(x: number, out: number, count: number, alpha: number): void;
  /**
   * formulas/activate_elu
   * @param bias `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param rows `u32`
   * @param columns `u32`
   * @param alpha `f32`
   */
  export function activate_elu(bias: number, preActivation: number, out: number, rows: number, columns: number, alpha: number): void;
  /**
   * formulas/denseBackward_elu
   * @param gradient `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param biasGradient `usize`
   * @param rows `u32`
   * @param columns `u32`
   * @param alpha `f32`
   */
  export function denseBackward_elu(gradient: number, preActivation: number, out: number, biasGradient: number, rows: number, columns: number, alpha: number): void;
  /**
   * formulas/unary_swish
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_swish(x: number, out: number, count: number): void;
  /**
   * formulas/activate_swish
   * @param bias `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function activate_swish(bias: number, preActivation: number, out: number, rows: number, columns: number): void;
  /**
   * formulas/denseBackward_swish
   * @param gradient `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param biasGradient `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function denseBackward_swish(gradient: number, preActivation: number, out: number, biasGradient: number, rows: number, columns: number): void;
  /**
   * formulas/unary_softplus
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_softplus(x: number, out: number, count: number): void;
  /**
   * formulas/activate_softplus
   * @param bias `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function activate_softplus(bias: number, preActivation: number, out: number, rows: number, columns: number): void;
  /**
   * formulas/denseBackward_softplus
   * @param gradient `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param biasGradient `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function denseBackward_softplus(gradient: number, preActivation: number, out: number, biasGradient: number, rows: number, columns: number): void;
  /**
   * formulas/unary_logsigmoid
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_logsigmoid(x: number, out: number, count: number): void;
  /**
   * formulas/activate_logsigmoid
   * @param bias `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function activate_logsigmoid(bias: number, preActivation: number, out: number, rows: number, columns: number): void;
  /**
   * formulas/denseBackward_logsigmoid
   * @param gradient `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param biasGradient `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function denseBackward_logsigmoid(gradient: number, preActivation: number, out: number, biasGradient: number, rows: number, columns: number): void;
  /**
   * formulas/unary_gelu
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_gelu(x: number, out: number, count: number): void;
  /**
   * formulas/activate_gelu
   * @param bias `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function activate_gelu(bias: number, preActivation: number, out: number, rows: number, columns: number): void;
  /**
   * formulas/denseBackward_gelu
   * @param gradient `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param biasGradient `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function denseBackward_gelu(gradient: number, preActivation: number, out: number, biasGradient: number, rows: number, columns: number): void;
  /**
   * formulas/unary_gelu_tanh
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_gelu_tanh(x: number, out: number, count: number): void;
  /**
   * formulas/activate_gelu_tanh
   * @param bias `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function activate_gelu_tanh(bias: number, preActivation: number, out: number, rows: number, columns: number): void;
  /**
   * formulas/denseBackward_gelu_tanh
   * @param gradient `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param biasGradient `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function denseBackward_gelu_tanh(gradient: number, preActivation: number, out: number, biasGradient: number, rows: number, columns: number): void;
  /**
   * formulas/unary_mish
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_mish(x: number, out: number, count: number): void;
  /**
   * formulas/activate_mish
   * @param bias `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function activate_mish(bias: number, preActivation: number, out: number, rows: number, columns: number): void;
  /**
   * formulas/denseBackward_mish
   * @param gradient `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param biasGradient `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function denseBackward_mish(gradient: number, preActivation: number, out: number, biasGradient: number, rows: number, columns: number): void;
  /**
   * formulas/unary_selu
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_selu(x: number, out: number, count: number): void;
  /**
   * formulas/activate_selu
   * @param bias `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function activate_selu(bias: number, preActivation: number, out: number, rows: number, columns: number): void;
  /**
   * formulas/denseBackward_selu
   * @param gradient `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param biasGradient `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function denseBackward_selu(gradient: number, preActivation: number, out: number, biasGradient: number, rows: number, columns: number): void;
  /**
   * formulas/unary_celu
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   * @param alpha `f32`
   */
  export function unary_celu(x: number, out: number, count: number, alpha: number): void;
  /**
   * formulas/activate_celu
   * @param bias `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param rows `u32`
   * @param columns `u32`
   * @param alpha `f32`
   */
  export function activate_celu(bias: number, preActivation: number, out: number, rows: number, columns: number, alpha: number): void;
  /**
   * formulas/denseBackward_celu
   * @param gradient `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param biasGradient `usize`
   * @param rows `u32`
   * @param columns `u32`
   * @param alpha `f32`
   */
  export function denseBackward_celu(gradient: number, preActivation: number, out: number, biasGradient: number, rows: number, columns: number, alpha: number): void;
  /**
   * formulas/unary_softsign
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_softsign(x: number, out: number, count: number): void;
  /**
   * formulas/activate_softsign
   * @param bias `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function activate_softsign(bias: number, preActivation: number, out: number, rows: number, columns: number): void;
  /**
   * formulas/denseBackward_softsign
   * @param gradient `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param biasGradient `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function denseBackward_softsign(gradient: number, preActivation: number, out: number, biasGradient: number, rows: number, columns: number): void;
  /**
   * formulas/unary_hardtanh
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_hardtanh(x: number, out: number, count: number): void;
  /**
   * formulas/activate_hardtanh
   * @param bias `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function activate_hardtanh(bias: number, preActivation: number, out: number, rows: number, columns: number): void;
  /**
   * formulas/denseBackward_hardtanh
   * @param gradient `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param biasGradient `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function denseBackward_hardtanh(gradient: number, preActivation: number, out: number, biasGradient: number, rows: number, columns: number): void;
  /**
   * formulas/unary_relu6
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_relu6(x: number, out: number, count: number): void;
  /**
   * formulas/activate_relu6
   * @param bias `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function activate_relu6(bias: number, preActivation: number, out: number, rows: number, columns: number): void;
  /**
   * formulas/denseBackward_relu6
   * @param gradient `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param biasGradient `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function denseBackward_relu6(gradient: number, preActivation: number, out: number, biasGradient: number, rows: number, columns: number): void;
  /**
   * formulas/unary_hardsigmoid
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_hardsigmoid(x: number, out: number, count: number): void;
  /**
   * formulas/activate_hardsigmoid
   * @param bias `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function activate_hardsigmoid(bias: number, preActivation: number, out: number, rows: number, columns: number): void;
  /**
   * formulas/denseBackward_hardsigmoid
   * @param gradient `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param biasGradient `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function denseBackward_hardsigmoid(gradient: number, preActivation: number, out: number, biasGradient: number, rows: number, columns: number): void;
  /**
   * formulas/unary_hardswish
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_hardswish(x: number, out: number, count: number): void;
  /**
   * formulas/activate_hardswish
   * @param bias `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function activate_hardswish(bias: number, preActivation: number, out: number, rows: number, columns: number): void;
  /**
   * formulas/denseBackward_hardswish
   * @param gradient `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param biasGradient `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function denseBackward_hardswish(gradient: number, preActivation: number, out: number, biasGradient: number, rows: number, columns: number): void;
  /**
   * formulas/unary_identity
   * @param x `usize`
   * @param out `usize`
   * @param count `u32`
   */
  export function unary_identity(x: number, out: number, count: number): void;
  /**
   * formulas/activate_identity
   * @param bias `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function activate_identity(bias: number, preActivation: number, out: number, rows: number, columns: number): void;
  /**
   * formulas/denseBackward_identity
   * @param gradient `usize`
   * @param preActivation `usize`
   * @param out `usize`
   * @param biasGradient `usize`
   * @param rows `u32`
   * @param columns `u32`
   */
  export function denseBackward_identity(gradient: number, preActivation: number, out: number, biasGradient: number, rows: number, columns: number): void;
  /**
   * optimizers/optimizer_momentum
   * @param weightsAt `usize`
   * @param gradientAt `usize`
   * @param velocityAt `usize`
   * @param count `u32`
   * @param learningRate `f32`
   * @param momentum `f32`
   * @param weightDecay `f32`
   */
  export function optimizer_momentum(weightsAt: number, gradientAt: number, velocityAt: number, count: number, learningRate: number, momentum: number, weightDecay: number): void;
  /**
   * optimizers/optimizer_sgd
   * @param weightsAt `usize`
   * @param gradientAt `usize`
   * @param count `u32`
   * @param learningRate `f32`
   * @param weightDecay `f32`
   */
  export function optimizer_sgd(weightsAt: number, gradientAt: number, count: number, learningRate: number, weightDecay: number): void;
  /**
   * optimizers/optimizer_nesterov
   * @param weightsAt `usize`
   * @param gradientAt `usize`
   * @param velocityAt `usize`
   * @param count `u32`
   * @param learningRate `f32`
   * @param momentum `f32`
   * @param weightDecay `f32`
   */
  export function optimizer_nesterov(weightsAt: number, gradientAt: number, velocityAt: number, count: number, learningRate: number, momentum: number, weightDecay: number): void;
  /**
   * optimizers/optimizer_rmsprop
   * @param weightsAt `usize`
   * @param gradientAt `usize`
   * @param meanSquareAt `usize`
   * @param count `u32`
   * @param learningRate `f32`
   * @param epsilon `f32`
   * @param weightDecay `f32`
   * @param share `f32`
   */
  export function optimizer_rmsprop(weightsAt: number, gradientAt: number, meanSquareAt: number, count: number, learningRate: number, epsilon: number, weightDecay: number, share: number): void;
  /**
   * optimizers/optimizer_adagrad
   * @param weightsAt `usize`
   * @param gradientAt `usize`
   * @param sumOfSquaresAt `usize`
   * @param count `u32`
   * @param learningRate `f32`
   * @param epsilon `f32`
   * @param weightDecay `f32`
   */
  export function optimizer_adagrad(weightsAt: number, gradientAt: number, sumOfSquaresAt: number, count: number, learningRate: number, epsilon: number, weightDecay: number): void;
  /**
   * optimizers/optimizer_adam
   * @param weightsAt `usize`
   * @param gradientAt `usize`
   * @param meanAt `usize`
   * @param meanSquareAt `usize`
   * @param count `u32`
   * @param rate `f32`
   * @param rootScale `f32`
   * @param share `f32`
   * @param squareShare `f32`
   * @param epsilon `f32`
   * @param weightDecay `f32`
   */
  export function optimizer_adam(weightsAt: number, gradientAt: number, meanAt: number, meanSquareAt: number, count: number, rate: number, rootScale: number, share: number, squareShare: number, epsilon: number, weightDecay: number): void;
  /**
   * optimizers/optimizer_adamw
   * @param weightsAt `usize`
   * @param gradientAt `usize`
   * @param meanAt `usize`
   * @param meanSquareAt `usize`
   * @param count `u32`
   * @param rate `f32`
   * @param rootScale `f32`
   * @param share `f32`
   * @param squareShare `f32`
   * @param epsilon `f32`
   * @param decay `f32`
   */
  export function optimizer_adamw(weightsAt: number, gradientAt: number, meanAt: number, meanSquareAt: number, count: number, rate: number, rootScale: number, share: number, squareShare: number, epsilon: number, decay: number): void;
}
/** Instantiates the compiled WebAssembly module with the given imports. */
export declare function instantiate(module: WebAssembly.Module, imports: {
  blas: unknown,
}): Promise<typeof __AdaptedExports>;
