// Two operands of an element-wise function, each a strided view or one number for every element.

@group(0) @binding(0) var<storage, read> params: Params;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;

fn load_a(i: u32) -> f32 {
  if (A_IS_NUMBER) { return params.a_number; }
  return a[strided_index(i, params.shape, params.a_strides, params.a_offset)];
}

fn load_b(i: u32) -> f32 {
  if (B_IS_NUMBER) { return params.b_number; }
  return b[strided_index(i, params.shape, params.b_strides, params.b_offset)];
}
