// What is left to do with a plain matrix product's sums: nothing.

struct Params { m: u32, k: u32, n: u32, slice: u32 }

@group(0) @binding(0) var<storage, read> given: Params;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;

var<private> params: Params; // read once, not in every turn of a loop

fn epilogue(i: u32, column: u32, sum: f32) {
  out[i] = sum;
}
