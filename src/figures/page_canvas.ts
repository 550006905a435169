/** Takes the place of `native_canvas.ts` in web pages and their workers: the browser measures texts. */

import { LabError } from "../errors.ts";
import type { Canvas } from "./canvas.ts";
import { FONT_FAMILY, svg } from "./svg.ts";
import { measureRuns } from "./typeset.ts";
import { withSvgTexts } from "./svg_texts.ts";

/** As much of a browser as is used here; Deno's types of it have no text. */
interface Browser {
  OffscreenCanvas?: new (width: number, height: number) => { getContext(kind: "2d"): Ruler | null };
}

interface Ruler {
  font: string;
  measureText(text: string): { readonly width: number };
}

/** What a page draws with: SVG documents alone. Throws `LabError` where nothing measures texts. */
export async function openCanvas(): Promise<Canvas> {
  const { OffscreenCanvas } = globalThis as unknown as Browser;
  const ruler = OffscreenCanvas && new OffscreenCanvas(1, 1).getContext("2d");
  if (!ruler) throw new LabError("nothing measures texts here, expected a browser");
  ruler.font = `100px ${FONT_FAMILY}`;
  return await Promise.resolve({
    measure: (text, size) =>
      measureRuns(text, size, (part, size) => ruler.measureText(part).width * size / 100),
    svg: (page, texts) => withSvgTexts(svg(page), texts),
    png: () => refuse("PNG"),
    pdf: () => refuse("PDF"),
  });
}

function refuse(format: string): never {
  throw new LabError(`a page draws no ${format}; take SVG, which it shows and prints`);
}
