/** Last touches to what the drawing library encodes: a PNG's resolution, an SVG's own names. */

import { crc32 } from "node:zlib";

/** A PNG's signature and its first chunk, always the header, end here. */
const HEADER_END = 33;

/** The PNG, saying how many dots per inch it has (in dots per metre, its `pHYs` chunk). */
export function withResolution(png: Uint8Array, dpi: number): Uint8Array {
  const chunk = new Uint8Array(21);
  const scales = new DataView(chunk.buffer);
  const dotsPerMetre = Math.round(dpi / 0.0254);
  scales.setUint32(0, 9);
  chunk.set(new TextEncoder().encode("pHYs"), 4);
  scales.setUint32(8, dotsPerMetre);
  scales.setUint32(12, dotsPerMetre);
  scales.setUint8(16, 1);
  scales.setUint32(17, crc32(chunk.subarray(4, 17)));
  const integer = new Uint8Array(png.length + chunk.length);
  integer.set(png.subarray(0, HEADER_END));
  integer.set(chunk, HEADER_END);
  integer.set(png.subarray(HEADER_END), HEADER_END + chunk.length);
  return integer;
}

/** The SVG with the size of its page, in points, and a viewBox, so that it is scaled and not cropped. */
export function withSize(
  svg: string,
  { width, height }: { width: number; height: number },
): string {
  const size = `width="${width}pt" height="${height}pt" viewBox="0 0 ${width} ${height}"`;
  return svg.replace(/(<svg [^>]*?)width="[^"]*" height="[^"]*"/, `$1${size}`);
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
