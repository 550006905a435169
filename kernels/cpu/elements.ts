/** How kernels of single elements share their work out, four numbers at a time. */

/** Elements of one task: enough to be worth a thread's while. */
export const GRAIN: u32 = 16_384;

/** Stores the first `count` of four numbers. */
export function storePartial(out: usize, numbers: v128, count: u32): void {
  if (count >= 4) return v128.store(out, numbers);
  if (count > 0) v128.store32_lane(out, numbers, 0);
  if (count > 1) v128.store32_lane(out, numbers, 1, 4);
  if (count > 2) v128.store32_lane(out, numbers, 2, 8);
}
