// What a dense layer does with a matrix product's sums: adds the bias, keeps that for the derivative,
// and applies the activation.

struct Params { m: u32, k: u32, n: u32, slice: u32 }

@group(0) @binding(0) var<storage, read> given: Params;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;
@group(0) @binding(4) var<storage, read> bias: array<f32>;
@group(0) @binding(5) var<storage, read_write> pre_activation: array<f32>;

var<private> params: Params; // read once, not in every turn of a loop

fn epilogue(i: u32, column: u32, sum: f32) {
  let value = sum + bias[column];
  pre_activation[i] = value;
  out[i] = activate(value);
}
