/** The types of processor that OpenBLAS has kernels for, and what their vectors are. */
import { VECTORS, type Vectors } from "./processor.ts";

/** Types by what their kernels use; those that are not here use the widest vectors there are. */
const CORES: Record<Exclude<Vectors, "AVX-512">, readonly string[]> = {
  SSE: [
    ...["Katmai", "Coppermine", "Northwood", "Prescott", "Banias", "Atom", "Core2", "Penryn"],
    ...[
      "Dunnington",
      "Nehalem",
      "Athlon",
      "Opteron",
      "Opteron_SSE3",
      "Barcelona",
      "Bobcat",
      "Nano",
    ],
  ],
  AVX: ["Sandybridge", "Bulldozer", "Piledriver", "Steamroller", "Excavator"],
  AVX2: ["Haswell", "Zen"],
};

/** What to know of kernels for `core` on a processor whose vectors are wider than they use. */
export function narrowCoreNotice(core: string, processor: Vectors | undefined): string | undefined {
  const used = VECTORS.find((vectors) =>
    vectors !== "AVX-512" &&
    CORES[vectors].some((name) => name.toLowerCase() === core.toLowerCase())
  );
  if (used === undefined || processor === undefined) return undefined;
  if (VECTORS.indexOf(used) >= VECTORS.indexOf(processor)) return undefined;
  return `OpenBLAS multiplies as on ${core} processors, with ${used} vectors, though this one has ` +
    `${processor}, which can be twice as fast; unset OPENBLAS_CORETYPE if it is set, or else ` +
    "install a newer OpenBLAS";
}
