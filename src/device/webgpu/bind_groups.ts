/** Bind groups that are used again: the steps of a training ask for the same ones over and over. */

/** Groups kept at most; a training step needs some tens. */
const CAPACITY = 2048;

/**
 * Makes bind groups, and keeps them for the next dispatch on the same buffers.
 *
 * Each holds memory outside of JavaScript until it is collected as garbage, and the collector, which
 * does not see that memory, waits: with a new group for every dispatch a process grew by a kilobyte a
 * dispatch.
 */
export class BindGroups {
  readonly #gpu: GPUDevice;
  readonly #params: GPUBufferBinding;
  readonly #groups = new Map<GPUBindGroupLayout, Map<string, GPUBindGroup>>();
  readonly #ids = new WeakMap<GPUBuffer, number>();
  #lastId = 0;
  #size = 0;

  /** Groups whose binding 0 is `params`. */
  constructor(gpu: GPUDevice, params: GPUBufferBinding) {
    this.#gpu = gpu;
    this.#params = params;
  }

  /** The group of these buffers, at bindings 1 …. */
  get(layout: GPUBindGroupLayout, buffers: readonly GPUBuffer[]): GPUBindGroup {
    const groups = this.#groupsOf(layout);
    const key = buffers.map((buffer) => this.#idOf(buffer)).join();
    let group = groups.get(key);
    if (group === undefined) {
      group = this.#create(layout, buffers);
      groups.set(key, group);
      if (++this.#size >= CAPACITY) this.clear();
    }
    return group;
  }

  /** Forgets all groups: they would keep buffers that were destroyed. */
  clear(): void {
    this.#groups.clear();
    this.#size = 0;
  }

  #create(layout: GPUBindGroupLayout, buffers: readonly GPUBuffer[]): GPUBindGroup {
    return this.#gpu.createBindGroup({
      layout,
      entries: [
        { binding: 0, resource: this.#params },
        ...buffers.map((buffer, i) => ({ binding: i + 1, resource: { buffer } })),
      ],
    });
  }

  #groupsOf(layout: GPUBindGroupLayout): Map<string, GPUBindGroup> {
    let groups = this.#groups.get(layout);
    if (groups === undefined) this.#groups.set(layout, groups = new Map());
    return groups;
  }

  #idOf(buffer: GPUBuffer): number {
    let id = this.#ids.get(buffer);
    if (id === undefined) this.#ids.set(buffer, id = ++this.#lastId);
    return id;
  }
}
