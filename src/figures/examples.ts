/** The figure of example images: grey squares in a grid, as torchvision's `make_grid` sets them. */
import { FASHION_MNIST } from "../data/datasets.ts";
import { UsageError } from "../errors.ts";
import { requireNonEmpty } from "./check.ts";
import { Figure } from "./figure.ts";
import { fitPage } from "./layout.ts";
import { PAD, SIZE } from "./theme.ts";

const COLUMNS = 4;
const PADDING = 2;
const GREY = 127;

/** The width of a grid of four columns of 28 pixels, in points, as in the tutorial. */
const WIDTH = 434.9;

/**
 * Draws square images, each given by its bytes row by row, four to a row. Throws a UsageError for
 * no images, and for images that aren't squares of one size. `dataset` is the data set's name.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { examplesFigure } from "@activation-lab/activation-lab";
 *
 * const figure = examplesFigure([Uint8Array.of(0, 255, 255, 0), Uint8Array.of(9, 9, 9, 9)]);
 * assert.match(await figure.toSvg(), /<svg/);
 * ```
 */
export function examplesFigure(
  images: readonly Uint8Array[],
  dataset: string = FASHION_MNIST.name,
): Figure {
  requireNonEmpty(images, "the list of images");
  const side = Math.sqrt(images[0]!.length);
  images.forEach((image, i) => {
    if (!(side >= 1 && Number.isInteger(side) && image.length === side * side)) {
      throw new UsageError(
        `image ${i}: expected the bytes of a square, as large as the others, got ${image.length}`,
      );
    }
  });
  const { pixels, columns } = tile(images, side);
  const height = WIDTH / columns * pixels.length / columns;
  return new Figure((measure) =>
    fitPage([
      {
        kind: "text",
        text: `${dataset} examples`,
        x: WIDTH / 2,
        y: -PAD.title,
        align: "center",
        size: SIZE.title,
      },
      { kind: "image", x: 0, y: 0, width: WIDTH, height, pixels, columns },
    ], measure)
  );
}

/** One picture of all images, with grey between and around them. */
function tile(images: readonly Uint8Array[], side: number) {
  const pitch = side + PADDING;
  const columns = Math.min(COLUMNS, images.length) * pitch + PADDING;
  const rows = Math.ceil(images.length / COLUMNS) * pitch + PADDING;
  const pixels = new Uint8Array(rows * columns).fill(GREY);
  images.forEach((image, i) => {
    const left = PADDING + (i % COLUMNS) * pitch;
    const top = PADDING + Math.floor(i / COLUMNS) * pitch;
    for (let y = 0; y < side; y++) {
      pixels.set(image.subarray(y * side, (y + 1) * side), (top + y) * columns + left);
    }
  });
  return { pixels, columns };
}
