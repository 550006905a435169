/**
 * The functions of two numbers that a device knows. Each is a class without state: a loop takes it as
 * its type parameter, and is compiled with the function in its body. (Those of one number are written
 * from formulas, by `scripts/build_kernels.ts`.)
 */
import { loadSplat, ONE } from "./math";

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
    return v128.and(loadSplat(ONE), f32x4.eq(a, b));
  }
}

@unmanaged
export class Less {
  value(a: v128, b: v128): v128 {
    return v128.and(loadSplat(ONE), f32x4.lt(a, b));
  }
}

@unmanaged
export class LessEqual {
  value(a: v128, b: v128): v128 {
    return v128.and(loadSplat(ONE), f32x4.le(a, b));
  }
}
