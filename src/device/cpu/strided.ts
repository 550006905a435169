/** Shapes and strides as the kernels read them: eight words each, the outermost dimension first. */

/** Dimensions that the kernels know. */
const RANK = 8;

/** A shape, and the strides of the arrays that are read or written in it. */
interface Layout {
  readonly shape: readonly number[];
  readonly strides: readonly (readonly number[])[];
}

/**
 * The words of a shape and of its views' strides, after merging dimensions that lie one within the
 * other in every view: the longer the innermost one, the fewer steps are computed.
 */
export function layoutWords(
  shape: readonly number[],
  views: readonly (readonly number[])[],
): number[] {
  const { shape: merged, strides } = merge({ shape, strides: views });
  return [padToRank(merged, 1), ...strides.map((steps) => padToRank(steps, 0))].flat();
}

function merge({ shape, strides }: Layout): Layout {
  const sizes: number[] = [];
  const steps: number[][] = strides.map(() => []);
  shape.forEach((size, d) => {
    if (size === 1) return;
    const nested = sizes.length > 0 &&
      strides.every((view, i) => steps[i]!.at(-1) === view[d]! * size);
    if (nested) sizes.push(sizes.pop()! * size);
    else sizes.push(size);
    strides.forEach((view, i) => {
      if (nested) steps[i]!.pop();
      steps[i]!.push(view[d]!);
    });
  });
  return { shape: sizes, strides: steps };
}

function padToRank(values: readonly number[], filler: number): number[] {
  return [...new Array<number>(RANK - values.length).fill(filler), ...values];
}
