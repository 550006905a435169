// The activation of a fused kernel and its derivative, chosen by a uniform and not when the pipeline
// is made: compiling a matrix product takes some drivers seconds, and one serves all activations.

fn activate(x: f32, activation: u32) -> f32 {
  let e = decay(x);
  switch (activation) {
    case SIGMOID: { return sigmoid(x, e); }
    case TANH: { return hyperbolic_tangent(x, e); }
    case RELU: { return relu(x); }
    case LEAKYRELU: { return leakyrelu(x); }
    case ELU: { return elu(x, e); }
    case SWISH: { return swish(x, e); }
    default: { return x; }
  }
}

fn activation_derivative(x: f32, activation: u32) -> f32 {
  let e = decay(x);
  switch (activation) {
    case SIGMOID: { return sigmoid_derivative(e); }
    case TANH: { return tanh_derivative(e); }
    case RELU: { return relu_derivative(x); }
    case LEAKYRELU: { return leakyrelu_derivative(x); }
    case ELU: { return elu_derivative(x, e); }
    case SWISH: { return swish_derivative(x, e); }
    default: { return 1.0; }
  }
}
