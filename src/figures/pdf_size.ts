/** A PDF's page at its exact size, which the drawing library rounds to whole points. */

/** The PDF, of one page, with the page so many points wide, to a thousandth, and its table of offsets moved along. */
export function withPageWidth(pdf: Uint8Array, width: number): Uint8Array {
  const text = Array.from(pdf, (byte) => String.fromCharCode(byte)).join("");
  const box = /(\/MediaBox \[0 0 )\d+/.exec(text)!;
  const written = `${width}`;
  const start = box.index + box[1]!.length, end = box.index + box[0].length;
  const longer = written.length - (end - start);
  const moved = (offset: string) => Number(offset) + (Number(offset) > start ? longer : 0);
  const table = text.lastIndexOf("\nxref");
  const offsets = text.slice(table)
    .replaceAll(/\b(\d{10})(?= \d{5} n)/g, (offset) => `${moved(offset)}`.padStart(10, "0"))
    .replace(/(?<=startxref\n)\d+/, (offset) => `${moved(offset)}`);
  const exact = text.slice(0, start) + written + text.slice(end, table) + offsets;
  return Uint8Array.from(exact, (character) => character.charCodeAt(0));
}
