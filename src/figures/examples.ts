/** The figure of example images: grey pictures in a grid, as torchvision's `make_grid` sets them. */
import { FASHION_MNIST } from "../data/datasets.ts";
import { UsageError } from "../errors.ts";
import { requireNonEmpty } from "./check.ts";
import { Figure } from "./figure.ts";
import { tabulate } from "./data.ts";
import { layoutGrid } from "./layout.ts";
import { paragraph } from "./typeset.ts";

const COLUMNS = 4;
const PADDING = 2;
const GREY = 127;

/** The width of four columns of 28 pixels, in points at a font size of 12, as in the tutorial. */
const WIDTH = 434.9;

/**
 * Draws images of one size, each given by its bytes row by row, four a row of the figure. Throws
 * `UsageError` for no images, and for images that are not all of as many whole rows of `columns` pixels
 * (default: as many as there are rows). `dataset` is the data set's name.
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
  columns?: number,
): Figure {
  requireNonEmpty(images, "the list of images");
  const { length } = images[0]!;
  const width = columns ?? Math.sqrt(length);
  images.forEach((image, i) => {
    const whole = Number.isInteger(width) && Number.isInteger(image.length / width);
    if (!(whole && width >= 1 && image.length >= 1 && image.length === length)) {
      const shape = columns === undefined ? "of a square" : `of rows of ${columns}`;
      throw new UsageError(
        `image ${i}: expected the bytes ${shape}, as large as the others, got ${image.length}`,
      );
    }
  });
  const rows = images.flatMap((image, i) =>
    Array.from(image, (value, p) => (
      { image: i, row: Math.floor(p / width), column: p % width, value }
    ))
  );
  const grid = tile(images, width);
  const natural = {
    columns: 1,
    width: WIDTH,
    height: WIDTH / grid.columns * grid.pixels.length / grid.columns,
    gap: { x: 0, y: 0 },
  };
  return new Figure((look) => {
    const draw = (size: { width: number; height: number }) => {
      const height = size.width * natural.height / natural.width; // pixels are squares
      const picture = { kind: "image", x: 0, y: 0, width: size.width, height, ...grid } as const;
      const { theme, measure } = look;
      const title = paragraph(
        {
          text: `${dataset} examples`,
          x: size.width / 2,
          y: -theme.pad.title,
          size: theme.size.title,
        },
        size.width,
        measure,
      );
      return [[...title, picture]];
    };
    return layoutGrid(1, draw, natural, look);
  }, tabulate(rows));
}

/** One picture of all images, with grey between and around them. */
function tile(images: readonly Uint8Array[], width: number) {
  const height = images[0]!.length / width;
  const columns = Math.min(COLUMNS, images.length) * (width + PADDING) + PADDING;
  const rows = Math.ceil(images.length / COLUMNS) * (height + PADDING) + PADDING;
  const pixels = new Uint8Array(rows * columns).fill(GREY);
  images.forEach((image, i) => {
    const left = PADDING + (i % COLUMNS) * (width + PADDING);
    const top = PADDING + Math.floor(i / COLUMNS) * (height + PADDING);
    for (let y = 0; y < height; y++) {
      pixels.set(image.subarray(y * width, (y + 1) * width), (top + y) * columns + left);
    }
  });
  return { pixels, columns };
}
