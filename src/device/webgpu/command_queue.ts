/** Records dispatches, copies and uploads, and submits them in their order. */
import { BindGroups } from "./bind_groups.ts";
import type { Binding, Dispatch } from "./dispatch.ts";
import type { PooledBuffer } from "./buffer_pool.ts";
import type { Pipelines } from "./pipelines.ts";

/** Dispatches of one submission; the GPU is at work while the next are recorded. */
const MAX_DISPATCHES = 64;
/** Bytes for one dispatch's parameters: WebGPU's default alignment of dynamic offsets. */
const PARAMS_STRIDE = 256;
const MAX_WORKGROUPS = 65_535;

/**
 * Commands are collected into submissions of up to 64 dispatches.
 *
 * Each dispatch's parameters have a slot in one small buffer, written once a submission and found by
 * a dynamic offset. It is a storage buffer: Mesa's software driver writes uniforms that bound a loop
 * into the code, and so compiles such a kernel again at every dispatch.
 */
export class CommandQueue {
  readonly #gpu: GPUDevice;
  readonly #pipelines: Pipelines;
  readonly #params: GPUBuffer;
  readonly #groups: BindGroups;
  readonly #staged = new Uint32Array(MAX_DISPATCHES * PARAMS_STRIDE / 4);
  #encoder: GPUCommandEncoder | undefined;
  #pass: GPUComputePassEncoder | undefined;
  #recorded = 0;
  /** Dispatches recorded since the beginning. */
  dispatches = 0;

  constructor(gpu: GPUDevice, pipelines: Pipelines) {
    this.#gpu = gpu;
    this.#pipelines = pipelines;
    this.#params = gpu.createBuffer({
      label: "parameters",
      size: MAX_DISPATCHES * PARAMS_STRIDE,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    });
    this.#groups = new BindGroups(gpu, { buffer: this.#params, size: PARAMS_STRIDE });
  }

  dispatch({ kernel, params, buffers, workgroups }: Dispatch): void {
    if (this.#recorded === MAX_DISPATCHES) this.submit();
    const { pipeline, layout } = this.#pipelines.get(kernel, buffers.map(accessOf));
    const offset = this.#recorded * PARAMS_STRIDE;
    this.#staged.set(params, offset / 4);
    const group = this.#groups.get(
      layout,
      buffers.map(({ buffer }) => (buffer as PooledBuffer).gpu),
    );
    this.#encoder ??= this.#gpu.createCommandEncoder();
    this.#pass ??= this.#encoder.beginComputePass();
    this.#pass.setPipeline(pipeline);
    this.#pass.setBindGroup(0, group, [offset]);
    this.#pass.dispatchWorkgroups(...grid(workgroups));
    this.#recorded++;
    this.dispatches++;
  }

  /** Writes to a buffer, after everything that was recorded before. */
  upload(buffer: GPUBuffer, data: ArrayBufferView<ArrayBuffer>): void {
    this.submit();
    this.#gpu.queue.writeBuffer(buffer, 0, data);
  }

  /** Copies `bytes` bytes between buffers, offsets in bytes, after everything recorded before. */
  copy(from: GPUBuffer, fromOffset: number, to: GPUBuffer, toOffset: number, bytes: number): void {
    this.#endPass();
    this.#encoder ??= this.#gpu.createCommandEncoder();
    this.#encoder.copyBufferToBuffer(from, fromOffset, to, toOffset, bytes);
  }

  submit(): void {
    if (this.#encoder === undefined) return;
    this.#endPass();
    if (this.#recorded > 0) {
      this.#gpu.queue.writeBuffer(
        this.#params,
        0,
        this.#staged,
        0,
        this.#recorded * PARAMS_STRIDE / 4,
      );
    }
    this.#gpu.queue.submit([this.#encoder.finish()]);
    this.#encoder = undefined;
    this.#recorded = 0;
  }

  /** Submits what uses any buffer, and forgets them: they may then be destroyed. */
  flushAndForgetBuffers(): void {
    this.submit();
    this.#groups.clear();
  }

  #endPass(): void {
    this.#pass?.end();
    this.#pass = undefined;
  }
}

function accessOf({ access }: Binding): Binding["access"] {
  return access;
}

/** A grid of at least `workgroups` workgroups, in x and, where they are too many, in y. */
function grid(workgroups: number): [number, number] {
  const x = Math.min(workgroups, MAX_WORKGROUPS);
  return [x, Math.ceil(workgroups / x)];
}
