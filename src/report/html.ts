/** A document as one HTML page that needs nothing beside it, on screens of any width, light or dark. */
import { anchorOf, type Block, contents, type Document, type Table } from "./document.ts";

/** Colours by day and by night. */
const [TEXT, MUTED, RULE, PAGE] = [["#222", "#ddd"], ["#555", "#aaa"], ["#ccc", "#444"], [
  "#fff",
  "#181818",
]]
  .map((pair) => `light-dark(${pair})`);

const STYLE = `
  :root { color-scheme: light dark }
  body {
    max-width: 60rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word;
    font: 16px/1.5 sans-serif; color: ${TEXT}; background: ${PAGE};
  }
  a { color: inherit }
  .table, pre { overflow-x: auto; margin: 1rem 0 }
  table { border-collapse: collapse }
  th, td { padding: .25rem .5rem; border-bottom: 1px solid ${RULE}; text-align: left }
  th { border-bottom-color: ${TEXT}; vertical-align: bottom }
  .number { text-align: right; font-variant-numeric: tabular-nums }
  td.number { white-space: nowrap }
  figure { margin: 2rem 0; text-align: center }
  img { max-width: 100%; background: #fff }
  figcaption { color: ${MUTED} }
  @media (max-width: 30rem) {
    body { padding: 0 .5rem }
    table { font-size: .8rem }
    th, td { padding: .25rem }
  }
`;

/** A page with the figures inside. */
export function toHtml(document: Document): string {
  const title = escape(document.title);
  const links = contents(document)
    .map(({ text, anchor }) => `<li><a href="#${anchor}">${escape(text)}</a></li>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${title}</h1>
<nav aria-label="Contents">
<ul>
${links.join("\n")}
</ul>
</nav>
${document.blocks.map(block).join("\n")}
</body>
</html>
`;
}

function block(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<h2 id="${anchorOf(block.text)}">${escape(block.text)}</h2>`;
    case "paragraph":
      return `<p>${escape(block.text)}</p>`;
    case "list": {
      const items = block.items.map((item) => `<li>${escape(item)}</li>`);
      return `<ul>\n${items.join("\n")}\n</ul>`;
    }
    case "commands":
      return `<pre><code>${escape(block.lines.join("\n"))}</code></pre>`;
    case "table":
      return table(block);
    case "figure": {
      const caption = escape(block.caption);
      const bytes = new TextEncoder().encode(block.svg);
      const source = `data:image/svg+xml;base64,${bytes.toBase64()}`;
      return `<figure><img alt="${caption}" src="${source}"><figcaption>${caption}</figcaption></figure>`;
    }
  }
}

function table({ header, align, rows }: Table): string {
  const row = (cells: readonly string[], tag: string) => {
    const written = cells.map((cell, column) => {
      const start = align[column] === "r" ? `${tag} class="number"` : tag;
      return `<${start}>${breakable(escape(cell))}</${tag}>`;
    });
    return `<tr>${written.join("")}</tr>`;
  };
  const head = `<thead>${row(header, "th")}</thead>`;
  const body = `<tbody>\n${rows.map((cells) => row(cells, "td")).join("\n")}\n</tbody>`;
  return `<div class="table">\n<table>\n${head}\n${body}\n</table>\n</div>`;
}

/** Lets a line end behind what separates the parts of a path or a name. */
function breakable(html: string): string {
  return html.replaceAll(/[/_](?=\w)/g, "$&<wbr>");
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
