/** What a BLAS library of the machine is to the CPU device: its matrix product is faster than ours. */

/** A library that has what is needed. */
export interface Blas {
  /** For people, with what its results' last bits depend on where it tells that. */
  readonly name: string;
  /** What people should know of it. */
  readonly warnings: readonly string[];
  /** What `openSgemm` takes in any thread. */
  readonly address: unknown;
  /** Its product over a memory, in this thread. */
  readonly openSgemm: OpenSgemm;
  /** The text of a module that has `openSgemm`, for other threads. */
  readonly source: string;
  /** Ends its use, and with that of all threads its settings. */
  close(): void;
}

/** Opens the product of the library at `address`, whose operands are in `memory`. */
export type OpenSgemm = (address: unknown, memory: WebAssembly.Memory) => Sgemm;

/** A product as the kernels call it. */
export interface Sgemm {
  readonly multiply: (...operands: number[]) => void;
  /** Ends this thread's use of the library. */
  close(): void;
}

/** What was found, and what people should know of it and of what was not taken. */
export interface BlasSearch {
  readonly blas?: Blas;
  readonly warnings: readonly string[];
}
