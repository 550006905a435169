/** Reductions over any dimensions, as runs of the one kernel that reduces a single one. */
import type { Reduction } from "../../device/operations.ts";
import { scope } from "../scope.ts";
import { type Shape, sizeOf } from "../shape.ts";
import { Tensor } from "../tensor.ts";

/** `x` reduced over `axes` (ascending), as a tensor of `shape`; not recorded. */
export function reduceAxes(
  name: Exclude<Reduction, "argmax">,
  x: Tensor,
  axes: readonly number[],
  shape: Shape,
): Tensor {
  return scope(() => {
    let y = x;
    // From the last: neighbouring axes, which lie together in memory, are reduced as one.
    for (let end = axes.length; end > 0;) {
      let start = end - 1;
      while (start > 0 && axes[start - 1] === axes[start]! - 1) start--;
      y = reduceAxis(name, y, axes[start]!, axes[end - 1]! + 1);
      end = start;
    }
    return y.view(shape);
  });
}

function reduceAxis(
  name: Exclude<Reduction, "argmax">,
  x: Tensor,
  first: number,
  end: number,
): Tensor {
  const shape = x.shape.map((size, d) => d >= first && d < end ? 1 : size);
  const y = Tensor.allocate(x.device, shape);
  x.device.run({
    op: "reduce",
    function: name,
    x: x.buffer,
    out: y.buffer,
    outer: sizeOf(x.shape.slice(0, first)),
    length: sizeOf(x.shape.slice(first, end)),
    inner: sizeOf(x.shape.slice(end)),
  });
  return y;
}
