/** Formulas as functions of WebAssembly, each compiled when it is first computed. */
import type { FusedActivation } from "../../../kernels/activations.ts";
import { webAssemblyModule } from "../../../kernels/web_assembly.ts";
import type { ThreadPool } from "./thread_pool.ts";

export class Formulas {
  readonly #pool: ThreadPool;
  readonly #places = new Map<string, readonly number[]>();

  constructor(pool: ThreadPool) {
    this.#pool = pool;
  }

  /** The places of a formula's value and derivative among the functions that kernels call. */
  placesOf({ name, value, derivative }: FusedActivation): readonly number[] {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    const places = this.#pool.addFunctions(webAssemblyModule({ value, derivative }));
    this.#places.set(name, places);
    return places;
  }
}
