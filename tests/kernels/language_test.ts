import assert from "node:assert/strict";
import { ASSEMBLY_SCRIPT } from "../../kernels/assembly_script.ts";
import type { Formula } from "../../kernels/arithmetic.ts";
import { writeFunction } from "../../kernels/language.ts";
import { WGSL } from "../../kernels/wgsl.ts";

const formula: Formula = (x, f) => {
  const twice = f.add(x, x);
  return f.multiply(f.exp(twice), f.multiplyAdd(0.5, f.exp(twice), f.exp(f.add(x, x))));
};

Deno.test("a formula is written with what occurs several times in it computed once", () => {
  assert.equal(
    writeFunction("f", formula, WGSL),
    `fn f(x: f32) -> f32 {
  let v0 = x + x;
  let v1 = exp(v0);
  let v2 = f32(0.5) * v1 + v1;
  let v3 = v1 * v2;
  return v3;
}
`,
  );
  assert.equal(
    writeFunction("f", formula, ASSEMBLY_SCRIPT),
    `f(x: v128): v128 {
  const v0 = f32x4.add(x, x);
  const v1 = exp(v0);
  const v2 = madd(loadSplat(memory.data<f32>([0.5])), v1, v1);
  const v3 = f32x4.mul(v1, v2);
  return v3;
}
`,
  );
});

Deno.test("x itself and a constant are formulas as well", () => {
  assert.match(writeFunction("f", (x) => x, WGSL), /\{\n {2}return x;\n\}/);
  assert.match(
    writeFunction("f", () => 0, ASSEMBLY_SCRIPT),
    /\{\n {2}return f32x4.splat\(0\);\n\}/,
  );
});
