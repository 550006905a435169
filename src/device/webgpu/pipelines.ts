/** Kernels compiled once and kept. */
import type { Binding, Kernel } from "./dispatch.ts";

/** A compiled kernel and the layout of its bindings. */
export interface Pipeline {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

export class Pipelines {
  readonly #gpu: GPUDevice;
  readonly #report: (problem: string) => void;
  readonly #pipelines = new Map<string, Pipeline>();
  readonly #layouts = new Map<string, GPUBindGroupLayout>();

  /** `report` is told, some time later, of kernels that the device refuses. */
  constructor(gpu: GPUDevice, report: (problem: string) => void) {
    this.#gpu = gpu;
    this.#report = report;
  }

  /** The pipeline of a kernel whose bindings 1 … have these accesses. */
  get(kernel: Kernel, accesses: readonly Binding["access"][]): Pipeline {
    let pipeline = this.#pipelines.get(kernel.name);
    if (pipeline === undefined) {
      pipeline = this.#compile(kernel, this.#layout(accesses));
      this.#pipelines.set(kernel.name, pipeline);
    }
    return pipeline;
  }

  #compile({ name, source }: Kernel, layout: GPUBindGroupLayout): Pipeline {
    const gpu = this.#gpu;
    gpu.pushErrorScope("validation");
    const pipeline = gpu.createComputePipeline({
      label: name,
      layout: gpu.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module: gpu.createShaderModule({ label: name, code: source() }) },
    });
    gpu.popErrorScope().then(
      (error) => error && this.#report(`kernel ${name} was refused: ${error.message}`),
      () => {}, // the device is gone, which is reported on its own
    );
    return { pipeline, layout };
  }

  #layout(accesses: readonly Binding["access"][]): GPUBindGroupLayout {
    const key = accesses.join();
    let layout = this.#layouts.get(key);
    if (layout === undefined) {
      layout = this.#gpu.createBindGroupLayout({
        entries: [
          {
            binding: 0,
            visibility: GPUShaderStage.COMPUTE,
            buffer: { type: "read-only-storage", hasDynamicOffset: true },
          },
          ...accesses.map((access, i) => ({
            binding: i + 1,
            visibility: GPUShaderStage.COMPUTE,
            buffer: { type: access === "read" ? "read-only-storage" : "storage" } as const,
          })),
        ],
      });
      this.#layouts.set(key, layout);
    }
    return layout;
  }
}
