/** One run of a kernel, as the files in `operations/` describe it and the command queue records it. */
import type { DeviceBuffer } from "../memory.ts";

/** Invocations in a workgroup of the element-wise kernels. */
export const WORKGROUP = 256;

/** A kernel: its WGSL, put together when it is first needed. */
export interface Kernel {
  /** Unique for the source; also its label in messages. */
  readonly name: string;
  readonly source: () => string;
}

/** A kernel, what it works on, and how many workgroups of it. */
export interface Dispatch {
  readonly kernel: Kernel;
  /** What the kernel reads at binding 0, as 32-bit words; floats by `floatBits`. */
  readonly params: readonly number[];
  /** Bindings 1 …; a kernel's outputs follow its inputs unless `writes` says otherwise. */
  readonly buffers: readonly Binding[];
  readonly workgroups: number;
}

/** A buffer, and whether the kernel writes to it. */
export interface Binding {
  readonly buffer: DeviceBuffer;
  readonly access: "read" | "write";
}

export function read(buffer: DeviceBuffer): Binding {
  return { buffer, access: "read" };
}

export function write(buffer: DeviceBuffer): Binding {
  return { buffer, access: "write" };
}

/** WGSL source from constants, chosen when the pipeline is made, and pieces of text. */
export function composeShader(
  constants: Readonly<Record<string, number | boolean>>,
  ...pieces: readonly string[]
): string {
  const header = Object.entries(constants).map(([name, value]) =>
    `const ${name} = ${typeof value === "number" ? `${value}u` : value};\n`
  );
  return header.join("") + pieces.join("\n");
}

const FLOAT = new Float32Array(1);
const WORD = new Uint32Array(FLOAT.buffer);

/** The bits of a float32, to stand in `params`. */
export function floatBits(value: number): number {
  FLOAT[0] = value;
  return WORD[0]!;
}

/** Workgroups of `WORKGROUP` invocations for `count` elements. */
export function workgroupsFor(count: number): number {
  return Math.ceil(count / WORKGROUP);
}
