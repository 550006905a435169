/** What a PNG says besides its pixels: its resolution and its texts, in chunks of their own. */

import { crc32 } from "node:zlib";
import type { Texts } from "./provenance.ts";

/** A PNG's signature and its first chunk, always the header, end here. */
const HEADER_END = 33;

const METRES_PER_INCH = 0.0254;

const UTF8 = new TextEncoder();

/** The PNG, saying how many dots per inch it has, and the texts. */
export function withPngChunks(png: Uint8Array, dpi: number, texts: Texts): Uint8Array {
  const chunks = [resolution(dpi), ...Object.entries(texts).map(text)];
  return concat([png.subarray(0, HEADER_END), ...chunks, png.subarray(HEADER_END)]);
}

/** Dots per metre, across and down. */
function resolution(dpi: number): Uint8Array {
  const data = new Uint8Array(9);
  const scales = new DataView(data.buffer);
  const dotsPerMetre = Math.round(dpi / METRES_PER_INCH);
  scales.setUint32(0, dotsPerMetre);
  scales.setUint32(4, dotsPerMetre);
  scales.setUint8(8, 1); // the unit: metres
  return chunk("pHYs", data);
}

/** A keyword and its text: Latin-1 in a `tEXt` chunk, anything else in UTF-8 in an `iTXt` chunk. */
function text([keyword, text]: [string, string]): Uint8Array {
  if (/^[\x20-\x7e\xa0-\xff]*$/.test(text)) {
    return chunk("tEXt", Uint8Array.from(`${keyword}\0${text}`, (c) => c.charCodeAt(0)));
  }
  // Not compressed, in no particular language, and with no translation of the keyword.
  return chunk("iTXt", UTF8.encode(`${keyword}\0\0\0\0\0${text}`));
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const length = new Uint8Array(4), checksum = new Uint8Array(4);
  const body = concat([UTF8.encode(type), data]);
  new DataView(length.buffer).setUint32(0, data.length);
  new DataView(checksum.buffer).setUint32(0, crc32(body));
  return concat([length, body, checksum]);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}
