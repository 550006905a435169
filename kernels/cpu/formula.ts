/**
 * Activations by formula, whose functions are modules of their own: launches know them by their places in
 * the table, which are the same in every thread's.
 */
import { activate, denseBackward } from "./dense";
import { PARAMETERS } from "./thread_pool";
import { unary } from "./unary";

@unmanaged
class Formula {
  value(x: v128): v128 {
    return call_indirect<v128>(load<u32>(PARAMETERS), x);
  }

  derivative(x: v128): v128 {
    return call_indirect<v128>(load<u32>(PARAMETERS, 4), x);
  }
}

export function unary_formula(
  x: usize,
  out: usize,
  count: u32,
  value: u32,
  derivative: u32,
): void {
  setFunctions(value, derivative);
  unary<Formula>(x, out, count);
}

export function activate_formula(
  bias: usize,
  preActivation: usize,
  out: usize,
  rows: u32,
  columns: u32,
  value: u32,
  derivative: u32,
): void {
  setFunctions(value, derivative);
  activate<Formula>(bias, preActivation, out, rows, columns);
}

export function denseBackward_formula(
  gradient: usize,
  preActivation: usize,
  out: usize,
  biasGradient: usize,
  rows: u32,
  columns: u32,
  value: u32,
  derivative: u32,
): void {
  setFunctions(value, derivative);
  denseBackward<Formula>(gradient, preActivation, out, biasGradient, rows, columns);
}

function setFunctions(value: u32, derivative: u32): void {
  store<u32>(PARAMETERS, value);
  store<u32>(PARAMETERS, derivative, 4);
}
