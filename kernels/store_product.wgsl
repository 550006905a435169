// Where a plain matrix product puts its outputs.

struct Params { m: u32, k: u32, n: u32 }

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(3) var<storage, read_write> out: array<f32>;

fn store(row: u32, column: u32, sum: f32) {
  if (row < params.m && column < params.n) { out[row * params.n + column] = sum; }
}
