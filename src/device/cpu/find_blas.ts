/** Finds a BLAS library of the machine by Deno's foreign functions; in a page, `no_blas.ts` stands in. */
import type { Blas, BlasSearch } from "./blas.ts";
import { narrowCoreNotice } from "./openblas_core.ts";
import { widestVectors } from "./processor.ts";
import { openSgemm } from "./sgemm.js";
import source from "./sgemm.js" with { type: "text" };

/** Of cblas.h: order, transpositions, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc. */
const SGEMM = {
  parameters: [
    ...["i32", "i32", "i32", "i32", "i32", "i32"] as const,
    ...["f32", "usize", "i32", "usize", "i32", "f32", "usize", "i32"] as const,
  ],
  result: "void",
} as const satisfies Deno.ForeignFunction;

const LIBRARIES: Partial<Record<typeof Deno.build.os, readonly string[]>> = {
  darwin: ["/System/Library/Frameworks/Accelerate.framework/Accelerate"],
  linux: ["libopenblas.so.0", "libopenblas.so"],
  windows: ["libopenblas.dll", "openblas.dll"],
};

/**
 * Looks for OpenBLAS, on macOS for Accelerate, in the places where the system looks for libraries.
 * A library without the symbols needed is named in the notices. Finds nothing where calling foreign
 * functions (--allow-ffi) is not permitted; never asks for that.
 */
export function findBlas(): BlasSearch {
  if (Deno.permissions.querySync({ name: "ffi" }).state !== "granted") return { warnings: [] };
  return tryLibraries(LIBRARIES[Deno.build.os] ?? []);
}

/** The first of these libraries that is there and has what is needed. */
export function tryLibraries(libraries: readonly string[]): BlasSearch {
  const warnings: string[] = [];
  for (const library of libraries) {
    try {
      const blas = library.endsWith("Accelerate") ? openAccelerate(library) : openOpenBlas(library);
      return { blas, warnings: [...warnings, ...blas.warnings] };
    } catch (error) {
      const { message } = error as Error;
      if (!/could not open library/i.test(message)) {
        warnings.push(`${library} is not used: ${message}`);
      }
    }
  }
  return { warnings };
}

function openAccelerate(library: string): Blas {
  const handle = Deno.dlopen(library, { cblas_sgemm: SGEMM });
  return {
    name: "Accelerate",
    warnings: [],
    address: { library, sgemm: SGEMM },
    openSgemm,
    source,
    close: () => handle.close(),
  };
}

/**
 * Opens OpenBLAS, set to one thread a call: the pool's threads call it side by side, and its own would
 * take their cores.
 */
function openOpenBlas(library: string): Blas {
  const handle = Deno.dlopen(library, {
    cblas_sgemm: SGEMM,
    openblas_set_num_threads: { parameters: ["i32"], result: "void" },
    openblas_get_parallel: { parameters: [], result: "i32" },
    openblas_get_config: { parameters: [], result: "pointer" },
    openblas_get_corename: { parameters: [], result: "pointer" },
  });
  const { symbols } = handle;
  if (symbols.openblas_get_parallel() === 0) {
    handle.close();
    throw new Error("it was built for one thread, and may not be called from several");
  }
  symbols.openblas_set_num_threads(1);
  const [version = "OpenBLAS"] = /^OpenBLAS [\d.]+/.exec(text(symbols.openblas_get_config())) ?? [];
  const core = text(symbols.openblas_get_corename());
  const warning = narrowCoreNotice(core, widestVectors());
  return {
    name: `${version} ${core}`,
    warnings: warning === undefined ? [] : [warning],
    address: { library, sgemm: SGEMM },
    openSgemm,
    source,
    close: () => handle.close(),
  };
}

function text(pointer: Deno.PointerValue): string {
  return pointer === null ? "" : Deno.UnsafePointerView.getCString(pointer);
}
