/** Last touches to the SVG that the drawing library encodes: its size, its digits, its own names. */

import { crc32 } from "node:zlib";

/** The SVG with the size of its page, in points, and a viewBox, so that it is scaled and not cropped. */
export function withSize(
  svg: string,
  { width, height }: { width: number; height: number },
): string {
  const size = `width="${width}pt" height="${height}pt" viewBox="0 0 ${width} ${height}"`;
  return svg.replace(/(<svg [^>]*?)width="[^"]*" height="[^"]*"/, `$1${size}`);
}

/** The SVG with the coordinates of its outlines to a hundredth of a point, which nobody sees. */
export function withFewerDigits(svg: string): string {
  return svg.replaceAll(
    / d="[^"]*"/g,
    (path) =>
      path.replaceAll(/-?\d+\.\d{3,}/g, (number) => `${Math.round(100 * Number(number)) / 100}`),
  );
}

/**
 * The SVG with names of its own. The library numbers them (`cl_7`) through the whole process; here
 * they count from 0 in each drawing and carry a mark of it, so that the same drawing has the same
 * bytes every time, and several can stand in one HTML page.
 */
export function withOwnNames(svg: string): string {
  const names: string[] = [];
  const counted = svg.replace(/\b(?:cl|img)_[0-9a-f]+\b/g, (name) => {
    if (!names.includes(name)) names.push(name);
    return `name_${names.indexOf(name)}`;
  });
  const mark = crc32(counted).toString(36);
  return counted.replace(/\bname_\d+\b/g, (name) => `f${mark}_${name}`);
}
