/**
 * The functions of one and of two numbers that a device knows, and the derivatives of those that a
 * dense layer can apply. Each is a class without state: a loop takes it as its type parameter, and is
 * compiled with the function in its body.
 *
 * Whatever NaN goes in comes out as NaN, but for comparisons and for slopes that are constant on each
 * side of 0. At 0 a slope is the one from below.
 */
import { exp, expm1, lanes, log, madd, ONE, sigmoid, tanh } from "./math";

/** The activations of dense layers by the numbers that all devices' kernels know them by. */
export const enum Fused {
  identity,
  sigmoid,
  tanh,
  relu,
  leakyrelu,
  elu,
  swish,
}

const FOUR = memory.data<f32>([4]);
/** The slope of leakyrelu below 0. */
const LEAK = memory.data<f32>([0.1]);

@unmanaged
export class Negate {
  value(x: v128): v128 {
    return f32x4.neg(x);
  }
}

@unmanaged
export class Exp {
  value(x: v128): v128 {
    return exp(x);
  }
}

@unmanaged
export class Log {
  value(x: v128): v128 {
    return log(x);
  }
}

@unmanaged
export class Sqrt {
  value(x: v128): v128 {
    return f32x4.sqrt(x);
  }
}

@unmanaged
export class Abs {
  value(x: v128): v128 {
    return f32x4.abs(x);
  }
}

/** 1 or -1; x itself if it is 0 or NaN. */
@unmanaged
export class Sign {
  value(x: v128): v128 {
    const size = f32x4.abs(x);
    const one = v128.or(lanes(ONE), v128.xor(x, size));
    return v128.bitselect(one, x, f32x4.gt(size, f32x4.splat(0)));
  }
}

@unmanaged
export class Identity {
  value(x: v128): v128 {
    return x;
  }

  derivative(_x: v128): v128 {
    return lanes(ONE);
  }
}

@unmanaged
export class Sigmoid {
  value(x: v128): v128 {
    return sigmoid(x);
  }

  derivative(x: v128): v128 {
    return sigmoidSlope(x);
  }
}

@unmanaged
export class Tanh {
  value(x: v128): v128 {
    return tanh(x);
  }

  // tanh(x) = 2 sigmoid(2x) - 1
  derivative(x: v128): v128 {
    return f32x4.mul(lanes(FOUR), sigmoidSlope(f32x4.add(x, x)));
  }
}

@unmanaged
export class Relu {
  value(x: v128): v128 {
    return v128.andnot(x, f32x4.le(x, f32x4.splat(0)));
  }

  derivative(x: v128): v128 {
    return v128.and(lanes(ONE), f32x4.gt(x, f32x4.splat(0)));
  }
}

@unmanaged
export class LeakyRelu {
  value(x: v128): v128 {
    return f32x4.pmax(x, f32x4.mul(x, lanes(LEAK)));
  }

  derivative(x: v128): v128 {
    return v128.bitselect(lanes(ONE), lanes(LEAK), f32x4.gt(x, f32x4.splat(0)));
  }
}

@unmanaged
export class Elu {
  value(x: v128): v128 {
    return v128.bitselect(x, expm1(x), f32x4.gt(x, f32x4.splat(0)));
  }

  derivative(x: v128): v128 {
    return exp(f32x4.pmin(x, f32x4.splat(0)));
  }
}

/** x · sigmoid(x). */
@unmanaged
export class Swish {
  value(x: v128): v128 {
    return f32x4.mul(x, sigmoid(x));
  }

  // sigmoid(x) · (1 + x · sigmoid(-x))
  derivative(x: v128): v128 {
    const smaller = sigmoid(f32x4.neg(f32x4.abs(x)));
    const larger = f32x4.sub(lanes(ONE), smaller);
    const positive = f32x4.gt(x, f32x4.splat(0));
    const here = v128.bitselect(larger, smaller, positive);
    const opposite = v128.bitselect(smaller, larger, positive);
    return f32x4.mul(here, madd(x, opposite, lanes(ONE)));
  }
}

@unmanaged
export class Add {
  value(a: v128, b: v128): v128 {
    return f32x4.add(a, b);
  }
}

@unmanaged
export class Subtract {
  value(a: v128, b: v128): v128 {
    return f32x4.sub(a, b);
  }
}

@unmanaged
export class Multiply {
  value(a: v128, b: v128): v128 {
    return f32x4.mul(a, b);
  }
}

@unmanaged
export class Divide {
  value(a: v128, b: v128): v128 {
    return f32x4.div(a, b);
  }
}

@unmanaged
export class Maximum {
  value(a: v128, b: v128): v128 {
    return f32x4.max(a, b);
  }
}

@unmanaged
export class Minimum {
  value(a: v128, b: v128): v128 {
    return f32x4.min(a, b);
  }
}

@unmanaged
export class Equal {
  value(a: v128, b: v128): v128 {
    return v128.and(lanes(ONE), f32x4.eq(a, b));
  }
}

@unmanaged
export class Less {
  value(a: v128, b: v128): v128 {
    return v128.and(lanes(ONE), f32x4.lt(a, b));
  }
}

@unmanaged
export class LessEqual {
  value(a: v128, b: v128): v128 {
    return v128.and(lanes(ONE), f32x4.le(a, b));
  }
}

/** s · (1 - s) for s = sigmoid(-|x|), the smaller of two factors, whose sum is 1. */
function sigmoidSlope(x: v128): v128 {
  const smaller = sigmoid(f32x4.neg(f32x4.abs(x)));
  return madd(f32x4.neg(smaller), smaller, smaller);
}
