/** Arrays in the host's memory, as files hold them. */
import type { Shape } from "./shape.ts";

/** An array in the host's memory. */
export interface HostTensor {
  /** The sizes of its dimensions. */
  readonly shape: Shape;
  /** Row-major; as many numbers as the shape has places. */
  readonly data: Float32Array<ArrayBuffer>;
}
