/** Puts a page's items on a canvas, whatever that canvas becomes: pixels, SVG or PDF. */

import { FONT_FAMILIES, type loadCanvas } from "./canvas_library.ts";
import type { Image, Node, Path, Rect, Scene, Text } from "./scene.ts";
import { BACKGROUND, FOREGROUND } from "./theme.ts";
import { runs } from "./typeset.ts";

export type Library = Awaited<ReturnType<typeof loadCanvas>>;
export type Context2D = ReturnType<ReturnType<Library["createCanvas"]>["getContext"]>;

/** The canvas's name for the figures' fonts at a size in points. */
export function font(size: number): string {
  return `${size}px ${FONT_FAMILIES.map((family) => `"${family}"`).join(", ")}`;
}

/** Paints the whole page, its white ground first. */
export function paint(context: Context2D, page: Scene, library: Library): void {
  context.fillStyle = BACKGROUND;
  context.fillRect(0, 0, page.width, page.height);
  context.lineCap = context.lineJoin = "round";
  paintItems(context, page.items, library);
}

function paintItems(context: Context2D, items: readonly Node[], library: Library): void {
  for (const item of items) {
    context.save();
    if (item.kind === "rect") paintRect(context, item);
    else if (item.kind === "path") paintPath(context, item, library);
    else if (item.kind === "text") paintText(context, item);
    else if (item.kind === "image") paintImage(context, item, library);
    else {
      context.translate(item.x, item.y);
      if (item.clip) {
        const { x, y, width, height } = item.clip;
        context.beginPath();
        context.rect(x, y, width, height);
        context.clip();
      }
      paintItems(context, item.items, library);
    }
    context.restore();
  }
}

function paintRect(context: Context2D, rect: Rect): void {
  context.beginPath();
  context.roundRect(rect.x, rect.y, rect.width, rect.height, rect.radius ?? 0);
  if (rect.fill) {
    context.fillStyle = rect.fill;
    context.globalAlpha = rect.opacity ?? 1;
    context.fill();
    context.globalAlpha = 1;
  }
  if (rect.stroke && rect.lineWidth) {
    context.lineJoin = "miter";
    context.strokeStyle = rect.stroke;
    context.lineWidth = rect.lineWidth;
    context.stroke();
  }
}

function paintPath(context: Context2D, path: Path, library: Library): void {
  const shape = new library.Path2D(path.d);
  if (path.fill) {
    context.fillStyle = path.fill;
    context.globalAlpha = path.opacity ?? 1;
    context.fill(shape);
    context.globalAlpha = 1;
  }
  if (!path.stroke || !path.lineWidth) return;
  if (path.dash) {
    context.lineCap = "butt";
    context.setLineDash([...path.dash]);
  }
  context.strokeStyle = path.stroke;
  context.lineWidth = path.lineWidth;
  context.stroke(shape);
}

function paintText(context: Context2D, text: Text): void {
  context.translate(text.x, text.y);
  if (text.rotated) context.rotate(-Math.PI / 2);
  context.fillStyle = text.color ?? FOREGROUND;
  const parts = runs(text.text, text.size);
  if (parts.length === 1) {
    context.font = font(text.size);
    context.textAlign = text.align;
    context.fillText(text.text, 0, 0);
    return;
  }
  context.textAlign = "left";
  const widths = parts.map((run) => {
    context.font = font(run.size);
    return context.measureText(run.text).width;
  });
  const length = widths.reduce((sum, width) => sum + width, 0);
  let x = { left: 0, center: -length / 2, right: -length }[text.align];
  parts.forEach((run, i) => {
    context.font = font(run.size);
    context.fillText(run.text, x, -run.rise);
    x += widths[i]!;
  });
}

/** Enlarges the pixels before they are drawn: viewers of SVG and PDF would blur small pictures. */
function paintImage(context: Context2D, image: Image, library: Library): void {
  const { columns, pixels } = image;
  const rows = pixels.length / columns;
  const small = library.createCanvas(columns, rows);
  const rgba = Uint8ClampedArray.from(
    { length: 4 * pixels.length },
    (_, i) => i % 4 === 3 ? 255 : pixels[i >> 2]!,
  );
  small.getContext("2d").putImageData(new library.ImageData(rgba, columns, rows), 0, 0);
  const large = library.createCanvas(8 * columns, 8 * rows);
  const enlarging = large.getContext("2d");
  enlarging.imageSmoothingEnabled = false;
  enlarging.drawImage(small, 0, 0, large.width, large.height);
  context.drawImage(large, image.x, image.y, image.width, image.height);
}
