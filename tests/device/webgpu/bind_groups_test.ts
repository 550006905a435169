import assert from "node:assert/strict";
import { BindGroups } from "../../../src/device/webgpu/bind_groups.ts";

const [layout, other] = [{}, {}] as GPUBindGroupLayout[] as [
  GPUBindGroupLayout,
  GPUBindGroupLayout,
];
const params = { buffer: {} as GPUBuffer };
const buffer = () => ({}) as GPUBuffer;

/** Groups of a GPU that only notes what it made. */
function groups() {
  const made: GPUBindGroupDescriptor[] = [];
  const createBindGroup = (descriptor: GPUBindGroupDescriptor) => {
    made.push(descriptor);
    return {} as GPUBindGroup;
  };
  return { groups: new BindGroups({ createBindGroup } as GPUDevice, params), made };
}

Deno.test("the same buffers in the same places share a group, until it is forgotten", () => {
  const { groups: kept, made } = groups();
  const [a, b] = [buffer(), buffer()];
  const group = kept.get(layout, [a, b]);
  assert.equal(kept.get(layout, [a, b]), group);
  for (const [of, buffers] of [[layout, [b, a]], [layout, [a]], [other, [a, b]]] as const) {
    assert.notEqual(kept.get(of, buffers), group);
  }
  assert.equal(made.length, 4);
  assert.deepEqual([...made[0]!.entries].map(({ binding }) => binding), [0, 1, 2]);
  kept.clear();
  assert.notEqual(kept.get(layout, [a, b]), group);
});

Deno.test("no more groups are kept than a few thousand", () => {
  const { groups: kept, made } = groups();
  const first = buffer();
  kept.get(layout, [first]);
  for (let i = 0; i < 5000; i++) kept.get(layout, [buffer()]);
  kept.get(layout, [first]);
  assert.equal(made.length, 5002);
});
