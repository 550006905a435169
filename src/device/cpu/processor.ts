/** What this machine's processor can do, as far as its system tells. */

/** Vectors of x86 processors, by the name of the extension that brought them, narrow ones first. */
export const VECTORS = ["SSE", "AVX", "AVX2", "AVX-512"] as const;

export type Vectors = typeof VECTORS[number];

/**
 * Where glibc keeps whether programs may use an extension: in what it knows of `cpuid`'s leaf 1 (its
 * number 0) or 7 (1), behind what the processor has, which the system may not support.
 */
const USABLE = [
  { vectors: "AVX-512", leaf: 1, byte: 20, bit: 31 }, // in lengths below 512 too, as all but the first
  { vectors: "AVX2", leaf: 1, byte: 20, bit: 5 },
  { vectors: "AVX", leaf: 0, byte: 24, bit: 28 },
] as const;

/**
 * The widest vectors that programs may use. Known on Linux for x86 from glibc 2.33 on, given the
 * permission to call foreign functions.
 */
export function widestVectors(): Vectors | undefined {
  if (Deno.build.os !== "linux" || Deno.build.arch !== "x86_64") return undefined;
  const library = openCLibrary();
  if (library === undefined) return undefined;
  const found = USABLE.find(({ leaf, byte, bit }) => {
    const features = library.symbols.__x86_get_cpuid_feature_leaf(leaf);
    return features && new Deno.UnsafePointerView(features).getUint32(byte) >>> bit & 1;
  });
  library.close();
  return found?.vectors ?? "SSE";
}

function openCLibrary() {
  try {
    return Deno.dlopen("libc.so.6", {
      __x86_get_cpuid_feature_leaf: { parameters: ["u32"], result: "pointer" },
    });
  } catch {
    return undefined; // another C library, or an older one
  }
}
