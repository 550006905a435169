/** A document as one HTML page that needs nothing beside it. */
import type { Block, Document } from "./document.ts";

const STYLE = `
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 sans-serif; color: #222 }
  table { border-collapse: collapse; margin: 1rem 0 }
  th, td { padding: .25rem .75rem; border-bottom: 1px solid #ccc; text-align: left }
  th { border-bottom-color: #222 }
  figure { margin: 2rem 0; text-align: center }
  img { max-width: 100% }
  figcaption { color: #555 }
`;

/** A page with the figures inside. */
export function toHtml({ title, blocks }: Document): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escape(title)}</h1>
${blocks.map(block).join("\n")}
</body>
</html>
`;
}

function block(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<h2>${escape(block.text)}</h2>`;
    case "paragraph":
      return `<p>${escape(block.text)}</p>`;
    case "table": {
      const row = (cells: readonly string[], tag: string) =>
        `<tr>${cells.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join("")}</tr>`;
      const body = block.rows.map((cells) => row(cells, "td")).join("\n");
      return `<table>\n<thead>${
        row(block.header, "th")
      }</thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
    }
    case "figure": {
      const caption = escape(block.caption);
      const source = `data:image/png;base64,${block.png.toBase64()}`;
      return `<figure><img alt="${caption}" src="${source}"><figcaption>${caption}</figcaption></figure>`;
    }
  }
}

function escape(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return text.replace(/[&<>"]/g, (character) => entities[character]!);
}
