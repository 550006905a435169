/** Dense layers: the activation after a product, and its derivative on the way back. */
import { GRAIN, storeSome } from "./elements";
import { Elu, Identity, LeakyRelu, Relu, Sigmoid, Swish, Tanh } from "./functions";
import { ARGUMENTS, launch, parts } from "./team";

@unmanaged
class Activation {
  bias: usize;
  preActivation: usize;
  out: usize;
  rows: u32;
  columns: u32;
}

@unmanaged
class Gradient {
  gradient: usize;
  preActivation: usize;
  out: usize;
  biasGradient: usize;
  rows: u32;
  columns: u32;
}

/** Columns of one task of the way back: their sums are in one thread's hands. */
const STRIP: u32 = 16;

export function activate_identity(
  bias: usize,
  preActivation: usize,
  out: usize,
  rows: u32,
  columns: u32,
): void {
  activate(bias, preActivation, out, rows, columns, (task) => forward<Identity>(task));
}

export function activate_sigmoid(
  bias: usize,
  preActivation: usize,
  out: usize,
  rows: u32,
  columns: u32,
): void {
  activate(bias, preActivation, out, rows, columns, (task) => forward<Sigmoid>(task));
}

export function activate_tanh(
  bias: usize,
  preActivation: usize,
  out: usize,
  rows: u32,
  columns: u32,
): void {
  activate(bias, preActivation, out, rows, columns, (task) => forward<Tanh>(task));
}

export function activate_relu(
  bias: usize,
  preActivation: usize,
  out: usize,
  rows: u32,
  columns: u32,
): void {
  activate(bias, preActivation, out, rows, columns, (task) => forward<Relu>(task));
}

export function activate_leakyrelu(
  bias: usize,
  preActivation: usize,
  out: usize,
  rows: u32,
  columns: u32,
): void {
  activate(bias, preActivation, out, rows, columns, (task) => forward<LeakyRelu>(task));
}

export function activate_elu(
  bias: usize,
  preActivation: usize,
  out: usize,
  rows: u32,
  columns: u32,
): void {
  activate(bias, preActivation, out, rows, columns, (task) => forward<Elu>(task));
}

export function activate_swish(
  bias: usize,
  preActivation: usize,
  out: usize,
  rows: u32,
  columns: u32,
): void {
  activate(bias, preActivation, out, rows, columns, (task) => forward<Swish>(task));
}

export function denseBackward_identity(
  gradient: usize,
  preActivation: usize,
  out: usize,
  biasGradient: usize,
  rows: u32,
  columns: u32,
): void {
  denseBackward(
    gradient,
    preActivation,
    out,
    biasGradient,
    rows,
    columns,
    (task) => backward<Identity>(task),
  );
}

export function denseBackward_sigmoid(
  gradient: usize,
  preActivation: usize,
  out: usize,
  biasGradient: usize,
  rows: u32,
  columns: u32,
): void {
  denseBackward(
    gradient,
    preActivation,
    out,
    biasGradient,
    rows,
    columns,
    (task) => backward<Sigmoid>(task),
  );
}

export function denseBackward_tanh(
  gradient: usize,
  preActivation: usize,
  out: usize,
  biasGradient: usize,
  rows: u32,
  columns: u32,
): void {
  denseBackward(
    gradient,
    preActivation,
    out,
    biasGradient,
    rows,
    columns,
    (task) => backward<Tanh>(task),
  );
}

export function denseBackward_relu(
  gradient: usize,
  preActivation: usize,
  out: usize,
  biasGradient: usize,
  rows: u32,
  columns: u32,
): void {
  denseBackward(
    gradient,
    preActivation,
    out,
    biasGradient,
    rows,
    columns,
    (task) => backward<Relu>(task),
  );
}

export function denseBackward_leakyrelu(
  gradient: usize,
  preActivation: usize,
  out: usize,
  biasGradient: usize,
  rows: u32,
  columns: u32,
): void {
  denseBackward(
    gradient,
    preActivation,
    out,
    biasGradient,
    rows,
    columns,
    (task) => backward<LeakyRelu>(task),
  );
}

export function denseBackward_elu(
  gradient: usize,
  preActivation: usize,
  out: usize,
  biasGradient: usize,
  rows: u32,
  columns: u32,
): void {
  denseBackward(
    gradient,
    preActivation,
    out,
    biasGradient,
    rows,
    columns,
    (task) => backward<Elu>(task),
  );
}

export function denseBackward_swish(
  gradient: usize,
  preActivation: usize,
  out: usize,
  biasGradient: usize,
  rows: u32,
  columns: u32,
): void {
  denseBackward(
    gradient,
    preActivation,
    out,
    biasGradient,
    rows,
    columns,
    (task) => backward<Swish>(task),
  );
}

/** preActivation += bias, which is one row; out = f(preActivation). */
function activate(
  bias: usize,
  preActivation: usize,
  out: usize,
  rows: u32,
  columns: u32,
  task: (index: u32) => void,
): void {
  const given = changetype<Activation>(ARGUMENTS);
  given.bias = bias;
  given.preActivation = preActivation;
  given.out = out;
  given.rows = rows;
  given.columns = columns;
  launch(parts(rows, rowsOfTask(columns)), task);
}

function rowsOfTask(columns: u32): u32 {
  return parts(GRAIN, columns);
}

function forward<F>(task: u32): void {
  const given = changetype<Activation>(ARGUMENTS), f = changetype<F>(0);
  const columns = given.columns, bias = given.bias;
  const size = rowsOfTask(columns);
  const end = min(given.rows, (task + 1) * size);
  for (let row = task * size; row < end; row++) {
    const start = usize(row) * usize(columns) << 2;
    for (let column: u32 = 0; column < columns; column += 4) {
      const at = start + (usize(column) << 2), left = columns - column;
      const sum = f32x4.add(
        v128.load(given.preActivation + at),
        v128.load(bias + (usize(column) << 2)),
      );
      storeSome(given.preActivation + at, sum, left);
      storeSome(given.out + at, f.value(sum), left);
    }
  }
}

/** out = gradient · f′(preActivation); biasGradient, one row, is the sum of out's rows. */
function denseBackward(
  gradient: usize,
  preActivation: usize,
  out: usize,
  biasGradient: usize,
  rows: u32,
  columns: u32,
  task: (index: u32) => void,
): void {
  const given = changetype<Gradient>(ARGUMENTS);
  given.gradient = gradient;
  given.preActivation = preActivation;
  given.out = out;
  given.biasGradient = biasGradient;
  given.rows = rows;
  given.columns = columns;
  launch(parts(columns, STRIP), task);
}

function backward<F>(task: u32): void {
  const given = changetype<Gradient>(ARGUMENTS);
  const end = min(given.columns, (task + 1) * STRIP);
  for (let column = task * STRIP; column < end; column += 4) {
    const sum = backwardColumns<F>(usize(column) << 2, end - column);
    storeSome(given.biasGradient + (usize(column) << 2), sum, end - column);
  }
}

/** Four columns, from the one that begins `at` bytes into a row; returns their sums. */
function backwardColumns<F>(at: usize, wanted: u32): v128 {
  const given = changetype<Gradient>(ARGUMENTS), f = changetype<F>(0);
  const step = usize(given.columns) << 2;
  const end = at + usize(given.rows) * step;
  let sum = f32x4.splat(0);
  for (; at < end; at += step) {
    const slope = f.derivative(v128.load(given.preActivation + at));
    const passed = f32x4.mul(v128.load(given.gradient + at), slope);
    sum = f32x4.add(sum, passed);
    storeSome(given.out + at, passed, wanted);
  }
  return sum;
}
