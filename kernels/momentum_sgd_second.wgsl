// A second parameter in the same dispatch: a layer's weights and its bias are six buffers of the eight
// that a stage is sure to have.

@group(0) @binding(4) var<storage, read_write> second_weights: array<f32>;
@group(0) @binding(5) var<storage, read_write> second_velocity: array<f32>;
@group(0) @binding(6) var<storage, read> second_gradient: array<f32>;

fn update_second(first: u32) {
  for (var i = first; i < params.second_count; i += params.stride) {
    let step = second_gradient[i] + params.momentum * second_velocity[i];
    second_velocity[i] = step;
    second_weights[i] -= params.learning_rate * step;
  }
}
