/** A document as Markdown, with its figures in files beside it. */
import type { Block, Document } from "./document.ts";

/** GitHub's Markdown. */
export function toMarkdown({ title, blocks }: Document): string {
  return [`# ${escape(title)}`, ...blocks.map(block)].join("\n\n") + "\n";
}

function block(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `## ${escape(block.text)}`;
    case "paragraph":
      return escape(block.text);
    case "table":
      return table([block.header, ...block.rows]);
    case "figure":
      return `![${escape(block.caption)}](${encodeURI(block.path)})`;
  }
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) =>
    Math.max(...rows.map((row) => escape(row[column]!).length))
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => escape(cell).padEnd(widths[column]!)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(rows[0]!), rule, ...rows.slice(1).map(line)].join("\n");
}

/** Keeps a text from being read as markup. */
function escape(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, "\\$&");
}
