// What a dense layer does with a matrix product: adds the bias, keeps the sum if the derivative will
// need it, and applies the activation.

struct Params { m: u32, k: u32, n: u32 }

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(3) var<storage, read> bias: array<f32>;
@group(0) @binding(4) var<storage, read_write> out: array<f32>;
@group(0) @binding(5) var<storage, read_write> pre_activation: array<f32>;

fn store(row: u32, column: u32, sum: f32) {
  if (row >= params.m || column >= params.n) { return; }
  let i = row * params.n + column;
  let value = sum + bias[column];
  if (KEEP_PRE_ACTIVATION) { pre_activation[i] = value; }
  out[i] = activate(value);
}
