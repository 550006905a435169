/** A page as an SVG document whose texts are texts: it needs no drawing library, but the viewer's font. */

import type { Box, Image, Node, Rect, Scene, Text } from "./scene.ts";
import { BACKGROUND, FOREGROUND } from "./theme.ts";
import { runs } from "./typeset.ts";
import { escapeXml } from "./xml.ts";

/** As CSS names it: Arimo where the viewer has it, else fonts whose letters are as wide. */
export const FONT_FAMILY = "Arimo, Arial, 'Liberation Sans', Helvetica, sans-serif";

/** The document, in fonts of this family. */
export function svg({ width, height, items }: Scene, family: string = FONT_FAMILY): string {
  const ground: Rect = { kind: "rect", x: 0, y: 0, width, height, fill: BACKGROUND };
  return element("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    width: `${width}pt`,
    height: `${height}pt`,
    viewBox: `0 0 ${width} ${height}`,
    "font-family": family,
    fill: "none",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
  }, [ground, ...items].map(node));
}

function node(item: Node): string {
  switch (item.kind) {
    case "rect": {
      const { x, y, width, height, radius: rx, fill, opacity, stroke, lineWidth } = item;
      return element("rect", {
        ...{ x, y, width, height, rx, fill, stroke },
        "fill-opacity": opacity,
        "stroke-width": lineWidth,
        "stroke-linejoin": "miter",
      });
    }
    case "path": {
      const { d, fill, opacity, stroke, lineWidth, dash } = item;
      return element("path", {
        ...{ d, fill, stroke },
        "fill-opacity": opacity,
        "stroke-width": lineWidth,
        "stroke-dasharray": dash?.join(" "),
        "stroke-linecap": dash && "butt",
      });
    }
    case "text":
      return element("text", {
        transform: `translate(${item.x} ${item.y})${item.rotated ? " rotate(-90)" : ""}`,
        "font-size": item.size,
        "text-anchor": { left: "start", center: "middle", right: "end" }[item.align],
        fill: item.color ?? FOREGROUND,
      }, written(item));
    case "image": {
      const { x, y, width, height } = item;
      const style = "image-rendering: pixelated";
      return element("image", { x, y, width, height, href: bitmapUrl(item), style });
    }
    case "group": {
      const { x, y, clip, items } = item;
      const content = items.map(node);
      return element("g", { transform: `translate(${x} ${y})` }, [
        ...clip ? [element("svg", viewport(clip), content)] : content, // nothing shows outside it
      ]);
    }
  }
}

/** The text; exponents and indices in spans of their own, each brought back to the line by the next. */
function written({ text, size }: Text): string[] {
  let risen = 0;
  return runs(text, size).map((run) => {
    const dy = risen - run.rise;
    risen = run.rise;
    if (dy === 0 && run.size === size) return escapeXml(run.text);
    return element("tspan", { "font-size": run.size, dy }, [escapeXml(run.text)]);
  });
}

/** A part of the plane that keeps its coordinates. */
function viewport({ x, y, width, height }: Box): Record<string, string | number> {
  return { x, y, width, height, viewBox: `${x} ${y} ${width} ${height}` };
}

/** Grey pixels as a Windows bitmap, which browsers show and which needs neither tables nor checksums. */
function bitmapUrl({ pixels, columns }: Image): string {
  const HEADER = 54;
  const bytes = new Uint8Array(HEADER + 4 * pixels.length);
  const words = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode("BM"));
  words.setUint32(2, bytes.length, true);
  words.setUint32(10, HEADER, true);
  words.setUint32(14, HEADER - 14, true);
  words.setInt32(18, columns, true);
  words.setInt32(22, -pixels.length / columns, true); // from the top down
  words.setUint16(26, 1, true); // planes
  words.setUint16(28, 32, true); // bits of a pixel: blue, green, red, and one byte unused
  pixels.forEach((grey, i) => bytes.fill(grey, HEADER + 4 * i, HEADER + 4 * i + 3));
  return `data:image/bmp;base64,${bytes.toBase64()}`;
}

function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content: readonly string[] = [],
): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const written = given.map(([key, value]) => ` ${key}="${escapeXml(`${value}`)}"`).join("");
  return `<${name}${written}>${content.join("")}</${name}>`;
}
