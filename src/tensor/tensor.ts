/** Tensors: a shape, a type, and memory on a device. */
import { type Device, DeviceError, requireDevice } from "../device/device.ts";
import type { DeviceBuffer } from "../device/memory.ts";
import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import { track } from "./scope.ts";
import {
  checkFilled,
  contiguousStrides,
  formatShape,
  type Shape,
  ShapeError,
  sizeOf,
} from "./shape.ts";

/** The type of a tensor's numbers: float32; or uint32, for labels, indices and positions. */
export type DType = "float32" | "uint32";

/** The typed array that holds a tensor's numbers on the host. */
export type HostArray<D extends DType> = D extends "float32" ? Float32Array<ArrayBuffer>
  : Uint32Array<ArrayBuffer>;

/** Numbers in nested arrays, all of a level equally long; or one number. */
export type Nested = number | readonly Nested[];

/** Memory that several tensors may share, given back with the last of them. */
class Storage {
  #owners = 0;

  constructor(readonly device: Device, readonly buffer: DeviceBuffer) {}

  retain(): void {
    this.#owners++;
  }

  release(): void {
    if (--this.#owners === 0) this.device.release(this.buffer);
  }
}

/** Tensors that nobody disposed of, and nobody can reach any more, have their memory freed too. */
const finalizer = new FinalizationRegistry<Storage>((storage) => storage.release());

/**
 * An array on a device: row-major, contiguous, never changed by an operation.
 *
 * A tensor belongs to the `scope` it was made in and goes with it; outside of any, it lives until
 * `dispose`, the end of the block that holds it by `using`, or some time after nothing refers to
 * it.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * using x = tensor(device, [[1, 2, 3], [4, 5, 6]]);
 * assert.deepEqual(x.shape, [2, 3]);
 * assert.deepEqual(await x.data(), Float32Array.of(1, 2, 3, 4, 5, 6));
 * assert.deepEqual(await x.array(), [[1, 2, 3], [4, 5, 6]]);
 * device.close();
 * ```
 */
export class Tensor<D extends DType = "float32"> {
  /** The sizes of its dimensions. */
  readonly shape: Shape;
  /** The type of its numbers. */
  readonly dtype: D;
  /**
   * The most that a number of a uint32 tensor can be, as far as is known without asking the device.
   */
  readonly bound: number;
  readonly #storage: Storage;
  #disposed = false;

  private constructor(shape: Shape, dtype: D, bound: number, storage: Storage) {
    this.shape = Object.freeze([...shape]); // nobody changes how far into the memory it reaches
    this.dtype = dtype;
    this.bound = bound;
    this.#storage = storage;
    storage.retain();
    finalizer.register(this, storage, this);
    track(this);
  }

  /** A tensor with undefined content, for an operation to write; no whole number above `bound`. */
  static allocate<D extends DType = "float32">(
    device: Device,
    shape: Shape,
    dtype: D = "float32" as D,
    bound = Infinity,
  ): Tensor<D> {
    requireDevice(device, "tensor");
    const buffer = device.allocate(sizeOf(shape) * 4);
    return new Tensor(shape, dtype, bound, new Storage(device, buffer));
  }

  /**
   * A tensor of the numbers in `values`, row after row. Throws `UsageError` for an array of another
   * type, and `ShapeError` when they do not fill the shape; errors call it `name`.
   */
  static upload<D extends DType>(
    device: Device,
    values: HostArray<D>,
    shape: Shape,
    name = "tensor",
  ): Tensor<D> {
    requireDevice(device, name);
    const words = values instanceof Uint32Array;
    if (!words && !(values instanceof Float32Array)) {
      throw new UsageError(
        `${name}: expected a Float32Array or Uint32Array, got ${inspect(values)}`,
      );
    }
    checkFilled(shape, values.length, name);
    const dtype = (words ? "uint32" : "float32") as D;
    const bound = words ? values.reduce((a, b) => Math.max(a, b)) : Infinity;
    return new Tensor(shape, dtype, bound, new Storage(device, device.upload(values)));
  }

  /**
   * Another tensor on the same memory. Throws `ShapeError` when its numbers do not fill the shape;
   * errors call it `operation`.
   */
  view(shape: Shape, operation = "view"): Tensor<D> {
    void this.buffer; // refuses if disposed
    checkFilled(shape, this.size, operation);
    return new Tensor(shape, this.dtype, this.bound, this.#storage);
  }

  /** The device that its memory is on. */
  get device(): Device {
    return this.#storage.device;
  }

  /** The number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** The memory, for operations. Throws `DeviceError` after the tensor was disposed of. */
  get buffer(): DeviceBuffer {
    if (this.#disposed) {
      throw new DeviceError(
        `a tensor of shape ${formatShape(this.shape)} is used after it was disposed; ` +
          "return it from its scope to keep it",
      );
    }
    return this.#storage.buffer;
  }

  /** Waits for the device and returns the numbers, row after row. */
  async data(): Promise<HostArray<D>> {
    const bytes = await this.device.read(this.buffer, this.size * 4);
    return (this.dtype === "float32"
      ? new Float32Array(bytes)
      : new Uint32Array(bytes)) as HostArray<D>;
  }

  /** Waits for the device and returns the one number. Throws `ShapeError` if there are more. */
  async item(): Promise<number> {
    if (this.size !== 1) {
      throw new ShapeError(
        `item: a tensor of shape ${formatShape(this.shape)} holds ${this.size} numbers, not one`,
      );
    }
    return (await this.data())[0]!;
  }

  /** Waits for the device and returns the numbers in arrays nested as the shape is. */
  async array(): Promise<Nested> {
    const data = await this.data();
    const strides = contiguousStrides(this.shape);
    const build = (d: number, offset: number): Nested =>
      d === this.shape.length
        ? data[offset]!
        : Array.from({ length: this.shape[d]! }, (_, i) => build(d + 1, offset + i * strides[d]!));
    return build(0, 0);
  }

  /** Frees the memory; idempotent. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    finalizer.unregister(this);
    this.#storage.release();
  }

  /** So that `using x = …` disposes. */
  [Symbol.dispose](): void {
    this.dispose();
  }

  /** What the tensor is; its numbers are on the device. */
  toString(): string {
    return `Tensor ${this.dtype} ${formatShape(this.shape)} on ${this.device.info.name}`;
  }

  /** How the console shows it, Deno's and Node's. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

/**
 * A float32 tensor of numbers in nested arrays, or of a flat array in a given shape.
 *
 * Throws `ShapeError` when rows differ in length, or the numbers do not fill the shape, and
 * `UsageError` for values that are not numbers.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const matrix = tensor(device, [[1, 2, 3], [4, 5, 6]]); // (2, 3)
 * const same = tensor(device, Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
 * assert.deepEqual(await same.array(), await matrix.array());
 * device.close();
 * ```
 */
export function tensor(
  device: Device,
  values: Nested | Float32Array<ArrayBuffer>,
  shape?: Shape,
): Tensor {
  const flat = values instanceof Float32Array ? values : new Float32Array(flatten(values));
  const own = values instanceof Float32Array ? [values.length] : nestedShape(values);
  return Tensor.upload<"float32">(device, flat, shape ?? own);
}

/**
 * A uint32 tensor: labels or indices. Throws `UsageError`, naming the first, for a value that is not
 * an integer from 0 to 4294967295, and `ShapeError` when they do not fill the shape.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, uint32Tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const labels = uint32Tensor(device, [9, 0, 3]);
 * assert.deepEqual(await labels.data(), Uint32Array.of(9, 0, 3));
 * device.close();
 * ```
 */
export function uint32Tensor(
  device: Device,
  values: ArrayLike<number>,
  shape: Shape = [values.length],
): Tensor<"uint32"> {
  const words = Uint32Array.from(values);
  const wrong = words.findIndex((word, i) => word !== values[i]);
  if (wrong >= 0) {
    throw new UsageError(
      `indices: expected integers from 0 to 4294967295, got ${inspect(values[wrong])} at ${wrong}`,
    );
  }
  return Tensor.upload<"uint32">(device, words, shape);
}

function flatten(values: Nested): number[] {
  if (typeof values === "number") return [values];
  if (Array.isArray(values)) return (values as Nested[]).flatMap(flatten);
  throw new UsageError(
    `tensor: expected numbers in nested arrays, or a Float32Array, got ${inspect(values)}`,
  );
}

function nestedShape(values: Nested): number[] {
  if (typeof values === "number") return [];
  const inner = values.map(nestedShape);
  if (inner.some((shape) => shape.join() !== inner[0]!.join())) {
    throw new ShapeError("tensor: the nested arrays differ in length; all rows need the same");
  }
  return [values.length, ...inner[0] ?? []];
}
