/** Reads back how a figure was made, from the bytes of its file, whichever of the formats that is. */

import { LabError } from "../errors.ts";
import { parseDescription, type Provenance, provenanceOf, type Texts } from "./provenance.ts";
import { unescapeXml } from "./xml.ts";

/** ISO 8859-1, as far as it matters: what differs in Windows-1252 are control characters. */
const LATIN_1 = new TextDecoder("windows-1252");
const UTF_8 = new TextDecoder();
const UTF_16 = new TextDecoder("utf-16be");

const PNG_SIGNATURE = LATIN_1.decode(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]));

/**
 * How the figure was made whose PNG, SVG or PDF these bytes are. Throws `LabError`, in which the file is
 * called `name`, for other bytes, and for figures that do not say it or were made by another program.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { lineFigure, readProvenance } from "@activation-lab/activation-lab";
 *
 * const series = [{ name: "measured", x: [1, 2, 3], y: [1, 4, 9] }];
 * const figure = lineFigure({ title: "Squares", xLabel: "x", yLabel: "y", series })
 *   .withProvenance({ settings: { exponent: 2 }, seed: 7 });
 * const { settings, seed } = readProvenance(await figure.toPng());
 * assert.deepEqual({ settings, seed }, { settings: { exponent: 2 }, seed: 7 });
 * ```
 */
export function readProvenance(bytes: Uint8Array, name = "the file"): Provenance {
  return provenanceOf(textsIn(bytes, name), name);
}

function textsIn(bytes: Uint8Array, name: string): Texts {
  const start = LATIN_1.decode(bytes.subarray(0, 1024));
  if (start.startsWith(PNG_SIGNATURE)) return textsOfPng(bytes);
  if (start.startsWith("%PDF-")) return textsOfPdf(LATIN_1.decode(bytes));
  if (start.includes("<svg")) return textsOfSvg(UTF_8.decode(bytes));
  throw new LabError(`${name} is neither PNG, SVG nor PDF, expected a figure`);
}

/** The texts of a PNG's `tEXt` and uncompressed `iTXt` chunks, as far as its chunks are whole. */
function textsOfPng(bytes: Uint8Array): Texts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const texts: [keyword: string, text: string][] = [];
  for (let start = PNG_SIGNATURE.length; start + 12 <= bytes.length;) {
    const length = view.getUint32(start);
    const type = LATIN_1.decode(bytes.subarray(start + 4, start + 8));
    const [keyword, text] = splitAtNull(bytes.subarray(start + 8, start + 8 + length));
    if (type === "tEXt") texts.push([LATIN_1.decode(keyword), LATIN_1.decode(text)]);
    if (type === "iTXt" && text[0] === 0) {
      const [, translated] = splitAtNull(text.subarray(2)); // behind the language
      const [, utf8] = splitAtNull(translated); // behind the keyword in that language
      texts.push([LATIN_1.decode(keyword), UTF_8.decode(utf8)]);
    }
    start += 12 + length;
  }
  return Object.fromEntries(texts);
}

/** What is before the first 0, and what is behind it. */
function splitAtNull(bytes: Uint8Array): [Uint8Array, Uint8Array] {
  const end = bytes.indexOf(0);
  return end < 0 ? [bytes, new Uint8Array()] : [bytes.subarray(0, end), bytes.subarray(end + 1)];
}

/** What the `<title>` and the `<desc>` of an SVG say. */
function textsOfSvg(svg: string): Texts {
  const [, title] = /<title[^<>]*>([^<]*)<\/title>/.exec(svg) ?? [];
  const [, description = ""] = /<desc[^<>]*>([^<]*)<\/desc>/.exec(svg) ?? [];
  return {
    ...(title !== undefined && { Title: unescapeXml(title) }),
    ...parseDescription(unescapeXml(description)),
  };
}

/** What a PDF's Info dictionary has as title and subject. */
function textsOfPdf(pdf: string): Texts {
  const [, id] = /^\/Info (\d+) 0 R/.exec(pdf.slice(pdf.lastIndexOf("/Info "))) ?? [];
  const start = pdf.indexOf(`\n${id} 0 obj`);
  const dictionary = pdf.slice(start, pdf.indexOf("endobj", start));
  const strings: Record<string, string> = Object.fromEntries(Array.from(
    dictionary.matchAll(/\/(\w+) (?:\(((?:[^()\\]|\\[^])*)\)|<((?:[0-9A-Fa-f]{2})*)>)/g),
    ([, key, literal, hex]) => [key!, hex === undefined ? fromLiteral(literal!) : fromHex(hex)],
  ));
  const { Title, Subject = "" } = strings;
  return { ...(Title !== undefined && { Title }), ...parseDescription(Subject) };
}

/** A PDF's string in brackets: octal codes, and characters that a backslash protects. */
function fromLiteral(text: string): string {
  return text.replaceAll(
    /\\([0-7]{1,3}|[^])/g,
    (_, code: string) => /^[0-7]/.test(code) ? String.fromCharCode(parseInt(code, 8)) : code,
  );
}

/** A PDF's string in hexadecimal digits: UTF-16 behind a mark of its byte order. */
function fromHex(digits: string): string {
  return UTF_16.decode(Uint8Array.fromHex(digits));
}
