/** Whether a BLAS library is to be trusted: some are wrong on processors that came after them. */
import type { Device } from "../device.ts";

/** Sizes (m, k, n) that no vector and no block divides; too small to start the pool for. */
const SIZES = [[67, 61, 35], [13, 517, 23], [6, 131, 97]] as const;

/** Of a sum of k products of numbers from -1 to 1: what rounding may do, and a wrong kernel does not. */
const TOLERANCE = 1e-6;

/**
 * Whether a device's matrix products are another's, each operand as it is and transposed, on numbers
 * that look random.
 */
export async function verifyBlas(device: Device, reference: Device): Promise<boolean> {
  for (const [m, k, n] of SIZES) {
    const a = numbers(m * k, 1.7), b = numbers(k * n, 2.3);
    for (const transposeA of [false, true]) {
      for (const transposeB of [false, true]) {
        const product = { m, k, n, transposeA, transposeB };
        const [theirs, ours] = await Promise.all(
          [device, reference].map((on) => multiply(on, a, b, product)),
        );
        if (!ours!.every((value, i) => Math.abs(value - theirs![i]!) <= TOLERANCE * k)) {
          return false;
        }
      }
    }
  }
  return true;
}

/** Numbers from -1 to 1 in which a mistake finds no pattern to hide in. */
function numbers(count: number, step: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => Math.sin(step * i));
}

async function multiply(
  device: Device,
  a: Float32Array,
  b: Float32Array,
  product: { m: number; k: number; n: number; transposeA: boolean; transposeB: boolean },
): Promise<Float32Array> {
  const bytes = product.m * product.n * 4;
  const buffers = { a: device.upload(a), b: device.upload(b), out: device.allocate(bytes) };
  device.run({ op: "matmul", ...product, ...buffers });
  const values = new Float32Array(await device.read(buffers.out, bytes));
  for (const buffer of Object.values(buffers)) device.release(buffer);
  return values;
}
