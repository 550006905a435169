// Where an element of a contiguous shape lies in a strided view: the index is taken apart dimension
// by dimension, from the last, and put together again with the view's strides.

fn dimension(values: array<vec4u, 2>, d: u32) -> u32 {
  return values[d / 4u][d % 4u];
}

fn strided_index(i: u32, shape: array<vec4u, 2>, strides: array<vec4u, 2>, offset: u32) -> u32 {
  var rest = i;
  var index = offset;
  for (var d = RANK; d > 0u; d--) {
    let size = dimension(shape, d - 1u);
    index += (rest % size) * dimension(strides, d - 1u);
    rest /= size;
  }
  return index;
}
