// velocity = gradient + momentum · velocity;  weights = weights - learning_rate · velocity

fn step(weights: f32, gradient: f32, velocity: f32) -> Next {
  let next = gradient + params.momentum * velocity;
  return Next(weights - params.learningRate * next, next);
}
