/** Draws by a library of native code; in a page, `page_canvas.ts` stands in. */

import { LabError } from "../errors.ts";
import type { Canvas } from "./canvas.ts";
import { loadCanvas, locateFonts } from "./canvas_library.ts";
import { withFewerDigits, withOwnNames, withSize } from "./encoding.ts";
import { glyphCheck } from "./glyphs.ts";
import { type Context2D, font, paint } from "./paint.ts";
import { withPngChunks } from "./png_chunks.ts";
import { withPageWidth } from "./pdf_size.ts";
import { describe } from "./provenance.ts";
import { type Measure, type Scene, texts } from "./scene.ts";
import { svg } from "./svg.ts";
import { withSvgTexts } from "./svg_texts.ts";
import { measureRuns } from "./typeset.ts";

let opened: Promise<Canvas> | undefined;

/**
 * Loads the drawing library and the font, once. Throws a LabError where the library has no build
 * for this machine, or can't be fetched.
 */
export function openCanvas(): Promise<Canvas> {
  return opened ??= load().catch((error: Error) => {
    opened = undefined;
    throw new LabError(
      `the drawing library cannot be loaded: ${error.message}; it is fetched from npm when ` +
        "something is first drawn: see that npm packages can be downloaded, or do without figures",
    );
  });
}

async function load(): Promise<Canvas> {
  // With system fonts out of the way a picture has the same bytes on every machine.
  Deno.env.set("DISABLE_SYSTEM_FONTS_LOAD", "1");
  const [library, fonts] = await Promise.all([loadCanvas(), locateFonts()]);
  for (const { family, path } of fonts) {
    // Without its font the library draws no text, and says nothing.
    if (!library.GlobalFonts.registerFromPath(path, family)) {
      throw new Error(`no font in ${path}`);
    }
  }
  const ruler = library.createCanvas(1, 1).getContext("2d");
  ruler.font = font(100);
  const measure: Measure = (text, size) =>
    measureRuns(text, size, (part, size) => ruler.measureText(part).width * size / 100);
  const requireGlyphs = glyphCheck(library);

  function draw(context: Context2D, page: Scene): void {
    for (const { text } of texts(page.items, measure)) requireGlyphs(text);
    paint(context, page, library);
  }

  return {
    measure,

    png(page, dpi, about) {
      const scale = dpi / 72;
      const canvas = library.createCanvas(
        Math.round(page.width * scale),
        Math.round(page.height * scale),
      );
      const context = canvas.getContext("2d");
      context.scale(scale, scale);
      draw(context, page);
      return withPngChunks(canvas.toBuffer("image/png"), dpi, about);
    },

    // Texts as outlines look the same where the font is missing.
    svg(page, about, editable) {
      if (editable) return withSvgTexts(svg(page), about);
      const outlines = library.SvgExportFlag.ConvertTextToPaths;
      const canvas = library.createCanvas(Math.ceil(page.width), page.height, outlines);
      draw(canvas.getContext("2d"), page);
      const drawn = withFewerDigits(canvas.getContent().toString());
      return withSvgTexts(withSize(withOwnNames(drawn), page), about);
    },

    pdf(page, about) {
      const document = new library.PDFDocument({
        title: about.Title ?? "",
        creator: about.Software ?? "",
        subject: describe(about),
      });
      draw(document.beginPage(Math.ceil(page.width), page.height) as Context2D, page);
      document.endPage();
      const pdf = new Uint8Array(document.close());
      return Number.isInteger(page.width) ? pdf : withPageWidth(pdf, page.width);
    },
  };
}
