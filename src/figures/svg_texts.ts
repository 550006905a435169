/** What an SVG says besides what it draws: a title and a description, which screen readers speak. */

import { describe, type Texts } from "./provenance.ts";
import { escapeXml } from "./xml.ts";

/** The SVG with the texts in its first elements. */
export function withSvgTexts(svg: string, texts: Texts): string {
  const { Title } = texts;
  const title = Title === undefined ? "" : `<title>${escapeXml(Title)}</title>`;
  const description = `<desc>${escapeXml(describe(texts))}</desc>`;
  return svg.replace(/<svg [^>]*>/, (start) => start + title + description);
}
