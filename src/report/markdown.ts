/** A document as Markdown, with its figures in files beside it. */
import { type Block, contents, type Document, type Table } from "./document.ts";

/** GitHub's Markdown. */
export function toMarkdown(document: Document): string {
  const links = contents(document).map(({ text, anchor }) => `- [${escape(text)}](#${anchor})`);
  const parts = [
    `# ${escape(document.title)}`,
    ...links.length > 0 ? [links.join("\n")] : [],
    ...document.blocks.map(block),
  ];
  return parts.join("\n\n") + "\n";
}

function block(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `## ${escape(block.text)}`;
    case "paragraph":
      return escape(block.text);
    case "list":
      return block.items.map((item) => `- ${escape(item)}`).join("\n");
    case "commands":
      return ["```sh", ...block.lines, "```"].join("\n");
    case "table":
      return table(block);
    case "figure":
      return `![${escape(block.caption)}](${encodeURI(block.path)})`;
  }
}

function table({ header, align, rows }: Table): string {
  const cells = [header, ...rows].map((row) => row.map(escape));
  const widths = header.map((_, column) => Math.max(2, ...cells.map((row) => row[column]!.length)));
  const isNumber = (column: number) => align[column] === "r";
  const line = (row: readonly string[]) => {
    const padded = row.map((cell, column) =>
      isNumber(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)
    );
    return `| ${padded.join(" | ")} |`;
  };
  const rules = widths.map((width, column) =>
    isNumber(column) ? `${"-".repeat(width - 1)}:` : "-".repeat(width)
  );
  return [line(cells[0]!), line(rules), ...cells.slice(1).map(line)].join("\n");
}

/** Keeps a text from being read as markup. */
function escape(text: string): string {
  return text.replace(/[\\`*_[\]<>|#~$&]/g, "\\$&");
}
