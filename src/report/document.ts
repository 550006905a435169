/** A document before it is Markdown or HTML: headings, paragraphs, lists, tables and figures. */

/** A piece of a document. Texts are plain; nothing in them is markup. */
export type Block =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  /** Lines for a shell. */
  | { readonly kind: "commands"; readonly lines: readonly string[] }
  | Table
  | { readonly kind: "figure" } & ReportFigure;

/** A picture, and what it shows. */
export interface ReportFigure {
  /** Where it lies, beside the document. */
  readonly path: string;
  readonly svg: string;
  readonly caption: string;
}

/** Rows of cells below a header. */
export interface Table {
  readonly kind: "table";
  readonly header: readonly string[];
  /** A letter a column: l for words, r for numbers, which stand right and are never broken. */
  readonly align: string;
  readonly rows: readonly (readonly string[])[];
}

/** A title and what follows it. */
export interface Document {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** What begins a section. */
export function heading(text: string): Block {
  return { kind: "heading", text };
}

/** Sentences. */
export function paragraph(text: string): Block {
  return { kind: "paragraph", text };
}

/** The headings, in order, and what each is linked by, which is what GitHub makes of its text. */
export function contents({ blocks }: Document): { text: string; anchor: string }[] {
  return blocks.flatMap((block) =>
    block.kind === "heading" ? [{ text: block.text, anchor: anchorOf(block.text) }] : []
  );
}

/** What a heading is linked by. */
export function anchorOf(heading: string): string {
  return heading.toLowerCase().replaceAll(/[^\w\- ]/g, "").replaceAll(" ", "-");
}
