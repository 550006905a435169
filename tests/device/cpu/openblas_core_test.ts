import assert from "node:assert/strict";
import { narrowCoreNotice } from "../../../src/device/cpu/openblas_core.ts";
import { widestVectors } from "../../../src/device/cpu/processor.ts";

Deno.test("kernels for narrower vectors than the processor's are told of, with the remedy", () => {
  for (
    const [core, processor] of [["Haswell", "AVX-512"], ["Nehalem", "AVX"], ["zen", "AVX-512"]]
  ) {
    const warning = narrowCoreNotice(core!, processor as "AVX")!;
    assert.match(
      warning,
      new RegExp(`^OpenBLAS multiplies as on ${core} processors.* has ${processor}`),
    );
    assert.match(warning, /unset OPENBLAS_CORETYPE if it is set/);
  }
});

Deno.test("kernels that fit, and those that nobody knows yet, are nothing to tell of", () => {
  for (const core of ["Haswell", "Zen"]) assert.equal(narrowCoreNotice(core, "AVX2"), undefined);
  for (const core of ["SkylakeX", "Cooperlake", "SapphireRapids", "NEOVERSEN1", "Zen7", ""]) {
    assert.equal(narrowCoreNotice(core, "AVX-512"), undefined);
  }
  assert.equal(narrowCoreNotice("Nehalem", undefined), undefined);
  assert.equal(narrowCoreNotice("SkylakeX", "SSE"), undefined);
});

Deno.test("the widest vectors are those that the kernel lists", {
  ignore: Deno.build.os !== "linux" || Deno.build.arch !== "x86_64",
}, () => {
  const [, list] = /^flags\s*:(.*)$/m.exec(Deno.readTextFileSync("/proc/cpuinfo"))!;
  const flags = new Set(list!.split(" "));
  const names = { avx512vl: "AVX-512", avx2: "AVX2", avx: "AVX" };
  const [, expected] = Object.entries(names).find(([flag]) => flags.has(flag)) ?? [, "SSE"];
  assert.ok([expected, undefined].includes(widestVectors()), `${widestVectors()}`);
});
